"""Rates that borrow strength: a unit with few checks can neither win nor lose on luck."""

from __future__ import annotations

from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from metrics.causes.beta_binomial import Posterior, posterior, prior
from metrics.causes.order import order_of, order_range
from metrics.causes.units import units_of
from metrics.certainty.beta import lower_bound, upper_bound
from metrics.frames.columns import Floats, Ints, Names, names, refuse_taken, share
from metrics.frames.counts import confidence_level
from metrics.frames.segments import total

Direction = Literal["higher", "lower"]
ORDERS = ("order", "tied", "order_best", "order_worst")


def shrunken(
    frame: Any,
    *,
    numerator: str,
    denominator: str,
    by: Names,
    within: Names = None,
    direction: Direction = "higher",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Empirical-Bayes rates of units, with an order that has ties where the difference is not clear.

    frame, numerator, denominator, by, within: as in `funnel`; the units of each value of `within`
        learn from each other.
    direction: is the higher rate the better one, or the lower?
    confidence: of the credible intervals; also of the whole order: two units are told apart only where
        the chance of having them the wrong way round is 1 - confidence over the number of pairs.

    Returns a row a unit, sorted by the within-columns, then best first: the within- and by-columns,
    the counts, `rate`, `shrunken` (posterior mean: the fewer checks, the nearer to the pooled rate),
    `weight` (of the unit's own rate in it, 0..1: 0 where the units differ no more than chance lets
    them), `lower`, `upper` (credible, equal tails), `order` (1 best; a unit shares the order of the
    first unit above it than which it is not clearly worse), `tied` (somebody shares it), `order_best`,
    `order_worst` (one more than the units clearly better; all but those clearly worse). Units without
    data have no shrunken rate and no order (NaN).

    Where all passed everywhere the rate is 1 with Jeffreys' lower bound. The intervals allow for one
    standard error more difference between the units than was measured.

    Raises ValueError for missing columns, counts outside 0..denominator, an unknown direction.

    Source: beta-binomial by moments, Kleinman, Journal of the American Statistical Association 1973;
    68: 46-54; shrinking of rates: Clayton & Kaldor, Biometrics 1987; 43: 671-681, and Marshall, Applied
    Statistics 1991; 40: 283-294; that orders need their uncertainty: Goldstein & Spiegelhalter, Journal
    of the Royal Statistical Society A 1996; 159: 385-443.
    """
    if direction not in get_args(Direction):
        raise ValueError(f"direction must be higher or lower, not {direction}")
    alpha = confidence_level(confidence)
    units = units_of(frame, numerator, denominator, by, within)
    known = prior(units.part, units.whole, units.group, units.groups)
    found = posterior(units.part, units.whole, known, units.group)
    strength = known.strength[units.group]
    lower, upper = _credible(found, alpha)
    figures = {
        "rate": share(units.part, units.whole),
        "shrunken": share(found.good, found.good + found.bad),
        "weight": np.where(units.whole > 0, share(units.whole, units.whole + strength), np.nan),
        "lower": lower,
        "upper": upper,
    }
    refuse_taken([*names(within), *names(by)], *figures, *ORDERS)
    table = units.table.assign(**figures)
    rates = found if direction == "higher" else Posterior(found.bad, found.good)
    value = table["shrunken"].to_numpy() * (1 if direction == "higher" else -1)
    # Stable: equals, to rounding, stay sorted by name; NaN comes last.
    place = np.lexsort((-np.round(value, 12), units.group))
    group = units.group[place]
    ranked = Posterior(rates.good[place], rates.bad[place])
    sure = 1 - alpha / _pairs(ranked, group, units.groups)
    order, tied = order_of(ranked, group, units.groups, sure)
    best, worst = order_range(ranked, group, units.groups, sure)
    columns = dict(zip(ORDERS, (order, tied, best, worst), strict=True))
    return table.iloc[place].reset_index(drop=True).assign(**columns)


def _pairs(rates: Posterior, group: Ints, groups: int) -> Floats:
    """How many pairs of units with data there are in each row's group, at least one."""
    units = total(np.isfinite(rates.good), group, groups)
    return np.maximum(units * (units - 1) / 2, 1)[group]


def _credible(found: Posterior, alpha: float) -> tuple[Floats, Floats]:
    """Quantiles of the beta distribution; at a rate of 0 or 1, Jeffreys' bound (half a check more)."""
    end = (found.good == 0) | (found.bad == 0)
    good, bad = (np.where(end, side + 0.5, side) for side in found)
    # `lower_bound` is the quantile of Beta(good, bad + 1), `upper_bound` that of Beta(good + 1, bad).
    lower, upper = lower_bound(good, bad - 1, alpha / 2), upper_bound(good - 1, bad, alpha / 2)
    return np.where(found.good == 0, 0.0, lower), np.where(found.bad == 0, 1.0, upper)
