"""Recurrence, one failure and one pair of days at a time."""

from __future__ import annotations

import calendar
import datetime as dt


def recurrences(failures, window_days, months):
    """[(place, date), ...] -> [(times, previous, lately), ...]."""
    days = {}
    for place, day in failures:
        days.setdefault(place, set()).add(day)
    return [told(sorted(days[place]), day, window_days, months) for place, day in failures]


def told(days, day, window_days, months):
    times, previous, place = 1, "", days.index(day)
    while place and (days[place] - days[place - 1]).days <= window_days:
        place -= 1
        times += 1
    if times > 1:
        previous = days[days.index(day) - 1].isoformat()
    first = months_before(day, months)
    return times, previous, sum(first < each <= day for each in days)


def months_before(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))
