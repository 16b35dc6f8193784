"""False alarms over many series: of those flagged, how many may chance have flagged?"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from metrics.frames.columns import Floats


class FalseAlarms(NamedTuple):
    """What the control of false alarms did: series tested; flagged under it; how many of those are
    expected to be false at most (rate × flagged, on average over many calls); how many p ≤ rate alone
    would have flagged; and how many that would be if nothing had changed anywhere, at most (rate ×
    tested)."""

    tested: int
    flagged: int
    expected_false: float
    flagged_without_control: int
    expected_by_chance: float


def benjamini_hochberg(p_values: npt.ArrayLike) -> Floats:
    """Adjusted p values: to flag all at or under a rate keeps the expected share of false ones among
    the flagged at or under that rate.

    p_values: of any shape, 0..1; NaN (not tested) stays NaN and is not counted.

    Returns the same shape: for the k-th smallest of m, the least of p · m / j over all j ≥ k.

    Raises ValueError for a p value outside 0..1.

    Source: Benjamini & Hochberg, Journal of the Royal Statistical Society B 1995; 57: 289-300. Holds
    for independent tests and for such as rise and fall together (Benjamini & Yekutieli, Annals of
    Statistics 2001; 29: 1165-1188).
    """
    p = np.asarray(p_values, dtype=np.float64)
    if np.any((p < 0) | (p > 1)):
        raise ValueError(f"p values must lie between 0 and 1, not {p[(p < 0) | (p > 1)][0]:g}")
    known = np.flatnonzero(~np.isnan(p))
    ranked = known[np.argsort(p.flat[known])]
    scaled = p.flat[ranked] * len(ranked) / np.arange(1, len(ranked) + 1)
    adjusted = np.full(p.shape, np.nan)
    adjusted.flat[ranked] = np.minimum.accumulate(scaled[::-1])[::-1]
    return adjusted


def false_alarms(p_values: npt.ArrayLike, rate: float = 0.05) -> FalseAlarms:
    """How the p values of many series fare with and without control at this rate (0..1).

    Raises ValueError for p values or a rate outside their range.
    """
    flagged = int(np.sum(benjamini_hochberg(p_values) <= error_rate(rate)))
    p = np.asarray(p_values, dtype=np.float64)
    tested = int(np.sum(~np.isnan(p)))
    return FalseAlarms(tested, flagged, rate * flagged, int(np.sum(p <= rate)), rate * tested)


def error_rate(rate: float) -> float:
    """The rate, if it lies between 0 and 1."""
    if not 0 < rate < 1:
        raise ValueError(f"rate must lie between 0 and 1, not {rate}")
    return rate
