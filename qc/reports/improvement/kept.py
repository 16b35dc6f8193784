"""How well each cadence of the calendar was kept in the month, and what was not done and why."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby

from qc.analysis.periods import Period
from qc.improve.calendar.adherence import Adherence
from qc.improve.calendar.dues import Due
from qc.improve.calendar.reading import Calendar, calendar
from qc.improve.calendar.states import DueState
from qc.locale import Translator
from qc.reports.improvement.content import KeptLine, KeptSheet, NotDoneLine
from qc.workspace import Workspace

NOT_DONE = (DueState.MISSED, DueState.EXCUSED, DueState.OVERDUE)


def kept_sheet(workspace: Workspace, period: Period) -> KeptSheet:
    """The calendar of a month as it stands today: the cadence that was kept worst comes first."""
    found, t = calendar(workspace, period), workspace.t
    lines = sorted(map(_line, found.adherence), key=_worst_first)
    return KeptSheet(
        sentence=_sentence(lines, t),
        caption=_caption(found, workspace),
        lines=tuple(lines),
        not_done=tuple(_not_done(found.dues, workspace)),
    )


def _line(each: Adherence) -> KeptLine:
    rate = math.nan if each.rate is None else float(each.rate)
    return KeptLine(
        each.name, rate, each.owed, each.in_time, each.late, each.open, each.excused, each.missed
    )


def _worst_first(line: KeptLine) -> tuple[bool, float]:
    """What was not owed comes last."""
    return (True, 0.0) if line.owed == 0 else (False, line.rate)


def _sentence(lines: Sequence[KeptLine], t: Translator) -> str:
    owed = [line for line in lines if line.owed]
    if not owed:
        return t("Nothing that the calendar asks for has come to its end in this month yet.")
    whole = sum(line.in_time + line.late == line.owed for line in owed)
    said = t("Of {all} cadences, {whole} were carried out in full.", all=len(owed), whole=whole)
    counts = [
        (t("not done"), sum(line.missed for line in owed)),
        (t("not done, reason given"), sum(line.excused for line in owed)),
        (t("overdue, may still be made up for"), sum(line.open for line in owed)),
        (t("done late"), sum(line.late for line in owed)),
    ]
    told = t(", ").join(f"{words} {n}" for words, n in counts if n)
    return said + " " + t("Times: {told}.", told=told) if told else said


def _caption(found: Calendar, workspace: Workspace) -> str:
    """What the rate counts, and what of the plan is in no line."""
    t = workspace.t
    said = t(
        "As of {day}; counted are the periods that ended in the month. Late is done, a reason is not",
        day=workspace.today,
    )
    known = workspace.catalogue.checklists
    names = t(", ").join(known[code].name.of(t.language) for code in found.not_in_force)
    if not names:
        return said
    return f"{said} · {t('Of the plan, nothing came in yet of: {names}. It is not counted.', names=names)}"


def _not_done(dues: Sequence[Due], workspace: Workspace) -> list[NotDoneLine]:
    """A line a cadence, place, state and reason, with all its periods: what nobody explained first."""
    lacking = [due for due in dues if due.state in NOT_DONE]
    lacking.sort(key=lambda due: (*_alike(due), due.span))
    return [_together(list(group), workspace) for _, group in groupby(lacking, key=_alike)]


def _alike(due: Due) -> tuple[int, str, str, str, str, str]:
    return NOT_DONE.index(due.state), due.name, due.code, due.site, due.unit, due.reason


def _together(dues: Sequence[Due], workspace: Workspace) -> NotDoneLine:
    first, t = dues[0], workspace.t
    several = len(workspace.organisation.sites) > 1 and first.unit
    return NotDoneLine(
        name=first.name,
        place=f"{first.site} {first.unit}" if several else first.unit or first.site,
        times=sum(due.times - due.done for due in dues),
        state=t(first.state.label),
        periods=tuple(map(_period, dues)),
        reason=first.reason,
    )


def _period(due: Due) -> str:
    """A period as people call it: days and weeks by their dates, all else by its name."""
    if due.every == "day":
        return f"{due.span.start:%m-%d}"
    if due.every in ("week", "two_weeks"):
        return f"{due.span.start:%m-%d} – {due.span.end:%m-%d}"
    return due.span.label
