"""What the feedback book says: each failed item with what was done about it, by unit, without any look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from qc.analysis.asked import known_unit
from qc.analysis.places import place_name, units_first
from qc.analysis.source import facts
from qc.errors import UsageError
from qc.improve.acting import findings
from qc.improve.findings import Finding, Gravity
from qc.improve.rectified import (
    Rectified,
    day_of,
    done_by,
    done_on,
    moved_by,
    rechecked_by,
    rectified,
)
from qc.improve.states import STEPS, FindingState
from qc.locale import N_, Translator
from qc.reports.naming import Naming, named
from qc.workspace import Workspace


@dataclass(frozen=True)
class Entry:
    """One finding as a line of the book. A date is None, a text "" where nothing was done yet."""

    day: dt.date
    unit: str
    problem: str
    cases: str
    feedback: str
    cause: str
    measure: str
    person: str
    due: dt.date | None
    overdue: bool
    put_right: str
    rechecked_on: dt.date | None
    recheck: str
    rechecked_by: str


@dataclass(frozen=True)
class Page:
    """The findings of one unit, oldest first, and what became of them in a sentence."""

    unit: str
    sentence: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class FeedbackBook:
    """The book of a period. `withdrawn`: findings that are in none of its pages, for their record was
    corrected after somebody had acted."""

    clinic: str
    title: str
    made_on: dt.date
    pages: tuple[Page, ...]
    withdrawn: int


def feedback_book(
    workspace: Workspace,
    first: dt.date,
    last: dt.date,
    period: str,
    *,
    unit: str | None = None,
    names: bool = False,
    checklists: Collection[str] | None = None,
) -> FeedbackBook:
    """The findings of the inspections from `first` to `last`, as they stand now; `period` is what these
    days are called. Names of staff are masked unless `names`; `checklists` are the codes of those that are
    meant, None means all.

    Raises UsageError for a unit that was never checked, or where there are no checks in these days.
    """
    checks = facts(workspace).checks
    known_unit(checks, unit)
    if not checks["date"].between(str(first), str(last)).any():
        raise UsageError(N_("There is no data for {period}."), period=period)
    within = [
        found
        for found in findings(workspace)
        if first <= found.date <= last
        and unit in (None, found.unit)
        and (checklists is None or found.checklist in checklists)
    ]
    standing = [found for found in within if found.state is not FindingState.WITHDRAWN]
    t = workspace.t
    return FeedbackBook(
        clinic=workspace.clinic,
        title=t("Feedback book {period}", period=period),
        made_on=workspace.today,
        pages=tuple(_pages(standing, workspace, named(names=names))) or (_empty(unit, period, t),),
        withdrawn=len(within) - len(standing),
    )


def _empty(unit: str | None, period: str, t: Translator) -> Page:
    return Page(unit or "", t("Nothing failed in the checks of {period}.", period=period), ())


def _pages(found: Sequence[Finding], workspace: Workspace, named: Naming) -> Iterable[Page]:
    for shown, mine in by_unit(found, workspace):
        yield _page(shown, mine, workspace, named)


def by_unit(found: Sequence[Finding], workspace: Workspace) -> Iterable[tuple[str, list[Finding]]]:
    """The findings of each unit, oldest first, with what the unit is called."""
    sites = len(workspace.organisation.sites)
    order = units_first(sorted({each.unit for each in found}), workspace.organisation)
    ordered = sorted(found, key=lambda f: (f.site, order.index(f.unit), f.date, f.item, f.id))
    for (site, unit), group in groupby(ordered, key=lambda each: (each.site, each.unit)):
        name = place_name(unit, workspace.organisation, workspace.t)
        shown = f"{site} {name}" if sites > 1 and unit != site else name
        yield shown, list(group)


def _page(unit: str, found: Sequence[Finding], workspace: Workspace, named: Naming) -> Page:
    stood = [rectified(each, workspace.today) for each in found]
    return Page(
        unit,
        _sentence(unit, stood, workspace.t),
        tuple(
            _entry(each, unit, how, workspace.t, named)
            for each, how in zip(found, stood, strict=True)
        ),
    )


def _sentence(unit: str, stood: Sequence[Rectified], t: Translator) -> str:
    told = [f"{t(how.label)} {stood.count(how)}" for how in Rectified if how in stood]
    return t("{unit}: {n} problems; {told}.", unit=unit, n=len(stood), told=t(", ").join(told))


def _entry(found: Finding, unit: str, how: Rectified, t: Translator, named: Naming) -> Entry:
    told, recheck = found.told, rechecked_by(found)
    return Entry(
        day=found.date,
        unit=unit,
        problem=found.item,
        cases=f"{found.failed}/{found.checked}",
        feedback=_feedback(found, t),
        cause=" · ".join(filter(None, (told.get("category"), told.get("cause")))),
        measure=told.get("measure", ""),
        person=told.get("person", ""),
        due=None if how is Rectified.HISTORY else found.due,
        overdue=how is Rectified.OVERDUE,
        put_right=_put_right(found, how, t),
        rechecked_on=day_of(recheck) if recheck else None,
        recheck=_recheck(found, t),
        rechecked_by=named(recheck.actor) if recheck else "",
    )


def _feedback(found: Finding, t: Translator) -> str:
    """What the unit was told: how grave it is, whether it came again, when somebody first acted on it."""
    first = next((act for act in found.acts if act.what != "note"), None)
    told = [
        t(Gravity.CRITICAL.label) if found.critical else "",
        t("repeated problem, time {n}", n=found.times) if found.repeated else "",
        t("fed back {day}", day=day_of(first)) if first else "",
    ]
    return "\n".join(filter(None, told))


def _put_right(found: Finding, how: Rectified, t: Translator) -> str:
    """How far it is, with the day of the act that says so."""
    act = moved_by(found)
    if found.state in (FindingState.RECHECK, FindingState.CLOSED):
        act = done_by(found)
    elif act and act.what != "reopen":
        act = None
    if act:
        return f"{t(STEPS[act.what].label)}\n{done_on(act)}"
    return t(how.label if how is Rectified.HISTORY else found.state.label)


def _recheck(found: Finding, t: Translator) -> str:
    act = rechecked_by(found)
    if act is None:
        return ""
    if act.what == "recheck_passed":
        return t("in order")
    return t("not in order: {note}", note=act.fields["note"])
