"""Rates that vary between units by a beta distribution, counts by the binomial around them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import betainc, betaincinv

from metrics.frames.columns import Bools, Floats, Ints, share
from metrics.frames.segments import total

_nodes, _weights = np.polynomial.legendre.leggauss(24)
PLACES, WEIGHTS = (_nodes + 1) / 2, _weights / 2


class Prior(NamedTuple):
    """Of each group the mean rate; the number of checks that this knowledge is worth to a unit
    (infinite where the units differ no more than chance lets them); and that number were the units to
    differ by one standard error more than measured."""

    mean: Floats
    strength: Floats
    cautious: Floats


class Posterior(NamedTuple):
    """Of each unit the parameters of the beta distribution of its rate; NaN without data."""

    good: Floats
    bad: Floats


def prior(part: Floats, whole: Floats, group: Ints, groups: int) -> Prior:
    """The beta prior of each group by moments: with m = Σx / Σn, S = Σ n (x/n - m)² and N = Σn, the
    correlation of two checks of a unit is r = (S / (m (1 - m)) - (k - 1)) / (N - Σn²/N - (k - 1)), not
    below 0, and the prior is worth 1 / r - 1 checks, at least one. The standard error of r is that
    without differences, where S / (m (1 - m)) has the variance 2 (k - 1) of chi-square.

    Source: Kleinman, Journal of the American Statistical Association 1973; 68: 46-54 (weights n).
    """
    x, n, squares = (total(v, group, groups) for v in (part, whole, whole**2))
    units = total(whole > 0, group, groups)
    mean = share(x, n)
    rate = np.where(whole > 0, share(part, whole), 0)
    distance = total(whole * (rate - np.nan_to_num(mean)[group]) ** 2, group, groups)
    room = n - share(squares, n) - (units - 1)
    correlation = np.nan_to_num(share(share(distance, mean * (1 - mean)) - (units - 1), room))
    error = share(np.sqrt(2 * np.maximum(units - 1, 0)), room)
    error = np.where((units > 1) & (room > 0), error, 1.0)
    measured = np.where((units > 1) & (room > 0), np.maximum(correlation, 0), 0)
    return Prior(mean, _strength(measured), _strength(measured + error))


def _strength(correlation: Floats) -> Floats:
    worth = share(1, np.minimum(correlation, 1)) - 1
    return np.maximum(np.where(correlation > 0, worth, np.inf), 1)


def posterior(part: Floats, whole: Floats, known: Prior, group: Ints) -> Posterior:
    """What is known of each unit's rate: its mean from the prior and its own checks together, its
    spread as if the units differed by one standard error more (a spread that took the measured
    differences for the true ones would be too narrow, and none at all where none were measured)."""
    mean, strength, cautious = (column[group] for column in known)
    own = share(whole, whole + strength)
    rate = own * np.nan_to_num(share(part, whole)) + (1 - own) * mean
    worth = np.where(whole > 0, whole + cautious, np.nan)
    return Posterior(rate * worth, (1 - rate) * worth)


def better(rates: Posterior, one: Ints, other: Ints) -> Floats:
    """P(one's rate is above the other's) for pairs of places in `rates` (parameters above 0): the
    distribution function of the wider, averaged over quantiles of the narrower (24 of Gauss and
    Legendre: off by less than 0.001 for 99 in 100 pairs of rates from 0.5 to 0.998 worth 5 to 2,000
    checks, at most 0.02)."""
    used, inverse = np.unique(np.r_[one, other], return_inverse=True)
    good, bad = rates.good[used], rates.bad[used]
    quantiles = betaincinv(good[:, None], bad[:, None], PLACES)
    worth = good + bad
    variance = good * bad / (worth**2 * (worth + 1))
    first, second = np.split(inverse, 2)
    swap = variance[first] > variance[second]
    narrow, wide = np.where(swap, second, first), np.where(swap, first, second)
    below = betainc(good[wide, None], bad[wide, None], quantiles[narrow]) @ WEIGHTS
    above: Floats = np.where(swap, 1 - below, below)
    return above


def surely_better(rates: Posterior, one: Ints, other: Ints, sure: Floats) -> Bools:
    """Is one's rate above the other's with that probability (of each pair)? Never where both are the same. By
    Cantelli's inequality it is where the means lie √(sure / (1 - sure)) standard deviations apart."""
    worth = rates.good + rates.bad
    mean = share(rates.good, worth)
    variance = share(mean * (1 - mean), worth + 1)
    apart = mean[one] - mean[other]
    clear: Bools = apart > np.sqrt(sure / (1 - sure) * (variance[one] + variance[other]))
    ends = (rates.good == 0) | (rates.bad == 0)
    open_ = ~clear & ~ends[one] & ~ends[other] & (apart != 0)
    clear[open_] = better(rates, one[open_], other[open_]) >= sure[open_]
    return clear
