"""Sustained: is the target met period after period, up to the last one?"""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
import pandas as pd

from metrics.certainty.assurance import Direction
from metrics.change.observed import observe
from metrics.frames.columns import Names, beside, flags, numbers
from metrics.frames.segments import total

K = 3


def sustained(
    frame: Any,
    *,
    order: str,
    target: float | str,
    value: str | None = None,
    numerator: str | None = None,
    denominator: str | None = None,
    k: int = K,
    direction: Direction = "higher",
    after: str | None = None,
    by: Names = None,
) -> pd.DataFrame:
    """Is the target met in each of the last k periods with data?

    frame: a row for each period of each series, of any kind that narwhals supports, in any order.
    value, or numerator and denominator, whose quotient meets the target on the exact counts. A period
        with nothing checked (denominator 0, value missing) neither counts nor breaks a run.
    order: the period's column.
    target: in the value's unit, or a column of it where it changes; a row without target is no data.
    after: yes-no column: only these periods count (from the change on); none: all.
    by: columns that name a series (none: one series).

    Returns a row a series, sorted: the by-columns, `periods` (with data), `met_in_a_row` (up to the
    last of them), `sustained` (k or more) and `since` (the period in which the run began; missing
    where the last period missed its target).

    Raises ValueError for missing columns, bad counts, a period that comes twice, k below 1.
    """
    if k < 1:
        raise ValueError(f"k must be at least 1, not {k}")
    if direction not in get_args(Direction):
        raise ValueError(f"direction must be higher or lower, not {direction}")
    column = target if isinstance(target, str) else None
    observed = observe(frame, value, numerator, denominator, order, by, column, after)
    table, count = observed.table, len(observed.keys)
    goal = np.full(len(table), target) if column is None else numbers(table, column)
    if numerator is not None and np.any(goal > 1):
        raise ValueError("target must lie between 0 and 1 (95 % is 0.95)")
    counted = flags(table, after, default=True) & np.isfinite(observed.value) & np.isfinite(goal)
    rows = np.flatnonzero(counted)
    series, value_, goal = observed.series[rows], observed.value[rows], goal[rows]
    met = value_ >= goal if direction == "higher" else value_ <= goal

    periods = total(np.ones(len(rows)), series, count).astype(np.int64)
    end = np.cumsum(periods)
    begin = end - periods  # of the run: after the last miss
    np.maximum.at(begin, series[~met], np.flatnonzero(~met) + 1)
    in_a_row = end - begin
    place = np.full(count, -1)
    place[in_a_row > 0] = rows[begin[in_a_row > 0]]
    since = table[order].reindex(pd.Index(place)).reset_index(drop=True)
    return beside(
        observed.keys, periods=periods, met_in_a_row=in_a_row, sustained=in_a_row >= k, since=since
    )
