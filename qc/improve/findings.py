"""The findings as they stand: what failed, joined with what people did about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import pandas as pd

from qc.analysis.journal import by_subject
from qc.analysis.periods import Period
from qc.analysis.standings import Standings
from qc.catalogue.model import Catalogue
from qc.improve.failures import failures_of
from qc.improve.rules import Rules
from qc.improve.states import FindingState, state_after
from qc.locale import N_
from qc.store.journal import Act
from qc.words import Verdict

KIND = "finding"
TOLD = ("cause", "measure", "person", "due", "category")
"""Fields whose latest word holds."""


class Gravity(StrEnum):
    """How grave a finding is; it sets the default day by which it is put right."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"

    @property
    def label(self) -> str:
        return {
            "critical": N_("critical"),
            "major": N_("repeated or below target"),
            "minor": N_("ordinary"),
        }[self.value]


@dataclass(frozen=True)
class Finding:
    """One failed item of one unit on one day.

    `failed` of `checked` cases; `times` the how-manieth time on end within the window, `previous` the
    date of the time before; `lately` times within the months that may propose a cycle. `needs_cause`:
    cause and measure must be given before it is put right. `told` holds the latest word of each field
    (cause, category, measure, person, due), `acts` the whole history, oldest first. `passed_since`:
    the first later day on which the item was in order there, "" so far. `followed`: not older than
    what the clinic follows, or acted on. `same_person`: repeated by one person, where the clinic counts
    that (`recur_by_person`), rather than in the unit. `statistic`: told in numbers, so that nobody waits
    for it and it proposes nothing, until somebody acts on it.
    """

    id: str
    site: str
    unit: str
    indicator: str
    checklist: str
    item_code: str
    item: str
    level: str
    date: dt.date
    round: str
    inspector: str
    failed: int
    checked: int
    critical: bool
    times: int
    previous: str
    lately: int
    gravity: Gravity
    state: FindingState
    due: dt.date
    told: Mapping[str, str]
    acts: tuple[Act, ...]
    proposes_cycle: bool
    passed_since: str
    followed: bool
    same_person: bool = False
    statistic: bool = False

    @property
    def subject(self) -> str:
        return f"{KIND}:{self.id}"

    @property
    def repeated(self) -> bool:
        """A repeated problem (重复问题): the second time within the window, or a later one."""
        return self.times > 1

    @property
    def needs_cause(self) -> bool:
        return self.gravity is not Gravity.MINOR

    @property
    def waits(self) -> bool:
        """Has somebody still to act?"""
        return self.followed and self.state.waits

    def overdue(self, today: dt.date) -> bool:
        return self.waits and self.due < today


def findings_of(
    results: pd.DataFrame,
    checks: pd.DataFrame,
    acts: Iterable[Act],
    catalogue: Catalogue,
    rules: Rules,
) -> list[Finding]:
    """All findings, oldest first; those whose record was corrected after somebody had acted come last,
    as withdrawn.

    results, checks: the live ones (`Store.results`, `counting.checks_of`; the days that they add up to
    are enough). acts: the journal's.
    """
    missed = missed_months(checks, catalogue)
    return with_acts(not_acted_on(results, missed, catalogue, rules), by_subject(acts))


def not_acted_on(
    results: pd.DataFrame, missed: Mapping[str, Collection[str]], catalogue: Catalogue, rules: Rules
) -> list[Finding]:
    """What failed, oldest first, as if nobody had done anything about it. `missed`: `missed_months`. What one
    checklist found rests on its own results alone."""
    failures = failures_of(results, catalogue, rules)
    return [_finding(row, missed, rules) for row in failures.to_dict("records")]


def oldest_first(found: Iterable[Finding]) -> list[Finding]:
    """The findings of several checklists, oldest first, as `not_acted_on` of all has them."""
    return sorted(found, key=lambda f: (f.date, f.site, f.unit, f.checklist, f.item_code))


def with_acts(found: Iterable[Finding], acts: Mapping[str, tuple[Act, ...]]) -> list[Finding]:
    """The same with what people did, by subject; those that are in the journal only come last, as
    withdrawn."""
    rest = {subject.partition(":")[2]: mine for subject, mine in acts.items()}
    known = [_acted_on(each, rest.pop(each.id)) if each.id in rest else each for each in found]
    return known + [_withdrawn(name, history) for name, history in rest.items()]


def _acted_on(found: Finding, acts: tuple[Act, ...]) -> Finding:
    told = told_by(acts)
    return replace(
        found,
        state=state_after(act.what for act in acts),
        due=dt.date.fromisoformat(told["due"]) if "due" in told else found.due,
        told=told,
        acts=acts,
        followed=True,
    )


def missed_months(checks: pd.DataFrame, catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """The months (2026-10) in which each indicator missed its target. checks: as for `findings_of`."""
    standings = Standings.of(checks, catalogue, "month")
    missed: dict[str, set[str]] = {}
    for code, label in standings.tallies:
        known = catalogue.indicators.get(code)
        if known and standings.at(known, Period.parse(label)).verdict is Verdict.MISSED:
            missed.setdefault(code, set()).add(label)
    return {code: frozenset(labels) for code, labels in missed.items()}


def _finding(
    row: Mapping[Any, Any], missed: Mapping[str, Collection[str]], rules: Rules
) -> Finding:
    day = dt.date.fromisoformat(row["date"])
    below = row["date"][:7] in missed.get(row["indicator"], ())
    gravity = _gravity(critical=row["critical"], repeated=row["times"] > 1, below=below)
    usual = day + dt.timedelta(days=getattr(rules.due_days, gravity))
    fields = {name: row[name] for name in Finding.__dataclass_fields__ if name in row}
    return Finding(
        **fields
        | {"date": day}
        | {name: int(row[name]) for name in ("failed", "checked", "times", "lately")}
        | {name: bool(row[name]) for name in ("same_person", "statistic")},
        gravity=gravity,
        state=FindingState.OPEN,
        due=usual,
        told={},
        acts=(),
        proposes_cycle=not row["statistic"]
        and (bool(row["critical"]) or row["lately"] >= rules.propose_after),
        followed=not row["statistic"] and _is_followed(day, rules),
    )


def _is_followed(day: dt.date, rules: Rules) -> bool:
    return rules.follow_from is None or day >= rules.follow_from


def _gravity(*, critical: bool, repeated: bool, below: bool) -> Gravity:
    if critical:
        return Gravity.CRITICAL
    return Gravity.MAJOR if repeated or below else Gravity.MINOR


def told_by(acts: Iterable[Act]) -> dict[str, str]:
    """The latest word of each field."""
    return {
        name: str(value)
        for act in acts
        for name, value in act.fields.items()
        if name in TOLD and value
    }


def _withdrawn(name: str, acts: tuple[Act, ...]) -> Finding:
    """A finding that is only in the journal: what it was about was written down with its first act."""
    about = acts[0].fields["about"]
    return Finding(
        **about
        | {
            "id": name,
            "date": dt.date.fromisoformat(about["date"]),
            "due": dt.date.fromisoformat(about["due"]),
            "gravity": Gravity(about["gravity"]),
        },
        state=FindingState.WITHDRAWN,
        told=told_by(acts),
        acts=acts,
        proposes_cycle=False,
        passed_since="",
        followed=True,
    )
