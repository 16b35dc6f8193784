"""Limits of a funnel: how far a unit's rate strays from the centre by chance alone."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import bdtrik

from metrics.frames.columns import Floats

Method = Literal["auto", "arcsine", "exact"]
# Two-sided 95 % and 99.8 % of the normal distribution, to the six decimals that funnels are drawn with.
LIMITS = {"95": (1.959964, 0.025), "998": (3.090232, 0.001)}
ENOUGH = 10  # expected n · p · (1 - p) under which the arcsine limits are poor


def funnel_limits(
    denominators: npt.ArrayLike,
    centre: npt.ArrayLike,
    tau2: npt.ArrayLike = 0.0,
    method: Method = "auto",
) -> pd.DataFrame:
    """The 95 % and 99.8 % limits of rates of so many, for drawing the curves of a funnel.

    denominators, centre (0..1), tau2 (variance between units on the arcsine scale, as `funnel` gives
        it): arrays that broadcast to one dimension.
    method: "arcsine", sin²(asin √centre ± z √(1 / (4n) + tau2)), the angle kept within 0..90°;
        "exact", the rates whose binomial tail is 2.5 % (0.1 %): as few passed or fewer, as many or more;
        "auto", exact where n · centre · (1 - centre) is under 10. Exact limits with tau2 stand on the
        effective size n / (1 + (n - 1) 4 tau2).

    Returns a row for each element: `denominator`, `lower95`, `upper95`, `lower998`, `upper998` (shares;
    NaN without a positive denominator) and `method` (arcsine | exact, none where there is nothing).

    Raises ValueError for a centre outside 0..1, a negative tau2, an unknown method.

    Source: Spiegelhalter, Statistics in Medicine 2005; 24: 1185-1202, where the exact limits lie
    linearly between whole counts; here by the beta function, and each side by its own tail, so that no
    side flags more often than it says.
    """
    if method not in get_args(Method):
        raise ValueError(f"method must be one of {', '.join(get_args(Method))}, not {method}")
    n, middle, between = np.broadcast_arrays(
        *(np.atleast_1d(np.asarray(values, np.float64)) for values in (denominators, centre, tau2))
    )
    if np.any((middle < 0) | (middle > 1)):
        raise ValueError("centre must lie between 0 and 1 (95 % is 0.95)")
    if np.any(between < 0):
        raise ValueError("tau2 must not be negative")
    n = np.where(n > 0, n, np.nan)
    exact = np.full(n.shape, method == "exact")
    if method == "auto":
        exact = n * middle * (1 - middle) < ENOUGH
    columns: dict[str, npt.NDArray[np.generic]] = {"denominator": n}
    for name, (z, tail) in LIMITS.items():
        lower, upper = _arcsine(n, middle, between, z)
        at = (n[exact], middle[exact], between[exact])
        lower[exact], upper[exact] = _exact(*at, tail)
        columns |= {f"lower{name}": lower, f"upper{name}": upper}
    used = np.select([np.isnan(n), exact], ["none", "exact"], "arcsine")
    return pd.DataFrame({**columns, "method": used})


def effective(n: Floats, tau2: Floats) -> Floats:
    """What n checks of one unit are worth where units differ: n / (1 + (n - 1) r), with r = 4 tau2 the
    correlation of two checks of a unit (by the delta method its rate varies by 4 p (1 - p) tau2)."""
    correlation = np.minimum(4 * tau2, 1)
    worth: Floats = n / (1 + np.maximum(n - 1, 0) * correlation)
    return worth


def _arcsine(n: Floats, centre: Floats, tau2: Floats, z: float) -> tuple[Floats, Floats]:
    """Beyond the ends of the scale sin² turns back: the angle stops there."""
    angle, reach = np.arcsin(np.sqrt(centre)), z * np.sqrt(1 / (4 * n) + tau2)
    lower, upper = np.maximum(angle - reach, 0), np.minimum(angle + reach, np.pi / 2)
    return np.sin(lower) ** 2, np.sin(upper) ** 2


def _exact(n: Floats, centre: Floats, tau2: Floats, tail: float) -> tuple[Floats, Floats]:
    size = effective(n, tau2)
    return _least(size, centre, tail), 1 - _least(size, 1 - centre, tail)


def _least(n: Floats, centre: Floats, tail: float) -> Floats:
    """The rate at which P(as few or fewer) reaches the tail, to 1e-8 of a check; 0 where even none
    passed is likelier."""
    possible = np.where(centre < 1, 1 - centre, 0) ** n < tail
    inverted = possible & (centre < 1)
    passed = bdtrik(tail, n, np.where(inverted, centre, 0.5)) / n
    return np.select([np.isnan(n), inverted], [np.nan, passed], possible.astype(np.float64))
