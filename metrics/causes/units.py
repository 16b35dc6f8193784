"""Units side by side: their counts, and the group (of units compared with each other) of each."""

from __future__ import annotations

from typing import Any, NamedTuple

import narwhals as nw
import numpy as np
import pandas as pd

from metrics.frames.columns import Floats, Ints, Names, names, narrow, numbers, summed, to_pandas
from metrics.frames.segments import starts


class Units(NamedTuple):
    """A row a unit, sorted by group and unit: the table with its columns, the counts as parallel
    arrays, each row's group and how many groups there are."""

    table: pd.DataFrame
    part: Floats
    whole: Floats
    group: Ints
    groups: int


def units_of(frame: Any, numerator: str, denominator: str, by: Names, within: Names) -> Units:
    """Counts summed over the rows of each unit. Rows without a numerator or a denominator count in
    neither.

    Raises ValueError for a missing column, no by-column, and a unit whose numerator does not lie within
    0..denominator.
    """
    if not names(by):
        raise ValueError("by must name the columns of a unit")
    keys = names([*names(within), *names(by)])
    columns = [numerator, denominator]
    given = narrow(frame, *keys, *columns).select(*keys, *columns)
    table = to_pandas(summed(complete(given, columns), keys, columns))
    table = table.sort_values(keys, ignore_index=True)
    part, whole = numbers(table, numerator), numbers(table, denominator)
    bad = np.flatnonzero((part < 0) | (part > whole) | np.isinf(whole))
    if len(bad):
        where = ", ".join(str(value) for value in table.loc[bad[0], keys])
        raise ValueError(
            f"{numerator} must lie between 0 and {denominator} in every unit "
            f"(got {part[bad[0]]:g} of {whole[bad[0]]:g} at {where})"
        )
    first = starts(table, names(within))
    return Units(table, part, whole, np.cumsum(first) - 1, int(first.sum()))


def complete(frame: Any, columns: list[str]) -> Any:
    """The rows (of a narwhals frame) in which none of these columns is missing."""
    schema = frame.collect_schema()
    for column in columns:
        known = ~nw.col(column).is_null()
        if schema[column].is_float():
            known &= ~nw.col(column).is_nan()
        frame = frame.filter(known)
    return frame
