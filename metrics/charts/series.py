"""A table of many series: sorted, split into segments, its marks read."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from metrics.charts.points import Counted, Points
from metrics.frames.columns import Bools, Ints, flags, narrow, share, to_pandas
from metrics.frames.segments import starts, total


def in_order(frame: Any, columns: list[str], *others: str | None) -> pd.DataFrame:
    """The frame as pandas, sorted by these columns (equal ones stay as they were), rows numbered anew.
    ValueError names a column, or one of `others`, that it lacks."""
    table = to_pandas(narrow(frame, *columns, *others))
    if _is_sorted(table, columns):
        return table.reset_index(drop=True)
    return table.sort_values(columns, kind="stable", ignore_index=True)


def points_in(table: pd.DataFrame, numbers: Counted, keys: list[str]) -> Points:
    """The points of a sorted table, all of them base; a segment for each change of `keys`."""
    part, whole = numbers
    first = starts(table, keys)
    base = np.ones(len(table), dtype=bool)
    return Points(share(part, whole), part, whole, base, np.cumsum(first) - 1, int(first.sum()))


def baseline(table: pd.DataFrame, freeze: str | None, segment: Ints, segments: int) -> Bools:
    """The rows marked in `freeze`, and all rows of a segment in which none is marked."""
    marked = flags(table, freeze, default=True)
    if freeze is None:
        return marked
    unmarked: Bools = total(marked, segment, segments) == 0
    return marked | unmarked[segment]


def excluded(table: pd.DataFrame, column: str | None) -> Bools:
    """The rows to leave out: marked yes, or with a reason (any text that is not blank)."""
    if column is None or pd.api.types.infer_dtype(table[column].astype(object)) != "string":
        return flags(table, column, default=False)
    reason = table[column].astype("string").str.strip().fillna("")
    given: Bools = (reason != "").to_numpy(dtype=bool)
    return given


def _is_sorted(table: pd.DataFrame, columns: list[str]) -> bool:
    """Told for columns of numbers and dates without gaps only; others are sorted again."""
    tied: Bools = np.ones(max(len(table) - 1, 0), dtype=bool)
    for column in columns:
        kind = table[column].dtype
        if not isinstance(kind, np.dtype) or kind.kind not in "iufM" or table[column].isna().any():
            return False
        values = table[column].to_numpy()
        if np.any(tied & (values[1:] < values[:-1])):
            return False
        tied &= values[1:] == values[:-1]
    return True
