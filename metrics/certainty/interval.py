"""Two-sided confidence intervals of a rate."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy.special import betainccinv, betaincinv, ndtri

from metrics.certainty.beta import lower_bound, upper_bound
from metrics.certainty.mid_p import mid_p
from metrics.frames.columns import Floats
from metrics.frames.counts import confidence_level, counts

Interval = tuple[Floats, Floats]


def interval(
    passed: npt.ArrayLike,
    checked: npt.ArrayLike,
    method: str = "wilson",
    confidence: float = 0.95,
    effective: npt.ArrayLike | None = None,
) -> Interval:
    """Confidence interval of passed / checked as `(lower, upper)`, shares within [0, 1].

    passed, checked: counts, arrays of any shapes that broadcast.
    method: "wilson" (score interval, Wilson 1927), "wilson_cc" (with continuity correction, as R's
        prop.test), "clopper_pearson" (exact, 1934), "mid_p" (exact, half of the observed count's
        own probability: Lancaster, JASA 1961; 56: 223-234), "jeffreys" or "agresti_coull" (1998),
        the last two after Brown, Cai & DasGupta, Statistical Science 2001; 16(2): 101-133, where
        Agresti-Coull is clipped. All are 0 at none passed and 1 at all passed.
    confidence: two-sided, between 0 and 1.
    effective: effective sample size that widens the interval where items cluster (see
        `clustering`): the rate stays, checked / effective is the design effect.

    Both are NaN where nothing was checked. Raises ValueError for passed > checked, negative counts,
    an unknown method.
    """
    if method not in METHODS:
        raise ValueError(f"method must be one of {', '.join(METHODS)}, not {method}")
    _, _, good, bad = counts(passed, checked, effective)
    lower, upper = METHODS[method](good, bad, confidence_level(confidence))
    lower = np.where(good == 0, 0.0, np.clip(lower, 0, 1))
    upper = np.where(bad == 0, 1.0, np.clip(upper, 0, 1))
    return lower[()], upper[()]


def _wilson(good: Floats, bad: Floats, alpha: float) -> Interval:
    z = -ndtri(alpha / 2)
    size = good + bad
    centre = (good + z**2 / 2) / (size + z**2)
    half = z / (size + z**2) * np.sqrt(good * bad / size + z**2 / 4)
    return centre - half, centre + half


def _wilson_cc(good: Floats, bad: Floats, alpha: float) -> Interval:
    """Each limit is Wilson's for counts half an item further out: Newcombe, Statistics in Medicine
    1998; 17: 857-872, method 4. As in R the step is never past a rate of one half, so that at exactly
    one half there is none (scipy's "wilsoncc" has the full step there)."""
    step = np.minimum(0.5, np.abs(good - bad) / 2)
    less, more = np.minimum(step, good), np.minimum(step, bad)
    lower, _ = _wilson(good - less, bad + less, alpha)
    _, upper = _wilson(good + more, bad - more, alpha)
    return lower, upper


def _clopper_pearson(good: Floats, bad: Floats, alpha: float) -> Interval:
    return lower_bound(good, bad, alpha / 2), upper_bound(good, bad, alpha / 2)


def _jeffreys(good: Floats, bad: Floats, alpha: float) -> Interval:
    a, b = good + 0.5, bad + 0.5
    return betaincinv(a, b, alpha / 2), betainccinv(a, b, alpha / 2)


def _agresti_coull(good: Floats, bad: Floats, alpha: float) -> Interval:
    z = -ndtri(alpha / 2)
    size = good + bad + z**2
    rate = (good + z**2 / 2) / size
    half = z * np.sqrt(rate * (1 - rate) / size)
    return rate - half, rate + half


METHODS: dict[str, Callable[[Floats, Floats, float], Interval]] = {
    "wilson": _wilson,
    "wilson_cc": _wilson_cc,
    "clopper_pearson": _clopper_pearson,
    "mid_p": mid_p,
    "jeffreys": _jeffreys,
    "agresti_coull": _agresti_coull,
}
