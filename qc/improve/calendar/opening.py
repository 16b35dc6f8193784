"""On which days the clinic is open, and who stands in for whom."""

from __future__ import annotations

import datetime as dt

from qc.improve.calendar.spans import Span
from qc.improve.rules import Calendar


def is_open(day: dt.date, rules: Calendar) -> bool:
    """Whether the clinic works on a day: a make-up day always, else neither closed nor a rest day."""
    closed = day in rules.closed or day.isoweekday() in rules.rest_weekdays
    return day in rules.make_up or not closed


def open_days(span: Span, rules: Calendar) -> list[dt.date]:
    return [day for day in span.days if is_open(day, rules)]


def is_away(person: str, day: dt.date, rules: Calendar) -> bool:
    return any(a.person == person and a.first <= day <= a.last for a in rules.absences)


def responsible(code: str, day: dt.date, rules: Calendar) -> str:
    """Who answers for a cadence on a day: its person, or the first deputy who is there. "" where the
    clinic named nobody; the person themselves where nobody is there."""
    person = rules.persons.get(code, "")
    every = (person, *rules.deputies.get(person, ()))
    return next((each for each in every if not is_away(each, day, rules)), person)
