"""Fisher's exact test of many tables at once."""

from __future__ import annotations

import numpy as np

from metrics.frames.columns import Floats

TIE = (
    1 + 1e-7
)  # tables this close to the observed one's probability count as equally likely, as in R
VANISHED = 760.0  # e^-760 is less than any double
CELLS = 2**20  # probabilities held at a time


def fisher_p(x1: Floats, n1: Floats, x2: Floats, n2: Floats) -> Floats:
    """Two-sided p of x1 of n1 against x2 of n2: one-dimensional arrays of whole counts, n above 0.

    With the margins held, x1 is hypergeometric; p is the probability of all tables that are no more
    likely than the observed one (Irwin's rule). Probabilities are products of neighbours' ratios from
    the mode outwards, so that small ones keep their leading digits (no difference of log-gammas),
    out to where they vanish among doubles by Bernstein's inequality.

    Source: Fisher, Statistical Methods for Research Workers, 5th ed. 1934; Irwin, Metron 1935; 12: 83-94.
    """
    p, width = np.empty(len(x1)), reach(n1, x1 + x2, n1 + n2)
    widest_first, start = np.argsort(-width), 0
    while start < len(p):
        tables = max(1, CELLS // int(width[widest_first[start]]))
        chunk = widest_first[start : start + tables]
        p[chunk] = _tails(x1[chunk], n1[chunk], x2[chunk], n2[chunk], int(width[chunk[0]]))
        start += tables
    return p


def reach(n1: Floats, passed: Floats, total: Floats) -> Floats:
    """Steps from the mode, at most, to the end of the support or of what a double can hold."""
    spread = n1 * passed / total * (1 - passed / total)
    vanished = VANISHED / 3 + np.sqrt((VANISHED / 3) ** 2 + 2 * VANISHED * spread)
    steps: Floats = np.minimum(np.ceil(vanished) + 2, np.minimum(n1, passed)) + 1
    return steps


def _tails(x1: Floats, n1: Floats, x2: Floats, n2: Floats, width: int) -> Floats:
    passed = x1 + x2
    mode: Floats = np.floor((n1 + 1) * (passed + 1) / (n1 + n2 + 2))
    step = np.arange(width, dtype=np.float64)
    # Past the support's end the products stay 0: a factor at the end is.
    high, low = mode[:, None] + step, mode[:, None] - step
    n1_, n2_, passed_ = n1[:, None], n2[:, None], passed[:, None]
    up = (n1_ - high) * (passed_ - high) / ((high + 1) * (n2_ - passed_ + high + 1))
    down = low * (n2_ - passed_ + low) / ((n1_ - low + 1) * (passed_ - low + 1))
    above, below = (np.cumprod(ratio, axis=1, dtype=np.float64) for ratio in (up, down))
    away = (x1 - mode).astype(np.int64)
    side = np.where((away > 0)[:, None], above, below)
    place = np.clip(np.abs(away) - 1, 0, width - 1)
    seen = np.take_along_axis(side, place[:, None], axis=1)[:, 0]
    seen = np.select([away == 0, np.abs(away) > width], [1.0, 0.0], seen)
    tails = _sum_up_to(seen * TIE, above) + _sum_up_to(seen * TIE, below) + (seen * TIE >= 1)
    p: Floats = np.minimum(tails / (1 + above.sum(axis=1) + below.sum(axis=1)), 1)
    return p


def _sum_up_to(limit: Floats, weights: Floats) -> Floats:
    sums: Floats = np.where(weights <= limit[:, None], weights, 0).sum(axis=1)
    return sums
