"""Confidence intervals of a rate whose items come in clusters."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.special import expit, log_expit, stdtrit

from metrics.certainty.beta import lower_bound, upper_bound
from metrics.frames.columns import Floats, share

Interval = tuple[Floats, Floats]


def clustered_interval(
    rate: Floats, variance: Floats, checked: Floats, df: Floats, method: str, alpha: float
) -> Interval:
    """Korn & Graubard's beta interval, or the logit or mean interval where one is asked for and the
    design tells enough: where the variance is zero or unknown every method gives the beta interval."""
    if method not in ("beta", *BY_QUANTILE):
        raise ValueError(f"method must be beta, {' or '.join(BY_QUANTILE)}, not {method}")
    beta = _beta(rate, variance, checked, df, alpha)
    known = (df > 0) & (variance > 0)
    if method == "beta":
        return beta
    rate, variance = np.where(known, rate, 0.5), np.where(known, variance, 0.5)
    lower, upper = BY_QUANTILE[method](rate, variance, _quantile(np.where(known, df, 1), alpha))
    return np.where(known, lower, beta[0]), np.where(known, upper, beta[1])


def _beta(rate: Floats, variance: Floats, checked: Floats, df: Floats, alpha: float) -> Interval:
    """Clopper-Pearson on the effective size, made smaller by what so few clusters leave unknown of the
    variance: (t of items / t of clusters)², which is 0 for a single one. Where the variance is zero or
    unknown the items stand for themselves, with the same factor."""
    size = share(rate * (1 - rate), variance)
    size = np.where(np.isnan(size), checked, size)
    several = df > 0
    items, clusters = (np.where(several, values, 1) for values in (checked - 1, df))
    fewer = (_quantile(items, alpha) / _quantile(clusters, alpha)) ** 2
    size = np.where(several, size * fewer, 0)
    good, bad = rate * size, (1 - rate) * size
    return lower_bound(good, bad, alpha / 2), upper_bound(good, bad, alpha / 2)


def _logit(rate: Floats, variance: Floats, quantile: Floats) -> Interval:
    centre = _fitted(rate)
    fitted = expit(centre)
    half = quantile * np.sqrt(variance) / (fitted * (1 - fitted))
    return expit(centre - half), expit(centre + half)


def _fitted(rate: Floats) -> Floats:
    """The log odds as R's glm leaves them: iterated from its start (three quarters for an item that
    passed, one quarter for one that failed) until the deviance moves by less than 1e-8 of itself. That
    is up to some 1e-9 from `logit(rate)`, and printed figures carry it."""
    centre: Floats = (2 * rate - 1) * (np.log(3) + 4 / 3)
    deviance, going = np.full_like(rate, -2 * np.log(0.75)), np.ones(rate.shape, dtype=bool)
    for _ in range(25):
        before, deviance = (
            deviance,
            -2 * (rate * log_expit(centre) + (1 - rate) * log_expit(-centre)),
        )
        going &= np.abs(deviance - before) >= 1e-8 * deviance
        fitted = expit(centre)
        centre = np.where(going, centre + (rate - fitted) / (fitted * (1 - fitted)), centre)
    return centre


def _mean(rate: Floats, variance: Floats, quantile: Floats) -> Interval:
    half = quantile * np.sqrt(variance)
    return rate - half, rate + half


def _quantile(df: Floats, alpha: float) -> Floats:
    """The upper alpha / 2 point of Student's t."""
    t: Floats = -stdtrit(df, alpha / 2)
    return t


BY_QUANTILE: dict[str, Callable[[Floats, Floats, Floats], Interval]] = {
    "logit": _logit,
    "mean": _mean,
}
