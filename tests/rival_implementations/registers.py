"""Slow and obvious counts over the rows of registers as a person would make them on paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from scipy.stats import chi2

Row = Mapping[str, Any]


def of_month(rows: Sequence[Row], year: int, month: int) -> list[Row]:
    """The rows whose case began in the month."""
    return [row for row in rows if (row["began"].year, row["began"].month) == (year, month)]


def events(rows: Sequence[Row]) -> dict[str, Any]:
    """Counts of a month's events: `severity` holds the class that the maker meant."""
    counted: dict[str, Any] = {"cases": len(rows), "in_time": 0, "closed": 0, "discussed": 0}
    severity: dict[str, int] = {}
    delays = []
    for row in rows:
        hours = (row["reported"] - row["began"]).total_seconds() / 3600
        delays.append(hours)
        if hours <= 24:
            counted["in_time"] += 1
        if row["closed"] is not None:
            counted["closed"] += 1
        if row["discussed"] is not None:
            counted["discussed"] += 1
        severity[row["class"]] = severity.get(row["class"], 0) + 1
    delays.sort()
    n = len(delays)
    middle = None
    if n:
        middle = delays[n // 2] if n % 2 else (delays[n // 2 - 1] + delays[n // 2]) / 2
    return {**counted, "severity": severity, "median": middle, "longest": max(delays, default=None)}


def complaints(rows: Sequence[Row], today: dt.date, limits: Mapping[bool, int]) -> dict[str, Any]:
    """Counts of a month's complaints: closed in time of those closed or past their limit."""
    done = of = first = is_open = overdue = 0
    for row in rows:
        limit = limits[row["priority"]]
        if row["first"]:
            first += 1
        if row["closed"] is None:
            is_open += 1
            if (today - row["began"]).days > limit:
                overdue += 1
                of += 1
        else:
            of += 1
            if (row["closed"] - row["began"]).days <= limit:
                done += 1
    return {
        "cases": len(rows),
        "first": first,
        "open": is_open,
        "overdue": overdue,
        "in_time": (done, of),
    }


def per_100(cases: int, treatments: float) -> tuple[float, float, float]:
    """The rate with its exact interval, by the chi-square quantiles as textbooks print them."""
    lower = chi2.ppf(0.025, 2 * cases) / 2 if cases else 0.0
    upper = chi2.ppf(0.975, 2 * cases + 2) / 2
    return cases / treatments * 100, lower / treatments * 100, upper / treatments * 100
