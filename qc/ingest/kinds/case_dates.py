"""The days of a case: when it was reported, closed, checked again; and what is wrong with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from qc.ingest.grid import Cell
from qc.ingest.kinds.case_status import is_told
from qc.ingest.kinds.moments import is_bare, length_of, moment_since
from qc.ingest.kinds.timing import named_unit
from qc.ingest.known import Known
from qc.ingest.layouts.entry import Entry
from qc.ingest.tables.table import Table
from qc.ingest.values.dates import Month
from qc.ingest.values.durations import DAY, Moment, read_moment
from qc.ingest.values.text import show
from qc.ingest.values.vocabulary import fields_of
from qc.words import Kind

_AFTERWARDS = ("closed", "completed", "rechecked", "fed_back_on", "reported")
_TURN_OF_YEAR = dt.timedelta(days=92)  # 12月30日 … 1月3日: the later day is of the next year

_BEGINNING = ("occurred", "opened")

Days = Mapping[str, Moment]
Clocks = Mapping[str, int]


def clock_columns(table: Table) -> Clocks:
    """Where the time of day stands in a column of its own: 发生日期 | 发生时间."""
    first = table.fields(Kind.REGISTER)
    found: dict[str, int] = {}
    for col, labels in table.labels.items():
        field = fields_of(labels[-1].text).get(Kind.REGISTER) if labels else None
        if field and first[field] != col:
            found.setdefault(field, col)
    return found


def days_of_case(known: Known, entry: Entry, start: Moment, clocks: Clocks) -> Days:
    """The days of a row by field, as far as they can be read; what cannot be is said at its cell.
    What leaves out the year takes the sheet's, or the next at its turn; 次日 and 2小时内 count from
    the case's own beginning."""
    month = known.context.month or (Month(start.day.year) if start.day else None)
    found: dict[str, Moment] = {}
    for field in _AFTERWARDS:
        cell = entry.beside.get(field)
        if cell is None or not is_told(known, cell):
            continue
        if (moment := _read(known, entry, cell, month, start)) is not None:
            found[field] = _with_clock(known, entry, moment, clocks.get(field))
    return found


def _read(
    known: Known, entry: Entry, cell: Cell, month: Month | None, start: Moment
) -> Moment | None:
    if error := known.error_at(cell):
        known.say("error_value", cell, value=error)
        return None
    moment = moment_since(cell.value, start, month, unit_at(known, cell))
    if moment.day is None or _is_number_of_days(known, entry, cell):
        known.say(f"{moment.fault or 'unreadable'}_date", cell)
        return None
    day = start.day
    if day and moment.day < day and str(moment.day.year) not in show(cell.value):
        moment = _next_year(moment, day)
    if moment.day and moment.day > known.today:
        known.say("future_date", cell, today=str(known.today))
        return None
    return moment


def unit_at(known: Known, cell: Cell) -> Decimal | None:
    """The unit that a cell's label names, where lengths stand below it: 处理时间（天）."""
    return named_unit(label_at(known, cell))


def label_at(known: Known, cell: Cell) -> str:
    """The label right above a cell."""
    return known.table.label_of(cell).text


def length_at(known: Known, cell: Cell) -> Decimal | None:
    """The minutes that a cell of days holds, where it holds a length."""
    return length_of(cell.value, unit_at(known, cell))


def _is_number_of_days(known: Known, entry: Entry, cell: Cell) -> bool:
    """Whether a bare 8 below 处理时间 may be eight days as well as the eighth: it is the eighth only
    where the case's own day is written so too."""
    if not is_bare(cell.value) or unit_at(known, cell) is not None:
        return False
    return "日期" not in label_at(known, cell) and not (
        entry.whose.date and is_bare(entry.whose.date.value)
    )


def _with_clock(known: Known, entry: Entry, moment: Moment, col: int | None) -> Moment:
    """The moment with the time of day beside it; another text there says nothing of it."""
    if col is None or moment.minutes is not None:
        return moment
    beside = read_moment(known.table.grid.cell(entry.mark.row, col).value)
    return moment._replace(minutes=beside.minutes)


def _next_year(moment: Moment, day: dt.date) -> Moment:
    """The same day a year later, where that is soon after the case."""
    if moment.day is None or (moment.day.month, moment.day.day) == (2, 29):
        return moment
    later = moment.day.replace(year=moment.day.year + 1)
    return moment._replace(day=later) if later - day <= _TURN_OF_YEAR else moment


def begins(known: Known, entry: Entry, day: dt.date | None, clocks: Clocks) -> Moment:
    """The case's own day, with the time of day where its cell or the one beside it has one."""
    cell = entry.whose.date
    minutes = read_moment(cell.value, known.context.month).minutes if cell else None
    fields = known.table.fields(Kind.REGISTER)
    field = next((f for f in _BEGINNING if cell and fields.get(f) == cell.col), None)
    return _with_clock(known, entry, Moment(day, minutes), clocks.get(field) if field else None)


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
            opened = entry.whose.date.text if entry.whose.date else str(start.day)
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
