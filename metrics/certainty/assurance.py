"""Does the rate meet its target, and how sure can one be of it?"""

from __future__ import annotations

from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import btdtria

from metrics.certainty.beta import as_few, as_many, lower_bound, upper_bound
from metrics.frames.columns import Bools, Floats, share
from metrics.frames.counts import confidence_level, counts

Direction = Literal["higher", "lower"]
TIE = 1e-12  # a bound that falls on the target itself is not yet on the wrong side


def assurance(
    passed: npt.ArrayLike,
    checked: npt.ArrayLike,
    target: npt.ArrayLike,
    confidence: float = 0.95,
    effective: npt.ArrayLike | None = None,
    direction: Direction = "higher",
) -> pd.DataFrame:
    """The plain verdict on the exact counts, then how sure it is.

    passed, checked: counts (with direction "lower", `passed` counts the events to be kept rare).
    target: the rate to reach (or to stay at or under), 0..1.
    confidence: of the one-sided exact bound (Clopper & Pearson, Biometrika 1934; 26: 404-413).
    effective: effective sample size where items cluster, NaN where it is `checked`.

    Returns a row for each element, on the index of `passed` where that is a Series:

    - state: met | missed where the bound agrees with the verdict; met_so_far | missed_so_far where
      it does not yet; no_data where nothing was checked. Against a perfect target (1, or 0 events)
      one failure is missed and none is met.
    - lower, upper: the one-sided bounds. Against a perfect target `lower` (`upper` of events) says
      which rate so many clean checks vouch for (the rule of three: about 1 - 3 / checked).
    - needed: further checks, all clean, until the state is met: 0 where it is, the full number where
      nothing was checked, NaN against a perfect target. Clustering as it is now is assumed to last.

    Raises ValueError for a target outside 0..1, an unknown direction and bad counts.
    """
    if direction not in get_args(Direction):
        raise ValueError(f"direction must be higher or lower, not {direction}")
    alpha, higher = confidence_level(confidence), direction == "higher"
    x, n, good, bad, goal = np.broadcast_arrays(
        *counts(passed, checked, effective), targets(target)
    )
    clean, faulty, reach = (good, bad, goal) if higher else (bad, good, 1 - goal)
    met = share(x, n) >= goal if higher else share(x, n) <= goal
    reached, short = (as_many, as_few) if higher else (as_few, as_many)
    sure, unsure = reached(good, bad, goal) <= alpha, short(good, bad, goal) >= alpha - TIE
    agrees = np.where(met, sure, ~unsure)
    state = _state(n > 0, met, agrees | (reach == 0) | (reach == 1))
    needed = _needed(clean, faulty, share(n, good + bad), reach, alpha)
    bounds = lower_bound(good, bad, alpha), upper_bound(good, bad, alpha)
    columns = zip(("state", "lower", "upper", "needed"), (state, *bounds, needed), strict=True)
    index = passed.index if isinstance(passed, pd.Series) else None
    return pd.DataFrame({name: np.ravel(values) for name, values in columns}, index=index)


def targets(target: npt.ArrayLike) -> Floats:
    """Targets as floats; ValueError for one outside 0..1."""
    goal = np.asarray(target, dtype=np.float64)
    if not np.all((goal >= 0) & (goal <= 1)):
        raise ValueError("target must lie between 0 and 1 (95 % is 0.95)")
    return goal


def _state(counted: Bools, met: Bools, agrees: Bools) -> npt.NDArray[Any]:
    verdict = [~counted, met & agrees, met, agrees]
    return np.select(verdict, ["no_data", "met", "met_so_far", "missed"], "missed_so_far")


def _needed(clean: Floats, faulty: Floats, effect: Floats, reach: Floats, alpha: float) -> Floats:
    """Further clean checks until P(as many clean or more at the target) falls to alpha. A clean check
    adds 1 / effect to the effective size, so the tail's own parameter is solved for and stretched."""
    none = np.isnan(clean)
    clean, faulty = np.where(none, 0, clean), np.where(none, 0, faulty)
    effect = np.where(none, 1, effect)
    goal = np.where((reach > 0) & (reach < 1), reach, 0.5)
    enough = (btdtria(alpha, faulty + 1, goal) - clean) * effect
    # The root may lie a rounding off a whole number: let the tail itself decide between neighbours.
    steps = np.maximum(np.ceil(enough) - 1, 0)
    for _ in range(2):
        steps += as_many(clean + steps / effect, faulty, goal) > alpha
    return np.select([reach == 1, reach == 0], [np.nan, 0.0], steps)
