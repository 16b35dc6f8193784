"""May a cycle be called effective? From a plain list of marks, one at a time."""

from __future__ import annotations

from fractions import Fraction
from math import comb

RECHECKS = 3
PERFECT_NEEDS = 30
MONTHS = 3


def within(marks, start, end):
    """[(day, good), ...] of a period, oldest first."""
    return sorted(mark for mark in marks if start <= mark[0] <= end)


def rate(marks):
    return Fraction(sum(good for _, good in marks), len(marks)) if marks else None


def rechecks(marks, first_end, end):
    """Clean days in a row up to the last one, after the end that was stated first."""
    days = {}
    for day, good in within(marks, first_end, end):
        if day > first_end:
            days[day] = days.get(day, True) and good
    row = 0
    for day in sorted(days, reverse=True):
        if not days[day]:
            break
        row += 1
    return row


def surely(marks, target):
    """Would so many in order come up in fewer than 5 of 100 cases, were the target just met?"""
    if target == 1:
        return len(marks) >= PERFECT_NEEDS and rate(marks) == 1
    n, good = len(marks), sum(good for _, good in marks)
    tail = sum(comb(n, k) * target**k * (1 - target) ** (n - k) for k in range(good, n + 1))
    return tail <= Fraction(5, 100)


def lasted(marks, target):
    """The target was met in each of the last three months with a check."""
    months = {}
    for day, good in marks:
        months.setdefault((day.year, day.month), []).append((day, good))
    last = [months[key] for key in sorted(months)][-MONTHS:]
    return len(last) == MONTHS and all(rate(each) >= target for each in last)


def may_be_effective(marks, start, first_end, end, target, least, today):
    """Necessary for "effective"; what the chart says may only forbid it."""
    seen = within(marks, start, end)
    if end >= today or len(seen) < least or not seen or rate(seen) < target:
        return False
    return rechecks(marks, first_end, end) >= RECHECKS or (
        surely(seen, target) and lasted(seen, target)
    )
