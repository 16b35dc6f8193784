"""Days of the week, from 1, Monday, to 7."""

from __future__ import annotations

import datetime as dt
from functools import cache

from qc.locale import N_

NAMES = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"),
    N_("Sunday"),
)  # fmt: skip


@cache
def weekday_of(day: str) -> int:
    """The day of the week of an ISO date."""
    return dt.date.fromisoformat(day).isoweekday()


def weekday_name(number: int) -> str:
    """Its name, as a msgid."""
    return NAMES[number - 1]
