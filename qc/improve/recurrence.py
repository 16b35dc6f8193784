"""What fails again: the same item in the same place within its window."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Array = npt.NDArray[Any]

DAY = np.timedelta64(1, "D")


def recurrences(
    failures: pd.DataFrame, place: list[str], *, window_days: int, propose_months: int
) -> pd.DataFrame:
    """How often each failure's item has failed in its place.

    failures: a row a failure, with the columns of `place` (the item's and the unit's) and `date` (ISO
        text). Failures of one day in one place are one time.

    Returns, on the index of `failures`: `times` (the how-manieth time on end it is: each within
    `window_days` of the one before), `previous` (the date of the time before, "" for a first one) and
    `lately` (times in the `propose_months` months that end with its day, itself included).
    """
    days = failures[[*place, "date"]].drop_duplicates().sort_values([*place, "date"])
    day = days["date"].to_numpy(dtype="datetime64[D]")
    series = days.groupby(place, sort=False, dropna=False, observed=True).ngroup().to_numpy()
    same = np.r_[False, series[1:] == series[:-1]]
    gap = np.r_[0, (day[1:] - day[:-1]) // DAY] if len(day) else np.zeros(0)
    again = same & (gap <= window_days)
    before = np.r_[[""], days["date"].to_numpy(dtype=object)[:-1]] if len(day) else np.zeros(0)
    days = days.assign(
        times=_position(again) + 1,
        previous=np.where(again, before, ""),
        lately=_lately(day, series, propose_months),
    )
    told = failures[[*place, "date"]].merge(days, on=[*place, "date"], how="left")
    return told[["times", "previous", "lately"]].set_index(failures.index)


def _position(again: Array) -> Array:
    """How many in a row have come again, up to each."""
    number = np.arange(len(again))
    start = np.maximum.accumulate(np.where(again, 0, number)) if len(again) else number
    return number - start


def _lately(day: Array, series: Array, months: int) -> Array:
    """Times of the same series in the months up to each day, itself included."""
    if not len(day):
        return np.zeros(0, dtype=np.int64)
    month = day.astype("datetime64[M]")
    in_month = (day - month.astype("datetime64[D]")).astype(np.int64)
    first = _same_day(month - months, in_month)
    span = (day.max() - day.min()) // DAY + 400
    key = series * span + (day - day.min()) // DAY
    since = series * span + np.maximum((first - day.min()) // DAY, -1)
    times: Array = np.arange(len(day)) - np.searchsorted(key, since, side="right") + 1
    return times


def _same_day(month: Array, in_month: Array) -> Array:
    """The day of that number in a month, or the month's last."""
    first = month.astype("datetime64[D]")
    last: Array = (month + 1).astype("datetime64[D]") - DAY
    return np.where(first + in_month * DAY < last, first + in_month * DAY, last)
