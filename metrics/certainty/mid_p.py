"""The mid-P interval: exact, less cautious than Clopper-Pearson."""

from __future__ import annotations

import numpy as np
from scipy.special import betainc, betaincinv, betaln, xlog1py, xlogy

from metrics.frames.columns import Floats, share


def mid_p(good: Floats, bad: Floats, alpha: float) -> tuple[Floats, Floats]:
    """The rates at which the tail beyond the count, with half of the count's own probability, is
    alpha / 2. Lancaster, JASA 1961; 56: 223-234; Berry & Armitage, The Statistician 1995; 44: 417-423.
    """
    return _lower(good, bad, alpha / 2), 1 - _lower(bad, good, alpha / 2)


def _lower(good: Floats, bad: Floats, alpha: float) -> Floats:
    """Newton's method from Jeffreys' bound, which lies close by; a step that leaves the bracket (or has
    no slope to go by) halves it instead. Ends when no rate moves."""
    x, y = np.where(good > 0, good, 1), np.where(good > 0, bad, 0)
    low, high = np.zeros_like(x), np.ones_like(x)
    rate = betaincinv(x + 0.5, y + 0.5, alpha)
    for _ in range(100):
        excess, slope = _tail(x, y, rate)
        excess -= alpha
        low, high = np.where(excess < 0, rate, low), np.where(excess < 0, high, rate)
        new = rate - share(excess, slope)
        new = np.where((new >= low) & (new <= high), new, (low + high) / 2)
        moved = np.abs(new - rate) > 1e-15 * rate
        rate = np.where(moved, new, rate)
        if not moved.any():
            break
    return np.where(good > 0, rate, np.where(np.isnan(good), np.nan, 0.0))


def _tail(x: Floats, y: Floats, rate: Floats) -> tuple[Floats, Floats]:
    """P(X > x) + P(X = x) / 2 for x passed and y failed, and its slope in the rate."""
    some = np.where(y > 0, y, 1)
    more = np.where(y > 0, betainc(x + 1, some, rate), 0.0)
    slope = _density(x, y + 1, rate) + np.where(y > 0, _density(x + 1, some, rate), 0.0)
    return (betainc(x, y + 1, rate) + more) / 2, slope / 2


def _density(a: Floats, b: Floats, rate: Floats) -> Floats:
    # A density above e^700 has no use here, and would overflow.
    log = xlogy(a - 1, rate) + xlog1py(b - 1, -rate) - betaln(a, b)
    density: Floats = np.exp(np.minimum(log, 700))
    return density
