"""A rate against its target as a test and as a probability."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import betainc, betaincc

from metrics.certainty.assurance import Direction, targets
from metrics.certainty.beta import as_few, as_many
from metrics.certainty.search import least
from metrics.frames.columns import Floats
from metrics.frames.counts import counts

Prior = Literal["jeffreys", "uniform"]
ADDED = {"jeffreys": 0.5, "uniform": 1.0}  # successes and failures that each prior is worth
AS_RARE = 1 + 1e-7  # R's tolerance: a probability that differs by rounding alone is as small


def posterior(
    passed: npt.ArrayLike,
    checked: npt.ArrayLike,
    target: npt.ArrayLike,
    prior: Prior = "jeffreys",
    direction: Direction = "higher",
    effective: npt.ArrayLike | None = None,
) -> Floats:
    """How probable it is that the rate is at least its target, given the counts and a prior.

    passed, checked, target: counts and rates (0..1), arrays of any shapes that broadcast.
    prior: "jeffreys", beta(1/2, 1/2), or "uniform", beta(1, 1).
    direction: "lower" asks for a rate (of events) at most the target.
    effective: effective sample size where items cluster, NaN where it is `checked`.

    A probability for each element, NaN where nothing was checked (the prior alone is no finding);
    0 against a perfect target, which a rate of any continuous prior never is. Raises ValueError for bad
    counts, targets and choices. Gelman et al., Bayesian Data Analysis, 3rd ed. 2013, 2.4 and 2.8.
    """
    for value, choices in ((prior, Prior), (direction, Direction)):
        if value not in get_args(choices):
            raise ValueError(f"{value} is none of {', '.join(get_args(choices))}")
    _, _, good, bad = counts(passed, checked, effective)
    tail = betaincc if direction == "higher" else betainc
    more = ADDED[prior]
    probability: Floats = tail(good + more, bad + more, targets(target))
    return probability


def target_test(
    passed: npt.ArrayLike, checked: npt.ArrayLike, target: npt.ArrayLike
) -> pd.DataFrame:
    """Exact binomial test of the counts against a target (shares, 0..1).

    Returns a row for each element, on the index of `passed` where that is a Series:

    - p_less, p_greater: P(X <= passed) and P(X >= passed) at the target.
    - p_two_sided: the probability of all counts that are no more probable than the one seen, as
        in R's binom.test, with its relative tolerance of 1e-7.
    - mid_p_less: P(X < passed) + P(X = passed) / 2 (Lancaster, JASA 1961; 56: 223-234).

    All NaN where nothing was checked. Counts must be whole: an effective sample size has no exact test.
    Raises ValueError for bad counts and targets.
    """
    x, n, good, bad, goal = np.broadcast_arrays(*counts(passed, checked), targets(target))
    if np.any((x % 1 != 0) | (n % 1 != 0)):
        raise ValueError("passed and checked must be whole numbers")
    less, greater = as_few(good, bad, goal), as_many(good, bad, goal)
    fewer = np.where(good > 0, as_few(good - 1, bad + 1, goal), 0.0)
    columns = {
        "p_less": less,
        "p_greater": greater,
        "p_two_sided": _two_sided(x, n, goal, less, greater),
        "mid_p_less": (less + fewer) / 2,
    }
    index = passed.index if isinstance(passed, pd.Series) else None
    none = n == 0
    filled = {name: np.ravel(np.where(none, np.nan, p)) for name, p in columns.items()}
    return pd.DataFrame(filled, index=index)


def _two_sided(x: Floats, n: Floats, goal: Floats, less: Floats, greater: Floats) -> Floats:
    """The tail that the count is in, and beyond the mean all that is no more probable: away from the
    mean probabilities fall, so that tail begins at the first step that is small enough."""
    from scipy.stats import binom

    mean = n * goal
    low = x < mean
    room = np.where(low, n - np.ceil(mean), np.floor(mean)) + 1

    def at(step: Floats) -> Floats:
        return np.where(low, np.ceil(mean) + step, np.floor(mean) - step)

    seen = binom.pmf(x, n, goal) * AS_RARE
    begin = at(least(lambda step: binom.pmf(at(step), n, goal) <= seen, np.zeros_like(room), room))
    inside = (begin >= 0) & (begin <= n)
    begin = np.where(inside, begin, 0)
    far = np.where(low, as_many(begin, n - begin, goal), as_few(begin, n - begin, goal))
    both = np.where(low, less, greater) + np.where(inside, far, 0.0)
    # A target of 0 or 1 allows one count only; its mean is that count.
    return np.where(x == mean, 1.0, np.where((goal == 0) | (goal == 1), 0.0, both))
