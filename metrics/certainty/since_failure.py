"""Targets of 100 %: how long, and over how many checks, nothing has failed."""

from __future__ import annotations

import datetime
from typing import Any

import numpy as np
import pandas as pd

from metrics.certainty.beta import lower_bound
from metrics.frames.columns import (
    Floats,
    Ints,
    Names,
    beside,
    names,
    narrow,
    numbers,
    paired,
    summed,
    to_pandas,
)
from metrics.frames.segments import starts, total


def since_failure(
    results: Any, date: str = "date", by: Names = None, until: datetime.date | str | None = None
) -> pd.DataFrame:
    """Days and clean checks of each group since something last failed.

    results: a frame of any kind that narwhals supports with `checked`, `passed`, the by-columns and
        the date's column: dates, datetimes or ISO text, in any order.
    until: the day that looks back (a date or ISO text); later results are left out. The last date of
        all results where none is given.

    Returns a row for each group with anything checked by then, sorted: the by-columns and

    - last_failure: the last day with a failure (datetime64; NaT where there was none)
    - days: from it to `until`; NaN where there was none
    - checked: items checked on later days, all of them clean (all there are without a failure)
    - lower: which rate so many clean checks vouch for: the exact one-sided 95 % bound,
      0.05^(1/checked), about 1 - 3/checked (rule of three: Hanley & Lippman-Hand, JAMA 1983; 249:
      1743-1745); NaN without any. That the stretch begins after a failure does not spoil it: the
      latest n checks are all clean with probability rate^n.
    - longest: items checked in the longest stretch of clean days (before, between or after failures)

    Raises ValueError for a missing column, a date that is none or missing, passed above checked.
    """
    keys = names(by)
    frame = paired(narrow(results, *keys, date, "checked", "passed"), "passed", "checked")
    unit = names([*keys, date])
    rows = _dated(to_pandas(summed(frame, unit, ("checked", "passed"))), date)
    days = rows.groupby(unit, dropna=False, observed=True, as_index=False).sum()
    last = pd.Timestamp(until).normalize() if until is not None else days[date].max()
    days = days[days[date] <= last].reset_index(drop=True)
    return _stretches(days, keys, date, last)


def _dated(days: pd.DataFrame, date: str) -> pd.DataFrame:
    """The date as days without a time; rows with nothing checked say nothing."""
    checked, passed = numbers(days, "checked"), numbers(days, "passed")
    if np.any(passed > checked):
        raise ValueError("passed must not exceed checked")
    days = days[checked > 0]
    if days[date].isna().any():
        raise ValueError(f"column {date} has results without a date")
    return days.assign(**{date: _day(days[date])})


def _day(dates: pd.Series) -> pd.Series:
    # An Arrow date counts as datetime64 there, but cannot be handled as one.
    if isinstance(dates.dtype, pd.ArrowDtype) or not pd.api.types.is_datetime64_any_dtype(dates):
        text = dates.astype(str).str.slice(0, 10)
        try:
            dates = pd.to_datetime(text, format="%Y-%m-%d")
        except ValueError as error:
            raise ValueError(f"column {dates.name} must hold dates or ISO text: {error}") from None
    return dates.dt.tz_localize(None).dt.normalize().astype("datetime64[us]")


def _stretches(days: pd.DataFrame, keys: list[str], date: str, last: pd.Timestamp) -> pd.DataFrame:
    """Each failing day begins a stretch, as does each group."""
    first = starts(days, keys)
    group, groups = np.cumsum(first) - 1, int(first.sum())
    checked = numbers(days, "checked")
    failed = numbers(days, "passed") < checked
    stretch = np.cumsum(first | failed) - 1
    clean = total(np.where(failed, 0, checked), stretch, int(stretch[-1]) + 1 if len(days) else 0)
    owner = group[np.flatnonzero(first | failed)]
    since = clean[np.searchsorted(owner, np.arange(groups), side="right") - 1]
    failure = _last(days[date].where(failed), group, groups)
    return beside(
        days.loc[first, keys].reset_index(drop=True),
        last_failure=failure,
        days=(last - failure).dt.days.astype(np.float64),
        checked=since.astype(np.int64),
        lower=np.where(since > 0, lower_bound(since, np.zeros(groups), 0.05), np.nan),
        longest=_most(clean, owner, groups).astype(np.int64),
    )


def _last(dates: pd.Series, group: Ints, groups: int) -> pd.Series:
    """The last date of each group that has one."""
    return dates.groupby(group).max().reindex(range(groups))


def _most(values: Floats, group: Ints, groups: int) -> Floats:
    most = np.zeros(groups)
    np.maximum.at(most, group, values)
    return most
