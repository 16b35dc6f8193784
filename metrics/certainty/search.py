"""Whole numbers found by halving, many at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from metrics.frames.columns import Bools, Floats


def least(enough: Callable[[Floats], Bools], low: Floats, high: Floats) -> Floats:
    """The least whole number in low..high that is enough; `high` where none below it is.

    enough: says so for an array of numbers; what is more than enough is enough, too.
    """
    low, high = np.broadcast_arrays(low, high)
    while np.any(low < high):
        middle = np.floor((low + high) / 2)
        open_, yes = low < high, enough(middle)
        low, high = np.where(open_ & ~yes, middle + 1, low), np.where(open_ & yes, middle, high)
    return high
