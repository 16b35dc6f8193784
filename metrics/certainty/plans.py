"""How much to check: lot-quality plans, sample sizes, failures that a target still allows."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.certainty.acceptance import Lots, smallest
from metrics.certainty.assurance import targets
from metrics.certainty.beta import as_many
from metrics.certainty.search import least
from metrics.frames.columns import Bools, Floats, share
from metrics.frames.counts import confidence_level, counts


def lot_plan(
    target: npt.ArrayLike,
    unacceptable: npt.ArrayLike,
    accept_good: float = 0.95,
    reject_bad: float = 0.90,
    lot: npt.ArrayLike | None = None,
) -> pd.DataFrame:
    """The least to check so that a good month is accepted and a bad one is found out.

    target, unacceptable: rates (0..1) of a lot that must be accepted and of one that must be
        rejected; between them either may happen. Arrays of any shapes that broadcast.
    accept_good, reject_bad: at least how probably; above 0, below 1.
    lot: how many there are in all (120 charts this month), drawn without replacement; None or NaN
        for a process or a lot too large to matter. The lot at the target has the most failures that
        still reach it, the unacceptable one the fewest that do not exceed `unacceptable`.

    Returns a row for each element: `check`, `may_fail` (accept with so many failures or fewer, reject
    with more), `accepted_at_target`, `accepted_at_unacceptable` (the probabilities had). Exact
    binomial, or hypergeometric for a `lot`. At target 1 none may fail.

    Raises ValueError where `unacceptable` is not below `target`, where they lie so near that 100,000
    failures do not tell them apart, for shares outside 0..1 and lots that are not whole and positive.
    Guenther, Journal of Quality Technology 1969; 1: 105-109 (the search); Lemeshow & Taber, World
    Health Statistics Quarterly 1991; 44: 115-132 (lot quality in health care).
    """
    goal, floor = targets(target), targets(unacceptable)
    goal, floor, size = np.broadcast_arrays(goal, floor, _lot_sizes(lot))
    if np.any(floor >= goal):
        place = int(np.flatnonzero(floor >= goal)[0])
        raise ValueError(
            f"unacceptable must lie below target (got {floor.flat[place]:g} at position {place})"
        )
    lots = Lots(*(np.ravel(values) for values in (1 - goal, 1 - floor, size)))
    accepted = 1 - confidence_level(accept_good)
    check, may_fail = smallest(lots, accepted, confidence_level(reject_bad))
    return pd.DataFrame(
        {
            "check": check.astype(np.int64),
            "may_fail": may_fail.astype(np.int64),
            "accepted_at_target": lots.accepted_good(check, may_fail),
            "accepted_at_unacceptable": lots.accepted_bad(check, may_fail),
        }
    )


def sample_size(
    target: npt.ArrayLike, rate: npt.ArrayLike, power: float = 0.8, confidence: float = 0.95
) -> Floats:
    """Checks needed so that whoever truly works at `rate` gets the state "met" with that power.

    target, rate: shares, arrays of any shapes that broadcast. confidence: that of `assurance`.

    The power of an exact test goes up and down like the teeth of a saw as checks are added: this is the
    least number whose own power suffices (a few more may fall short, so check just so many). NaN where
    the rate is not beyond the target. Raises ValueError as `lot_plan`, whose plan this is: with the
    rate as its good lot and the target as its bad one.
    """
    goal, true = np.broadcast_arrays(targets(target), targets(rate))
    accepted, alpha = 1 - confidence_level(power), confidence_level(confidence)
    size = np.where(true > goal, 1.0, np.nan)  # any one check meets a target of 0
    beyond = (true > goal) & (goal > 0)
    lots = Lots(1 - true[beyond], 1 - goal[beyond], np.full(int(beyond.sum()), np.nan))
    size[beyond] = smallest(lots, accepted, alpha)[0]
    return size[()]


def failures_allowed(
    checked: npt.ArrayLike,
    target: npt.ArrayLike,
    confidence: float = 0.95,
    effective: npt.ArrayLike | None = None,
) -> Floats:
    """The most failures with which so many checks still get the state "met" of `assurance`.

    checked, target: counts and shares, arrays of any shapes that broadcast.
    effective: effective sample size where items cluster, NaN where it is `checked`.

    NaN where not even none would do (0.95 takes 59 checks) and where nothing is checked. Against
    target 1 none may fail; against 0 all may.
    """
    alpha = confidence_level(confidence)
    _, n, good, _, goal = np.broadcast_arrays(*counts(checked, checked, effective), targets(target))
    weight = share(good, n)

    def too_many(failed: Floats) -> Bools:
        return as_many((n - failed) * weight, failed * weight, goal) > alpha

    most = least(too_many, np.zeros_like(n), n) - 1
    most = np.select([n == 0, goal == 0, goal == 1, most < 0], [np.nan, n, 0.0, np.nan], most)
    return most[()]


def _lot_sizes(lot: npt.ArrayLike | None) -> Floats:
    size = np.asarray(np.nan if lot is None else lot, dtype=np.float64)
    if np.any((size < 1) | (size % 1 > 0) | np.isinf(size)):
        raise ValueError("lot must be a whole number of at least 1 (or None, NaN for no end)")
    return size
