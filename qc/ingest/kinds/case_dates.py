"""The days of a case: when it was reported, closed, checked again; and what is wrong with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from qc.ingest.grid import Cell
from qc.ingest.known import Known
from qc.ingest.layouts.entry import Entry
from qc.ingest.values.dates import Month
from qc.ingest.values.durations import DAY, Moment, read_moment
from qc.ingest.values.text import show

_AFTERWARDS = ("closed", "completed", "rechecked", "fed_back_on", "reported")
_TURN_OF_YEAR = dt.timedelta(days=92)  # 12月30日 … 1月3日: the later day is of the next year

Days = Mapping[str, Moment]


def days_of_case(known: Known, entry: Entry, day: dt.date | None) -> Days:
    """The days of a row by field, as far as they can be read; what cannot be is said at its cell.
    `day` is the case's own; what leaves out the year takes the sheet's, or the next at its turn."""
    month = known.context.month or (Month(day.year) if day else None)
    found: dict[str, Moment] = {}
    for field in _AFTERWARDS:
        cell = entry.beside.get(field)
        if cell is None or (cell.value is None and not known.error_at(cell)):
            continue
        if (moment := _read(known, cell, month, day)) is not None:
            found[field] = moment
    return found


def _read(known: Known, cell: Cell, month: Month | None, day: dt.date | None) -> Moment | None:
    if error := known.error_at(cell):
        known.say("error_value", cell, value=error)
        return None
    moment = read_moment(cell.value, month)
    if moment.day is None:
        known.say(f"{moment.fault or 'unreadable'}_date", cell)
        return None
    if day and moment.day < day and str(moment.day.year) not in show(cell.value):
        moment = _next_year(moment, day)
    if moment.day and moment.day > known.today:
        known.say("future_date", cell, today=str(known.today))
        return None
    return moment


def _next_year(moment: Moment, day: dt.date) -> Moment:
    """The same day a year later, where that is soon after the case."""
    if moment.day is None or (moment.day.month, moment.day.day) == (2, 29):
        return moment
    later = moment.day.replace(year=moment.day.year + 1)
    return moment._replace(day=later) if later - day <= _TURN_OF_YEAR else moment


def begins(entry: Entry, day: dt.date | None, known: Known) -> Moment:
    """The case's own day, with the time of day where its cell has one."""
    cell = entry.date
    minutes = read_moment(cell.value, known.context.month).minutes if cell else None
    return Moment(day, minutes)


def is_before(one: Moment, other: Moment) -> bool:
    """Whether a moment lies before another, by the time of day where both have it."""
    if one.day is None or other.day is None or one.day != other.day:
        return one.day is not None and other.day is not None and one.day < other.day
    return one.minutes is not None and other.minutes is not None and one.minutes < other.minutes


def contradiction(known: Known, entry: Entry, start: Moment, days: Days) -> bool:
    """Whether a day of the case lies before its beginning; said at that day's cell."""
    for field, moment in days.items():
        if is_before(moment, start):
            code = "reported_before_occurred" if field == "reported" else "closed_before_opened"
            opened = entry.date.text if entry.date else str(start.day)
            known.say(code, entry.beside[field], opened=opened)
            return True
    return False


def hours_between(start: Moment, end: Moment) -> Decimal | None:
    """The hours from one moment to the other; None unless both have a time of day."""
    if None in (start.day, end.day, start.minutes, end.minutes):
        return None
    days = (end.day - start.day).days  # type: ignore[operator]
    return (days * DAY + end.minutes - start.minutes) / 60  # type: ignore[operator]


def days_between(start: Moment, end: Moment) -> int:
    """The days from one moment to the other, the first day counting nothing."""
    return (end.day - start.day).days if start.day and end.day else 0
