"""Do units differ more than counting explains, and by how much?"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.special import chdtri

from metrics.frames.columns import Bools, Floats, Ints, share
from metrics.frames.segments import mean, total

TRIM = 0.1  # winsorised at each end
FEWEST = 10  # units under which one outlier still widens everybody's limits
SURE = 0.05


class Spread(NamedTuple):
    """Of each unit its standard error `s` and score `z` on the arcsine scale, and `w`, z winsorised;
    of each group the number of units with data, the ratio `phi` (1 when only chance is at work) and the
    variance between units `tau2`, not below 0."""

    s: Floats
    z: Floats
    w: Floats
    units: Floats
    phi: Floats
    tau2: Floats


def spread(part: Floats, whole: Floats, centre: Floats, group: Ints, groups: int) -> Spread:
    """Scores of units about their group's centre, and what is left of their spread beside counting.

    part, whole: counts of each unit (nothing checked: NaN scores, left out of all sums); centre: the
    rate that each is compared with.

    z = (asin √rate - asin √centre) / s with s² = 1 / (4 whole), winsorised at its 10 % and 90 %
    quantiles (linear between order statistics); phi = Σ w² / k; tau2 = (k phi - (k - 1)) / (Σ v -
    Σ v² / Σ v) with v = 1 / s².

    Source: Spiegelhalter, Statistics in Medicine 2005; 24: 1185-1202; Spiegelhalter et al., Journal of
    the Royal Statistical Society A 2012; 175: 1-47; tau2 after DerSimonian & Laird, Controlled Clinical
    Trials 1986; 7: 177-188.
    """
    v = 4 * np.where(whole > 0, whole, np.nan)
    s = np.sqrt(share(1, v))
    z = share(np.arcsin(np.sqrt(share(part, whole))) - np.arcsin(np.sqrt(centre)), s)
    w = _winsorised(z, group)
    known = np.isfinite(z)
    k = np.bincount(group[known], minlength=groups).astype(np.float64)
    phi = mean(w[known] ** 2, group[known], groups)
    sums, squares = (total(v[known] ** power, group[known], groups) for power in (1, 2))
    tau2 = np.fmax(share(k * phi - (k - 1), sums - share(squares, sums)), 0)
    return Spread(s, z, w, k, phi, np.where(k > 1, tau2, 0.0))


def overdispersed(spread: Spread) -> Bools:
    """Is the spread of each group beyond chance: at least ten units and k phi above the 95 % quantile
    of chi-square on k degrees of freedom?"""
    k = spread.units
    beyond: Bools = (k >= FEWEST) & (k * spread.phi > chdtri(np.maximum(k, 1), SURE))
    return beyond


def _winsorised(z: Floats, group: Ints) -> Floats:
    """Scores pulled in to their group's outer quantiles."""
    by_group = pd.Series(z).groupby(group)
    low, high = (by_group.transform("quantile", q).to_numpy() for q in (TRIM, 1 - TRIM))
    return np.clip(z, low, high)
