"""Days and times of day in the cells of registers and lists of waiting times."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from qc.ingest.values.dates import Month
from qc.ingest.values.durations import DAY, Moment, read_clock, read_minutes, read_moment
from qc.ingest.values.numbers import read_number
from qc.ingest.values.text import clean, show

_OF_DAY = re.compile(r"(当日|当天|同日|即日|次日|翌日|隔日|第二天)\s*(.*)")
_SAME_DAY = ("当日", "当天", "同日", "即日")
_BARE = re.compile(r"\d{1,2}")


def length_of(value: object, unit: Decimal | None) -> Decimal | None:
    """The minutes of a cell of days that holds a length all the same: 2小时, 3天内, 立即; bare
    numbers only in a column whose label names their `unit`."""
    number = read_number(value)
    if unit is not None:
        return read_minutes(value, unit)
    if not isinstance(value, str) or (number.value is not None and not number.unit):
        return None
    return None if ":" in clean(value) else read_minutes(value)


def moment_since(
    value: object, start: Moment, month: Month | None, unit: Decimal | None = None
) -> Moment:
    """The moment of a cell that may count from the `start` of its case: 当日10:30, 次日, 9:30, 3天内."""
    found = _OF_DAY.fullmatch(clean(value)) if isinstance(value, str) else None
    if found and start.day is not None and (said := _on_day(found, start.day)):
        return said
    moment = Moment(fault="unreadable") if unit is not None else read_moment(value, month)
    if moment.day is not None or start.day is None:
        return moment
    if moment.minutes is not None:
        return moment._replace(day=start.day)
    length = length_of(value, unit)
    return moment if length is None or length < 0 else _after(start, length)


def _on_day(found: re.Match[str], day: dt.date) -> Moment | None:
    """当日10:30, 次日: the clock may be left out; None for another text behind it."""
    day += dt.timedelta(days=found[1] not in _SAME_DAY)
    clock = read_clock(found[2]) if found[2] else Moment()
    return None if clock is None or clock.fault else Moment(day, clock.minutes)


def _after(start: Moment, length: Decimal) -> Moment:
    """So long after the start; without a time of day there, only the day."""
    total = (start.minutes or Decimal(0)) + length
    day = (start.day or dt.date.min) + dt.timedelta(days=int(total // DAY))
    return Moment(day, total % DAY if start.minutes is not None else None)


def is_bare(value: object) -> bool:
    """Whether a cell holds no more than one or two digits: a day, or a number of days."""
    return bool(_BARE.fullmatch(clean(show(value))))
