"""The beta distribution as a bound on a rate. scipy.special alone: scipy.stats takes seconds to
import. Counts may be fractions (an effective sample size); NaN stays NaN."""

from __future__ import annotations

import numpy as np
from scipy.special import betainc, betaincc, betainccinv, betaincinv

from metrics.frames.columns import Floats


def lower_bound(good: Floats, bad: Floats, alpha: float) -> Floats:
    """Exact (Clopper-Pearson) one-sided lower bound: the rate at which `good` or more would come up
    with probability alpha; 0 where none was good."""
    some = np.where(good > 0, good, 1)
    bound = betaincinv(some, bad + 1, alpha)
    return np.where(good == 0, 0.0, np.where(np.isnan(good), np.nan, bound))


def upper_bound(good: Floats, bad: Floats, alpha: float) -> Floats:
    """Exact one-sided upper bound: the rate at which `good` or fewer would come up with probability
    alpha; 1 where none was bad."""
    some = np.where(bad > 0, bad, 1)
    bound = betainccinv(good + 1, some, alpha)
    return np.where(bad == 0, 1.0, np.where(np.isnan(bad), np.nan, bound))


def as_many(good: Floats, bad: Floats, rate: Floats) -> Floats:
    """P(as many good or more) at that rate; below alpha where `lower_bound` is above the rate."""
    some = np.where(good > 0, good, 1)
    return np.where(good > 0, betainc(some, bad + 1, rate), 1.0)


def as_few(good: Floats, bad: Floats, rate: Floats) -> Floats:
    """P(as few good or fewer) at that rate; below alpha where `upper_bound` is below the rate."""
    some = np.where(bad > 0, bad, 1)
    return np.where(bad > 0, betaincc(good + 1, some, rate), 1.0)
