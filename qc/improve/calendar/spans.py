"""The periods in which something is owed: a day, a week from Monday, two weeks, a month and longer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from qc.catalogue.model import Every

MONTHS = {"month": 1, "two_months": 2, "quarter": 3, "half_year": 6, "year": 12}
_LABELS = {
    "day": "{start}", "week": "{year}-W{week:02d}", "two_weeks": "{year}-W{week:02d}+1",
    "month": "{y}-{m:02d}", "two_months": "{y}-{m:02d}+1", "quarter": "{y}-Q{q}",
    "half_year": "{y}-H{h}", "year": "{y}",
}  # fmt: skip


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A period by its first and last day; `label` prints it (2026-10, 2026-W41, 2026-09+1, 2026-H2)."""

    start: dt.date
    end: dt.date
    label: str

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day <= self.end

    @property
    def days(self) -> Iterator[dt.date]:
        for n in range((self.end - self.start).days + 1):
            yield self.start + dt.timedelta(days=n)


@dataclass(frozen=True, slots=True)
class Anchors:
    """Where periods begin: a month on `first_day` (from 2 on it is named by the month in which it
    ends: the 26th to the 25th), two weeks on the Monday of `two_weeks_from`."""

    two_weeks_from: dt.date
    first_day: int = 1


def span_of(every: Every, day: dt.date, anchors: Anchors) -> Span:
    """The period of a kind that a day falls into."""
    if every in MONTHS:
        return _months(MONTHS[every], day, anchors.first_day, _LABELS[every])
    length = {"day": 1, "week": 7, "two_weeks": 14}[every]
    monday = anchors.two_weeks_from - dt.timedelta(days=anchors.two_weeks_from.weekday())
    start = day - dt.timedelta(days=(day - monday).days % length)
    year, week, _ = start.isocalendar()
    label = _LABELS[every].format(start=start, year=year, week=week)
    return Span(start, start + dt.timedelta(days=length - 1), label)


def spans(every: Every, first: dt.date, last: dt.date, anchors: Anchors) -> Iterator[Span]:
    """The periods that have a day from `first` to `last`, in their order."""
    span = span_of(every, first, anchors)
    while span.start <= last:
        yield span
        span = span_of(every, span.end + dt.timedelta(days=1), anchors)


def _months(length: int, day: dt.date, first_day: int, form: str) -> Span:
    number = day.year * 12 + day.month - 1 + (first_day > 1 and day.day >= first_day)
    first = number - number % length
    start = _begin(first, first_day)
    end = _begin(first + length, first_day) - dt.timedelta(days=1)
    year, month = divmod(first, 12)
    return Span(start, end, form.format(y=year, m=month + 1, q=month // 3 + 1, h=month // 6 + 1))


def _begin(number: int, first_day: int) -> dt.date:
    """The first day of a month by its number from year 0; of one that begins late, a month before."""
    year, month = divmod(number - (first_day > 1), 12)
    return dt.date(year, month + 1, first_day)
