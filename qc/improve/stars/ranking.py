"""Who may be the star of a month, and in what order: fair to whoever was checked seldom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import pandas as pd

from metrics import shrunken
from qc.analysis.counting import within
from qc.analysis.periods import Period
from qc.catalogue.model import Catalogue
from qc.improve.protected import without_reports
from qc.improve.rules import Stars
from qc.improve.stars.votes import Votes
from qc.locale import N_
from qc.text import normal_form
from qc.words import Direction


class Standing(StrEnum):
    """Whether somebody may be the star."""

    STANDS = "stands"
    BEHIND = "behind"
    TOO_FEW = "too_few"

    @property
    def label(self) -> str:
        return {
            "stands": N_("may be the star"),
            "behind": N_("clearly behind the best"),
            "too_few": N_("too few checks"),
        }[self.value]


@dataclass(frozen=True, slots=True)
class Rate:
    """A person's checks of one indicator: `order` 1 where nobody is clearly better; `tied` where the
    difference from another is not clear. Without enough checks no shrunken rate and no order."""

    indicator: str
    checked: int
    passed: int
    rate: float
    shrunken: float | None = None
    lower: float | None = None
    upper: float | None = None
    order: int | None = None
    tied: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person of a month. `place` is by votes among those who may be the star (1 best, the same for the same
    number: `tied`); None for all others."""

    person: str
    rates: tuple[Rate, ...]
    staff_votes: int
    box_votes: int
    standing: Standing
    place: int | None = None
    tied: bool = False

    @property
    def votes(self) -> int:
        return self.staff_votes + self.box_votes

    @property
    def checked(self) -> int:
        return sum(rate.checked for rate in self.rates)


def candidates_of(
    checks: pd.DataFrame, votes: Votes, catalogue: Catalogue, rules: Stars, month: Period, site: str
) -> tuple[Candidate, ...]:
    """Everybody who was checked or voted for: those who may be the star by votes, then the others by name.

    checks: `counting.checks_of` the live results. A person may stand with at least `minimum_checks`
    checks of an indicator, when nobody of that indicator is clearly better (`metrics.shrunken`, among
    those with enough checks). Votes decide between those who stand; without votes all of them tie.
    """
    mine = _of_persons(checks, catalogue, rules, month, site)
    rates = _rates(mine, rules.minimum_checks)
    names = {**votes.names, **dict(zip(mine["person"], mine["subject"], strict=True))}
    found = [
        (key, name, tuple(rates.get(key, ())), _standing(rates.get(key, ())))
        for key, name in names.items()
    ]
    ahead = [votes.of(key) for key, _, _, standing in found if standing is Standing.STANDS]
    candidates = [
        Candidate(
            name,
            mine_,
            votes.staff.get(key, 0),
            votes.box.get(key, 0),
            standing,
            **(_placed(votes.of(key), ahead) if standing is Standing.STANDS else {}),
        )
        for key, name, mine_, standing in found
    ]
    return tuple(sorted(candidates, key=lambda each: (each.place or len(found) + 1, each.person)))


def _placed(votes: int, ahead: list[int]) -> dict[str, Any]:
    return {"place": 1 + sum(other > votes for other in ahead), "tied": ahead.count(votes) > 1}


def _of_persons(
    checks: pd.DataFrame, catalogue: Catalogue, rules: Stars, month: Period, site: str
) -> pd.DataFrame:
    """The month's checks of persons, `passed` being what was in order, with `person`."""
    rows = within(without_reports(checks, catalogue), month)
    wanted = rows["indicator"].isin(rules.indicators) & (rows["site"] == site)
    rows = rows[wanted & (rows["checked"] > 0)]
    rows = rows.assign(person=[normal_form(str(name)) for name in rows["subject"].fillna("")])
    low = [c for c, i in catalogue.indicators.items() if i.direction is Direction.LOWER]
    wrong = rows["indicator"].isin(low)
    rows = rows.assign(passed=rows["passed"].mask(wrong, rows["checked"] - rows["passed"]))
    return rows[rows["person"] != ""]


def _rates(checks: pd.DataFrame, minimum: int) -> dict[str, list[Rate]]:
    """By person, an indicator each, compared only where there are enough checks."""
    keys = ["indicator", "person"]
    counted = checks.groupby(keys)[["checked", "passed"]].sum().reset_index()
    enough = counted[counted["checked"] >= minimum]
    compared: Mapping[Any, Mapping[str, Any]] = {}
    if len(enough):
        table = shrunken(
            enough, numerator="passed", denominator="checked", by=["person"], within=["indicator"]
        )
        compared = {(row["indicator"], row["person"]): row for row in table.to_dict("records")}
    found: dict[str, list[Rate]] = {}
    for row in counted.to_dict("records"):
        known = compared.get((row["indicator"], row["person"]))
        found.setdefault(row["person"], []).append(_rate(row, known))
    return found


def _rate(row: Mapping[Any, Any], known: Mapping[str, Any] | None) -> Rate:
    checked, passed = int(row["checked"]), int(row["passed"])
    plain = Rate(row["indicator"], checked, passed, passed / checked)
    if known is None:
        return plain
    return replace(
        plain,
        shrunken=float(known["shrunken"]),
        lower=float(known["lower"]),
        upper=float(known["upper"]),
        order=int(known["order"]),
        tied=bool(known["tied"]),
    )


def _standing(rates: Iterable[Rate]) -> Standing:
    orders = [rate.order for rate in rates if rate.order is not None]
    if not orders:
        return Standing.TOO_FEW
    return Standing.STANDS if max(orders) == 1 else Standing.BEHIND
