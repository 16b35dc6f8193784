"""Many series at once: rows sorted by series, sums and medians within each segment, no loops."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.frames.columns import Bools, Floats, Ints, share


def starts(frame: pd.DataFrame, columns: list[str]) -> Bools:
    """Does a row begin a new segment, its values of these columns differing from the row before's?
    Missing equals missing. The first row does."""
    new = np.zeros(len(frame), dtype=bool)
    new[:1] = True
    for column in columns:
        codes, _ = pd.factorize(frame[column], use_na_sentinel=True)
        new[1:] |= codes[1:] != codes[:-1]
    return new


def total(values: npt.ArrayLike, segment: Ints, segments: int) -> Floats:
    """Sum within each segment."""
    sums = np.bincount(segment, np.asarray(values, np.float64), minlength=segments)
    return sums.astype(np.float64, copy=False)


def mean(values: Floats, segment: Ints, segments: int) -> Floats:
    """Mean within each segment; NaN for an empty one."""
    return share(total(values, segment, segments), np.bincount(segment, minlength=segments))


def median(values: Floats, segment: Ints, segments: int) -> Floats:
    """Median within each segment; NaN for an empty one."""
    size = np.bincount(segment, minlength=segments)
    end = np.cumsum(size)
    ranked = values[np.lexsort((values, segment))]
    filled = size > 0
    low, high = (end - size + (size - 1) // 2)[filled], (end - size + size // 2)[filled]
    middle = np.full(segments, np.nan)
    middle[filled] = (ranked[low] + ranked[high]) / 2
    return middle


def within(segment: Ints) -> Bools:
    """Is each row but the first in the same segment as the row before?"""
    same: Bools = segment[1:] == segment[:-1]
    return same
