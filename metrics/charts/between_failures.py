"""From dated counts to what lies between failures, for g and t charts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from metrics.charts.counted import EXPOSURE, counted
from metrics.charts.points import Counted
from metrics.charts.series import in_order
from metrics.frames.columns import Bools, Floats, Ints, Names, names, numbers
from metrics.frames.segments import starts, total

DAY = pd.Timedelta(days=1)


def between_failures(
    frame: Any, *, order: str, failures: str, checked: str | None = None, by: Names = None
) -> pd.DataFrame:
    """A row for each failing date of a series but its first: what lies between it and the one before.

    frame: dated counts, a row for each check or day, of any kind that narwhals supports, in any order.
    order: dates (or ISO texts, or numbers: then the difference itself).
    failures, checked: columns of how many failed, of how many (missing: none).
    by: the columns that name a series.

    Returns the by-columns, `order`, `failures` (on that date), `days` since the failing date before
    and, with `checked`, `cases`: those that passed between, of the failing date itself included. They
    are the numerators of `control_chart(chart="t")` and `(chart="g")`.

    Rows of one date are one, and several failures on one date are one event: within a day their order
    is not known, and failures of one check seldom come alone. What lies before the first failing date
    and after the last is open (it has no end yet) and makes no point: a long clean stretch at the end
    shows in how few points there are, and in the days since the last one.

    Raises ValueError for a missing column, a missing or unreadable date, counts that are negative or
    above `checked`.

    Source: number-between charts of Benneyan, Health Care Management Science 2001; 4(4): 305-318.
    """
    keys = names(by)
    table = in_order(frame, [*keys, order], failures, checked)
    failed, whole = (np.nan_to_num(n) for n in _counts(table, failures, checked, order))
    first = starts(table, [*keys, order])
    date = np.cumsum(first) - 1
    dates = table.loc[first, [*keys, order]].reset_index(drop=True)
    added: dict[str, Any] = {failures: total(failed, date, len(dates))}
    passed = total(whole - failed, date, len(dates))
    failing = added[failures] > 0
    series = np.cumsum(starts(dates, keys)) - 1
    point = failing & _again(failing, series)
    added["days"] = _since(_moments(dates[order]), failing, point)
    if checked is not None:
        added["cases"] = _since(np.cumsum(passed), failing, point)
    return dates.assign(**added)[point].reset_index(drop=True)


def _counts(table: pd.DataFrame, failures: str, checked: str | None, order: str) -> Counted:
    failed, whole = counted(table, failures, checked, order, EXPOSURE)
    if checked is not None and np.any(failed > np.nan_to_num(whole)):
        raise ValueError(f"{failures} must not exceed {checked}")
    return failed, whole


def _again(failing: Bools, series: Ints) -> Bools:
    """Has the series failed before this date?"""
    where = np.flatnonzero(failing)
    again = np.zeros(len(failing), dtype=bool)
    again[where[1:]] = series[where[1:]] == series[where[:-1]]
    return again


def _since(running: Floats, failing: Bools, point: Bools) -> Floats:
    """What a running figure has grown by since the failing date before, at the points."""
    grown = np.full(len(running), np.nan)
    where = np.flatnonzero(failing)
    grown[where[1:]] = np.diff(running[where])
    grown[~point] = np.nan
    return grown


def _moments(dates: pd.Series) -> Floats:
    """Dates as days, numbers as they are."""
    if dates.isna().any():
        raise ValueError(f"{dates.name} must not be missing")
    if pd.api.types.is_numeric_dtype(dates):
        return numbers(dates.to_frame(), str(dates.name))
    try:
        moments = pd.to_datetime(dates, format="ISO8601")
    except ValueError as error:
        raise ValueError(f"column {dates.name} must hold dates or ISO text: {error}") from None
    return numbers(((moments - moments.min()) / DAY).to_frame("days"), "days")
