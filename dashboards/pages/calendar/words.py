"""The calendar in words: its conclusion, its columns, the state of a cell."""

from __future__ import annotations

import datetime as dt

from qc.analysis.display import period_name
from qc.analysis.periods import Period
from qc.improve.calendar.grid import Column, Tally
from qc.improve.calendar.states import DueState
from qc.locale import N_, Translator

SHAPES = {
    DueState.DONE: "●",
    DueState.LATE: "◐",
    DueState.DUE: "○",
    DueState.OVERDUE: "◑",
    DueState.MISSED: "▲",
    DueState.EXCUSED: "△",
}
SHORT = {
    DueState.DONE: N_("in time"),
    DueState.LATE: N_("late"),
    DueState.DUE: N_("to be done"),
    DueState.OVERDUE: N_("overdue"),
    DueState.MISSED: N_("not done"),
    DueState.EXCUSED: N_("reason given"),
}
EVERY = {
    "day": N_("Daily"),
    "week": N_("Weekly"),
    "two_weeks": N_("Every two weeks"),
    "month": N_("Monthly"),
    "two_months": N_("Every two months"),
    "quarter": N_("Quarterly"),
    "half_year": N_("Half-yearly"),
    "year": N_("Yearly"),
}
WEEKDAYS = (
    N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"),
)  # fmt: skip


def name_of(period: Period, today: dt.date, t: Translator) -> str:
    """ "本周", "本月", else the period's own name."""
    if period == Period.of(today, period.kind):
        return {
            "week": t("This week"),
            "month": t("This month"),
            "quarter": t("This quarter"),
            "year": t("This year"),
        }[period.kind]
    return period_name(period, t)


def headline(tally: Tally, period: Period, today: dt.date, t: Translator) -> str:
    """ "本周应查25次，已查22次，其中迟1次，还有2次待查。"."""
    name = name_of(period, today, t)
    if not tally.owed:
        return t("{period}: no inspection is to be done by its end.", period=name)
    parts = [
        t("{period}: {owed} inspections are to be done, {done} are done", period=name, owed=tally.owed, done=tally.done),
        t("{n} of them late", n=tally.late) if tally.late else "",
        t("{n} may still be made up for", n=tally.overdue) if tally.overdue else "",
        t("{n} were missed", n=tally.missed) if tally.missed else "",
        t("{n} were not done for a reason", n=tally.excused) if tally.excused else "",
        t("{n} are still to come", n=tally.open) if tally.open else "",
    ]  # fmt: skip
    return t("{said}.", said=t("; ").join(filter(None, parts)))


def column_name(column: Column, period: Period, t: Translator) -> str:
    """ "周一 11-02", "10-05—10-11", "10月"."""
    if period.kind == "week":
        day = t(WEEKDAYS[column.start.weekday()])
        return f"{day} {column.start:%m-%d}"
    if period.kind == "month":
        return f"{column.start:%m-%d}–{column.end:%m-%d}"
    return period_name(Period.of(column.start), t)


def css(state: DueState) -> str:
    """The class that gives the colour."""
    return f"due-{state.value}"
