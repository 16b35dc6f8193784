"""The picks of a week as the journal holds them, and which of them were carried out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from qc.analysis.journal import acts_of
from qc.improve.calendar.doings import KEY
from qc.workspace import Workspace

KIND = "draw"
_PLACE = ["checklist", "site", "unit"]


@dataclass(frozen=True, slots=True)
class Pick:
    """A spot check that was drawn: where, with what, on which day, by whom ("": nobody from another
    unit was found).

    `samples`: how many charts (persons) to check, 0 where the checklist is filled in once; `numbers`
    which of them, counted on the unit's list of that day. `figures`: what weighed for it (keys of
    `risk.LABELS`), `weight` the sum; `drawn`: how often its unit had been drawn in the month, the
    fewest of all.
    """

    site: str
    unit: str
    checklist: str
    day: dt.date
    inspector: str
    samples: int
    numbers: tuple[int, ...]
    figures: Mapping[str, int]
    weight: str
    drawn: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """The picks of a site for the week that begins on `week`; `by` drew them at `at` (UTC, ISO text).
    `seed`: the SHA-256 of the secret that they follow from, so that who holds it can show that nobody
    chose."""

    site: str
    week: dt.date
    picks: tuple[Pick, ...]
    by: str
    at: str
    seed: str = ""


def draws(workspace: Workspace) -> list[Drawn]:
    """Every draw so far, oldest first. Only who sees a whole site sees its draws: the units do not."""
    found = [
        Drawn(
            act.site,
            dt.date.fromisoformat(act.fields["week"]),
            tuple(map(_pick, act.fields["picks"])),
            act.actor,
            act.at,
            str(act.fields.get("seed", "")),
        )
        for act in acts_of(workspace, KIND)
    ]
    return sorted(found, key=lambda drawn: (drawn.week, drawn.site))


def as_fields(pick: Pick) -> dict[str, Any]:
    """A pick as the journal keeps it."""
    return {**asdict(pick), "day": pick.day.isoformat(), "numbers": list(pick.numbers)}


def _pick(fields: Mapping[str, Any]) -> Pick:
    day, numbers = dt.date.fromisoformat(fields["day"]), tuple(fields["numbers"])
    return Pick(**{**fields, "day": day, "numbers": numbers})


def checks_of(pick: Pick, week: dt.date, checks: pd.DataFrame) -> pd.DataFrame:
    """The checks that carry out a pick: its checklist, in its unit, in its week."""
    return _carrying_out([(pick, week)], checks)


def done_picks(drawn: Iterable[Drawn], checks: pd.DataFrame, code: str) -> pd.DataFrame:
    """The picks that were carried out as rows of `doings.rows_done`, under the code of the spot check:
    each on the first day on which it was."""
    picked = [(pick, each.week) for each in drawn for pick in each.picks]
    found = _carrying_out(picked, checks).drop_duplicates("pick")
    return found.assign(checklist=code, slot="")[KEY].astype("str").reset_index(drop=True)


def _carrying_out(picked: Sequence[tuple[Pick, dt.date]], checks: pd.DataFrame) -> pd.DataFrame:
    """The checks with the place of the `pick` that each carries out, pick by pick, the earliest first."""
    wanted = pd.DataFrame(
        [
            (n, pick.checklist, pick.site, pick.unit, str(week), str(week + dt.timedelta(days=6)))
            for n, (pick, week) in enumerate(picked)
        ],
        columns=["pick", *_PLACE, "first", "last"],
    ).astype(dict.fromkeys((*_PLACE, "first", "last"), "str"))
    days = checks["date"].between(wanted["first"].min(), wanted["last"].max())
    named = checks["checklist"].isin(wanted["checklist"].unique())
    made = checks[days & named & (checks["accepted"] > 0)].astype(dict.fromkeys(_PLACE, "str"))
    both = wanted.merge(made, on=_PLACE)
    inside = both[both["date"].between(both["first"], both["last"])]
    return inside.sort_values(["pick", "date"], kind="stable")
