"""Two samples by ranks: Mann-Whitney's test, the Hodges-Lehmann shift."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr, ndtri

from metrics.frames.columns import Bools, Floats, Ints, share
from metrics.frames.segments import total

EXACT_UP_TO = 8  # scores on the smaller side, where no scores tie
MOST_PAIRS = 10_000_000  # differences held at a time: 80 MB


def mann_whitney(value: Floats, late: Bools, group: Ints, groups: int) -> tuple[Floats, Floats]:
    """(U of the late scores, two-sided p) of each group; NaN where a side is empty.

    Exact where no scores tie and one side has 8 or fewer, else the normal approximation with correction
    for ties and continuity; p is 1 where all scores are the same.

    Source: Mann & Whitney, Annals of Mathematical Statistics 1947; 18: 50-60.
    """
    order = np.lexsort((value, group))
    value, late, group = value[order], late[order], group[order]
    rank, ties = _ranks(value, group, groups)
    n1, n2 = (total(side, group, groups) for side in (~late, late))
    n = n1 + n2
    u = total(rank * late, group, groups) - n2 * (n2 + 1) / 2
    variance = n1 * n2 / 12 * (n + 1 - share(ties, n * (n - 1)))
    z = share(np.abs(u - n1 * n2 / 2) - 0.5, np.sqrt(np.maximum(variance, 0)))
    p = np.where(np.isnan(z), 1.0, np.minimum(2 * ndtr(-z), 1))
    both = (n1 > 0) & (n2 > 0)
    for one in np.flatnonzero(both & (ties == 0) & (np.fmin(n1, n2) <= EXACT_UP_TO)):
        here = group == one
        p[one] = _exact(value[here & ~late], value[here & late])
    return np.where(both, u, np.nan), np.where(both, p, np.nan)


def _ranks(value: Floats, group: Ints, groups: int) -> tuple[Floats, Floats]:
    """Midrank of each sorted row in its group, and Σ (t³ - t) over the group's ties."""
    new = np.r_[True, (value[1:] != value[:-1]) | (group[1:] != group[:-1])][: len(value)]
    run = np.cumsum(new) - 1
    size = np.bincount(run)
    begin = np.cumsum(np.bincount(group, minlength=groups))
    begin = np.r_[0, begin[:-1]]
    rank = (np.cumsum(size) - (size - 1) / 2)[run] - begin[group]
    return rank, total(size**3 - size, group[new], groups)


def _exact(before: Floats, after: Floats) -> float:
    from scipy.stats import mannwhitneyu  # takes seconds to import

    return float(mannwhitneyu(before, after, method="exact").pvalue)


def shift(before: Floats, after: Floats, alpha: float) -> tuple[float, float, float]:
    """Median of all differences after - before with its interval: the K-th smallest and largest of them,
    K = n1·n2/2 - z √(n1·n2·(n1 + n2 + 1)/12), rounded down. NaN where a side is empty or there are more
    than ten million pairs; no interval where K is under 1: so few scores cannot vouch for one.

    Source: Hodges & Lehmann, Annals of Mathematical Statistics 1963; 34: 598-611; Campbell & Gardner,
    BMJ 1988; 296: 1454-1456.
    """
    pairs = len(before) * len(after)
    if not 0 < pairs <= MOST_PAIRS:
        return np.nan, np.nan, np.nan
    spread = (pairs * (len(before) + len(after) + 1) / 12) ** 0.5
    k = int(pairs / 2 - ndtri(1 - alpha / 2) * spread)
    ends = [k - 1, pairs - k] if k > 0 else []
    middle = [(pairs - 1) // 2, pairs // 2]
    ranked = np.partition(np.subtract.outer(after, before).ravel(), middle + ends)
    lower, upper = ranked[ends] if ends else (np.nan, np.nan)
    return float(ranked[middle].mean()), float(lower), float(upper)
