"""Days of the week, from 1, Monday, to 7."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pandas as pd

from qc.locale import N_

NAMES = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"),
    N_("Sunday"),
)  # fmt: skip


@cache
def weekday_of(day: str) -> int:
    """The day of the week of an ISO date."""
    return dt.date.fromisoformat(day).isoweekday()


def have_weekdays(days: pd.Series) -> bool:
    """Do several of these ISO dates lie in one month? Where each month has one day, often its last, a day
    of the week stands for no more than one or two months."""
    return bool(pd.Series(days.unique(), dtype="str").str[:7].duplicated().any())


def weekday_name(number: int) -> str:
    """Its name, as a msgid."""
    return NAMES[number - 1]
