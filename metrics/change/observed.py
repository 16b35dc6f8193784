"""The observed periods of many series: a value and its weight a row."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from metrics.frames.columns import Floats, Ints, Names, names, narrow, numbers, share, to_pandas
from metrics.frames.segments import starts


class Observed(NamedTuple):
    """Rows sorted by series and order: `table` with the columns asked for; `value` (NaN: no data) and `weight`;
    `period`, the place of a row's order among all that the frame has; the series of each row, and
    a table of the series' keys."""

    table: pd.DataFrame
    value: Floats
    weight: Floats
    period: Ints
    series: Ints
    keys: pd.DataFrame


def observe(
    frame: Any,
    value: str | None,
    numerator: str | None,
    denominator: str | None,
    order: str,
    by: Names,
    *others: str | None,
) -> Observed:
    """Sort the rows and take the value from its column, or as numerator / denominator.

    Raises ValueError for missing columns, counts outside 0..denominator, a period that comes twice.
    """
    by_counts = numerator is not None and denominator is not None
    if by_counts == (value is not None):
        raise ValueError("give either value, or numerator and denominator")
    series = names(by)
    given = (value, numerator, denominator, order, *series, *others)
    wanted = narrow(frame, *given).select(*names([name for name in given if name is not None]))
    table = to_pandas(wanted).sort_values([*series, order], kind="stable", ignore_index=True)
    if value is not None:
        shown, weight = numbers(table, value), np.ones(len(table))
    else:
        part, weight = numbers(table, str(numerator)), numbers(table, str(denominator))
        if np.any((part < 0) | (part > weight) | np.isinf(weight)):
            raise ValueError(f"{numerator} must lie between 0 and {denominator} in every row")
        shown = share(part, weight)
    period, _ = pd.factorize(table[order], sort=True)
    if np.any(period < 0):
        raise ValueError(f"every row needs a period in {order}")
    if np.any(again := ~starts(table, [*series, order])):
        raise ValueError(f"{order} comes twice in one series ({table[order][again].iloc[0]})")
    first = starts(table, series)
    keys = table.loc[first, series].reset_index(drop=True)
    return Observed(table, shown, weight, period.astype(np.int64), np.cumsum(first) - 1, keys)
