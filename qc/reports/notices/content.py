"""What a rectification notice says: the findings of one unit from the checks of some days, what is known of
each, and what is left for the unit to fill in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from qc.analysis.asked import known_unit
from qc.analysis.source import facts
from qc.errors import UsageError
from qc.improve.acting import findings
from qc.improve.findings import Finding
from qc.improve.notices.ids import line_id, workspace_mark
from qc.improve.notices.plan import done_when
from qc.improve.rectified import day_of, rechecked_by
from qc.improve.states import STEPS, FindingState
from qc.locale import N_, Translator
from qc.reports.feedback_book.content import by_unit
from qc.workspace import Workspace


@dataclass(frozen=True)
class Line:
    """One finding. A text "" or a day None is for the unit to fill in; `id` is how the line is known again."""

    day: dt.date
    problem: str
    cases: str
    gravity: str
    again: str
    cause: str
    measure: str
    person: str
    due: dt.date
    overdue: bool
    done: dt.date | None
    recheck: str
    id: str


@dataclass(frozen=True)
class Notice:
    """The notice of one unit. `mark` says whose workspace it is; `first` to `last` are the days of the
    checks."""

    clinic: str
    title: str
    unit: str
    first: dt.date
    last: dt.date
    sentence: str
    made_on: dt.date
    mark: str
    lines: tuple[Line, ...]


def notices(
    workspace: Workspace,
    first: dt.date,
    last: dt.date,
    period: str,
    *,
    unit: str | None = None,
    each_day: bool = False,
    closed: bool = False,
) -> list[Notice]:
    """A notice for each unit with something to put right from the checks of these days, or for each of its
    days; with `closed` what is put right already stands in them as well.

    Raises UsageError for a unit that was never checked, or where there are no checks in these days.
    """
    checks = facts(workspace).checks
    known_unit(checks, unit)
    if not checks["date"].between(str(first), str(last)).any():
        raise UsageError(N_("There is no data for {period}."), period=period)
    asked = [
        found
        for found in findings(workspace)
        if first <= found.date <= last and unit in (None, found.unit) and _is_asked(found, closed)
    ]
    return [
        _notice(shown, mine, workspace)
        for shown, whole in by_unit(asked, workspace)
        for mine in _split(whole, each_day=each_day)
    ]


def _is_asked(found: Finding, closed: bool) -> bool:
    if not found.followed or found.state is FindingState.WITHDRAWN:
        return False
    return closed or found.waits


def _split(found: Sequence[Finding], *, each_day: bool) -> Iterator[list[Finding]]:
    if not each_day:
        yield list(found)
        return
    for _, group in groupby(found, key=lambda each: each.date):
        yield list(group)


def _notice(unit: str, found: Sequence[Finding], workspace: Workspace) -> Notice:
    t = workspace.t
    return Notice(
        clinic=workspace.clinic,
        title=t("Rectification notice"),
        unit=unit,
        first=found[0].date,
        last=found[-1].date,
        sentence=_sentence(unit, found, workspace),
        made_on=workspace.today,
        mark=workspace_mark(workspace.store.keys),
        lines=tuple(_line(each, workspace) for each in found),
    )


def _sentence(unit: str, found: Sequence[Finding], workspace: Workspace) -> str:
    """How much is asked of the unit, and by when the first of it."""
    t, waiting = workspace.t, [each for each in found if each.waits]
    if not waiting:
        return t("{unit}: {n} problems, all put right.", unit=unit, n=len(found))
    grave = sum(each.critical for each in waiting)
    closed = len(found) - len(waiting)
    told = [
        t("closed: {n}", n=closed) if closed else "",
        t("critical: {n}", n=grave) if grave else "",
        t("repeated: {n}", n=again) if (again := sum(e.repeated for e in waiting)) else "",
        t("the first by {day}", day=min(each.due for each in waiting)),
    ]
    said = t(", ").join(filter(None, told))
    return t("{unit}: {n} problems to put right; {told}.", unit=unit, n=len(waiting), told=said)


def _line(found: Finding, workspace: Workspace) -> Line:
    told, t = found.told, workspace.t
    return Line(
        day=found.date,
        problem=found.item,
        cases=f"{found.failed}/{found.checked}",
        gravity=t(found.gravity.label),
        again=t("time {n}", n=found.times) if found.repeated else "",
        cause=told.get("cause", ""),
        measure=told.get("measure", ""),
        person=told.get("person", ""),
        due=found.due,
        overdue=found.overdue(workspace.today),
        done=done_when(found.acts),
        recheck=_recheck(found, t),
        id=line_id(workspace.store.keys, found),
    )


def _recheck(found: Finding, t: Translator) -> str:
    """What a re-check found; "" where somebody has still to look."""
    act = rechecked_by(found)
    if found.state is FindingState.CLOSED:
        looked = act and act.what == "recheck_passed"
        at_once = STEPS["fix_at_once"].label
        said = t("in order") if looked else t(at_once)
        return f"{said}\n{day_of(act)}" if act and looked else said
    if act and act.what == "recheck_failed":
        return t("not in order: {note}", note=act.fields["note"])
    return ""
