"""The difference of two rates, as an interval."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from metrics.certainty.interval import Interval, interval
from metrics.frames.columns import share


def newcombe(
    passed1: npt.ArrayLike,
    checked1: npt.ArrayLike,
    passed2: npt.ArrayLike,
    checked2: npt.ArrayLike,
    confidence: float = 0.95,
    effective1: npt.ArrayLike | None = None,
    effective2: npt.ArrayLike | None = None,
) -> Interval:
    """Confidence interval of passed2 / checked2 - passed1 / checked1, from their Wilson intervals.

    passed, checked: counts, arrays of any shapes that broadcast. effective: effective sample sizes
    where items cluster (see `interval`).

    Returns (lower, upper), shares within -1..1; NaN where either side has nothing checked. Raises
    ValueError for bad counts.

    Source: method 10 of Newcombe, Statistics in Medicine 1998; 17: 873-890.
    """
    lower1, upper1 = interval(passed1, checked1, "wilson", confidence, effective1)
    lower2, upper2 = interval(passed2, checked2, "wilson", confidence, effective2)
    p1, p2 = share(passed1, checked1), share(passed2, checked2)
    difference = p2 - p1
    lower = difference - np.hypot(p2 - lower2, upper1 - p1)
    upper = difference + np.hypot(upper2 - p2, p1 - lower1)
    return lower[()], upper[()]
