"""Units compared without a league table: which differ from the rest by more than luck."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from metrics.causes.funnel_limits import LIMITS, Method, funnel_limits
from metrics.causes.overdispersion import overdispersed, spread
from metrics.causes.units import units_of
from metrics.frames.columns import Floats, Names, names, refuse_taken, share
from metrics.frames.segments import total


def funnel(
    frame: Any,
    *,
    numerator: str,
    denominator: str,
    by: Names,
    within: Names = None,
    target: float | None = None,
    overdispersion: bool | Literal["auto"] = "auto",
    method: Method = "auto",
) -> pd.DataFrame:
    """A funnel plot's figures: each unit's rate against the limits for as many checks as it has.

    frame: rows of counts of any kind that narwhals supports, summed over each unit; rows in which a
        count is missing are left out.
    numerator, denominator: columns of the counts. by: the columns that name a unit. within: columns
        (an indicator, a month) of which each value has a funnel of its own.
    target: the centre, 0..1; without it the funnel's pooled rate.
    overdispersion: do the limits allow for differences between units beyond chance? True: always,
        False: never, "auto": where these are evident (at least ten units and phi beyond its 95 %
        chance limit). Extremes are winsorised so that an outlier does not excuse itself.
    method: of the limits, see `funnel_limits`; "auto" is exact for small units, else arcsine.

    Returns a row a unit, sorted: the within- and by-columns, the counts, `rate`, `centre`, `z`
    (arcsine score by counting alone), `z_adjusted` (with tau2), `lower95`, `upper95`, `lower998`,
    `upper998`, `method` (arcsine | exact | none), `state`; and the same on all rows of a funnel: `phi` (over
    1: more spread than chance), `tau2` (variance between units allowed for), `units` (with data),
    `chance95`, `chance998` (how many units chance alone puts outside, at most where limits are exact).

    state: inside | above_95 | below_95 | above_998 | below_998; too_few where no result at all could
    lie outside the 95 % limits (`needed`: the least denominator for which one could; NaN where none
    can); no_data without a denominator.

    Raises ValueError for missing columns, a unit's column with the name of a figure, counts outside 0..denominator, a target outside 0..1, an
    unknown choice.

    Source: Spiegelhalter, Statistics in Medicine 2005; 24: 1185-1202.
    """
    if overdispersion not in (True, False, "auto"):
        raise ValueError(f"overdispersion must be True, False or auto, not {overdispersion}")
    if target is not None and not 0 <= target <= 1:
        raise ValueError(f"target must lie between 0 and 1 (95 % is 0.95), not {target}")
    table, part, whole, group, groups = units_of(frame, numerator, denominator, by, within)
    pooled = share(total(part, group, groups), total(whole, group, groups))
    centres = pooled if target is None else np.full(groups, float(target))
    seen = spread(part, whole, centres[group], group, groups)
    allowed = overdispersed(seen) if overdispersion == "auto" else bool(overdispersion)
    tau2 = np.where(allowed, seen.tau2, 0.0)
    limits = funnel_limits(whole, centres[group], tau2[group], method).drop(columns="denominator")
    rate = share(part, whole)
    figures = {
        "rate": rate,
        "centre": centres[group],
        "z": seen.z,
        "z_adjusted": share(seen.z, np.sqrt(1 + share(tau2[group], seen.s**2))),
        **dict(limits),
        "state": _state(rate, limits),
        "needed": _needed(centres, tau2)[group],
        "phi": seen.phi[group],
        "tau2": tau2[group],
        "units": seen.units[group].astype(np.int64),
        **{f"chance{name}": 2 * tail * seen.units[group] for name, (_, tail) in LIMITS.items()},
    }
    refuse_taken([*names(within), *names(by)], *figures)
    return table.assign(**figures)


def _state(rate: Floats, limits: pd.DataFrame) -> npt.NDArray[Any]:
    low95, high95, low998, high998 = (
        limits[name].to_numpy() for name in ("lower95", "upper95", "lower998", "upper998")
    )
    found = {
        "no_data": np.isnan(rate),
        "below_998": rate < low998,
        "above_998": rate > high998,
        "below_95": rate < low95,
        "above_95": rate > high95,
        "too_few": (low95 <= 0) & (high95 >= 1),
    }
    return np.select(list(found.values()), list(found), "inside")


def _needed(centre: Floats, tau2: Floats) -> Floats:
    """The least number of checks of which none passed (or, at a low centre, all passed) would be less
    likely than 2.5 % in its tail."""
    rare = np.minimum(centre, 1 - centre)
    size = np.log(LIMITS["95"][1]) / np.log(np.where(rare > 0, rare, 0.025))
    correlation = np.minimum(4 * tau2, 1)
    room = np.maximum(1 - correlation * size, 0)  # the inverse of `effective`, where it has one
    return np.where(np.isnan(centre), np.nan, np.ceil(share(size * (1 - correlation), room)))
