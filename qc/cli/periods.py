"""Which days a command is asked for: a period, one day, or from one day to another."""

from __future__ import annotations

import datetime as dt

from qc.locale import N_


def days_asked(
    period: str | None, first: dt.date | None, last: dt.date | None
) -> tuple[dt.date, dt.date, str]:
    """First and last day and what they are called. UsageError where they are not said, or twice."""
    from qc.analysis.periods import Period
    from qc.errors import UsageError

    if period and not (first or last):
        if day := _day(period):
            return day, day, str(day)
        asked = Period.parse(period)
        return asked.start, asked.end, str(asked)
    if first and last and first <= last and not period:
        return first, last, f"{first}_{last}"
    raise UsageError(
        N_("Say which days: a period, or from which day to which."),
        N_("Write a month like 2026-10, a quarter like 2026-Q3, or --from DATE --to DATE."),
    )


def _day(text: str) -> dt.date | None:
    """2026-10-29 as a day; 20261029 and 2026-W41-1 are none here."""
    try:
        return dt.date.fromisoformat(text) if len(text) == len("2026-10-29") else None
    except ValueError:
        return None
