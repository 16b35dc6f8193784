"""Which of many series stand out in their newest period?"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.change.fisher import fisher_p
from metrics.frames.columns import (
    Bools,
    Floats,
    Ints,
    Names,
    beside,
    names,
    narrow,
    numbers,
    share,
    to_pandas,
)
from metrics.frames.counts import Counts, counts
from metrics.frames.segments import starts, total
from metrics.signals.false_alarms import benjamini_hochberg, error_rate

Direction = Literal["higher", "lower"]


def stand_out(
    frame: Any,
    *,
    numerator: str,
    denominator: str,
    order: str,
    by: Names,
    rate: float = 0.05,
    direction: Direction = "higher",
) -> pd.DataFrame:
    """The newest period of each series against all its earlier ones together, and which series stand out
    once the number of series is allowed for.

    frame: of any kind that narwhals supports, in any order; rows of one period of a series are added up.
        Rows without numerator or denominator count nothing.
    numerator, denominator: columns of counts, 0 ≤ numerator ≤ denominator.
    order, by: the period's column (never missing); the columns that name a series.
    rate: the share of false ones among those flagged that may be expected, 0..1.
    direction: which way is better.

    Returns a row for each series, sorted: the by-columns; `order`'s column, its last period with
    anything counted (one may have stopped: filter first if all must be of one month); `numerator`,
    `denominator`, `share` of that period and `numerator_before`, `denominator_before`, `share_before`
    of the earlier ones; `p_value`, Fisher's exact two-sided; `q_value`, adjusted over all series of
    this call; `stands_out` (q ≤ rate); `change`: better | worse | same (the shares as such), no_data
    where there is nothing before or nothing at all (p and q NaN, not counted).

    Raises ValueError for a missing column or period, bad counts, a rate outside 0..1, an unknown
    direction.

    Source: Fisher, Statistical Methods for Research Workers, 5th ed. 1934; Benjamini & Hochberg, Journal
    of the Royal Statistical Society B 1995; 57: 289-300.
    """
    error_rate(rate)
    if direction not in get_args(Direction):
        raise ValueError(f"direction must be higher or lower, not {direction}")
    keys = names(by)
    table = _sorted(frame, [*keys, order], [numerator, denominator])
    counted = counts(numbers(table, numerator), numbers(table, denominator))
    _refuse_fractions(counted)
    split = _split(table, keys, order, counted)
    compared = _compare(split.now, split.before, rate, direction)
    series = table.iloc[np.flatnonzero(starts(table, keys))][keys].reset_index(drop=True)
    period = table[order].iloc[split.last].reset_index(drop=True)
    return beside(series, **{order: period.where(split.now[1] > 0)}, **compared)


Pair = tuple[Floats, Floats]  # passed and checked


class _Split(NamedTuple):
    last: Ints
    now: Pair
    before: Pair


def _sorted(frame: Any, columns: list[str], others: list[str]) -> pd.DataFrame:
    table = to_pandas(narrow(frame, *columns, *others).select(*columns, *others))
    if table[columns[-1]].isna().any():
        raise ValueError(f"column {columns[-1]} must not be missing in any row")
    return table.sort_values(columns, kind="stable", ignore_index=True)


def _refuse_fractions(counted: Counts) -> None:
    for column in (counted.passed, counted.checked):
        if np.any(broken := column % 1 != 0):
            raise ValueError(
                f"counts to be compared must be whole numbers (got {column[broken][0]:g})"
            )


def _split(table: pd.DataFrame, keys: list[str], order: str, counted: Counts) -> _Split:
    """Each series' last row with anything counted (its first row if none), its period and the rest."""
    new_series = starts(table, keys)
    series, count = np.cumsum(new_series) - 1, int(new_series.sum())
    last = np.flatnonzero(new_series)
    rows = np.arange(len(table))
    np.maximum.at(last, series, np.where(counted.checked > 0, rows, 0))
    period = np.cumsum(starts(table, [*keys, order]))
    newest = period == period[last][series]

    def sums(taken: Bools) -> Pair:
        return (
            total(counted.passed * taken, series, count),
            total(counted.checked * taken, series, count),
        )

    return _Split(last, sums(newest), sums(~newest))


def _compare(now: Pair, before: Pair, rate: float, direction: Direction) -> dict[str, Any]:
    known = (now[1] > 0) & (before[1] > 0)
    p = np.full(len(known), np.nan)
    p[known] = fisher_p(now[0][known], now[1][known], before[0][known], before[1][known])
    q = benjamini_hochberg(p)
    rates = share(*now), share(*before)
    return {
        "numerator": now[0].astype(np.int64),
        "denominator": now[1].astype(np.int64),
        "share": rates[0],
        "numerator_before": before[0].astype(np.int64),
        "denominator_before": before[1].astype(np.int64),
        "share_before": rates[1],
        "p_value": p,
        "q_value": q,
        "stands_out": q <= rate,
        "change": _change(*rates, direction),
    }


def _change(now: Floats, before: Floats, direction: Direction) -> npt.NDArray[np.str_]:
    over, under = ("better", "worse") if direction == "higher" else ("worse", "better")
    return np.select(
        [np.isnan(now) | np.isnan(before), now > before, now < before],
        ["no_data", over, under],
        "same",
    )
