"""Interrupted series: did level and slope change, beyond what was under way already?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy.special import stdtr, stdtrit

from metrics.change.autoregression import HIGHEST, Design, Fit, fit, reml, residual_autocorrelation
from metrics.change.observed import observe
from metrics.change.segmented import Lines, segmented_lines
from metrics.frames.columns import Bools, Floats, Names, beside, flags, share
from metrics.frames.counts import confidence_level
from metrics.frames.segments import total, within

FEWEST = 4  # points on each side: two for a line, two to tell how well it fits
AUTOREGRESSIVE = 12  # points from which autocorrelation can be estimated at all
EXACT = 1e-20  # of the squares: rounding, no spread


def interrupted(
    frame: Any,
    *,
    order: str,
    after: str,
    value: str | None = None,
    numerator: str | None = None,
    denominator: str | None = None,
    by: Names = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Segmented regression of each series: value = level + slope · t, both free to change at `after`.

    frame: a row for each period of each series, of any kind that narwhals supports, in any order.
    value, or numerator and denominator (a share, weighted by its denominator). Missing values and
        denominator 0 are gaps.
    order: the period's column. Periods are counted by the frame's own distinct values, one apart.
    after: yes-no column: the periods from the intervention on.
    by: columns that name a series (none: one series).

    Returns a row a series, sorted: the by-columns, `state` (fitted | at_limit: the autocorrelation found
    is the highest looked for, drift and change cannot be told apart | no_spread: the lines fit exactly,
    intervals and p are NaN | too_few_points: under 4 with data on a side, all is NaN), `points_before`,
    `points_after`, `slope_before` (per period), and, each with _lower, _upper and _p, in the value's unit:

    - level_change: the jump at the first period after
    - slope_change: per period, after - before
    - effect_end: fitted with - without the intervention in the last period with data

    then `fitted_end`, `counterfactual_end` (the line before, drawn on; straight, so it may leave 0..1),
    `autocorrelation` (of the errors, as fitted; never below 0), `lag1` and `durbin_watson` (of ordinary
    residuals; to look at, no test), `method` (ols under 12 points, else reml; none).

    Raises ValueError for missing columns, bad counts, a period that comes twice, an `after` that
    goes back to no.

    Source: Bernal, Cummins & Gasparrini, International Journal of Epidemiology 2017; 46: 348-355; the
    method by length: Turner et al., BMC Medical Research Methodology 2021; 21: 181.
    """
    alpha = confidence_level(confidence)
    observed = observe(frame, value, numerator, denominator, order, by, after)
    late = flags(observed.table, after, default=False)
    series = len(observed.keys)
    if np.any(within(observed.series) & late[:-1] & ~late[1:]):
        raise ValueError(f"{after} must not go back to no within a series")
    known = np.isfinite(observed.value) & (observed.weight > 0)
    before, since = (
        total(known & side, observed.series, series).astype(np.int64) for side in (~late, late)
    )
    enough = (before >= FEWEST) & (since >= FEWEST)
    lines = segmented_lines(observed, late, known, enough)
    found = {name: _spread(each, enough) for name, each in _answers(lines, alpha).items()}
    drifts = found["autocorrelation"] > HIGHEST - 1e-6
    conditions = [~enough, found.pop("exact") == 1, drifts]
    states = ["too_few_points", "no_spread", "at_limit"]
    ols = before + since < AUTOREGRESSIVE
    return beside(
        observed.keys,
        state=np.select(conditions, states, "fitted"),
        points_before=before,
        points_after=since,
        **found,
        method=np.select([~enough, ols], ["none", "ols"], "reml"),
    )


def _answers(lines: Lines, alpha: float) -> dict[str, Floats]:
    """All figures of the fitted series."""
    design, last, scale = lines
    ordinary = fit(design, np.zeros(len(last)))
    found = _with_longer_by_reml(design, ordinary)
    exact = ordinary.rss <= EXACT * (design.y**2).sum(axis=1)
    estimates: dict[str, Floats] = {}
    for name, contrast in _contrasts(last, scale).items():
        estimates |= _estimate(name, found, contrast, exact, alpha)
    counterfactual = found.beta[:, 0] + found.beta[:, 1] * last / scale
    lag1, durbin_watson = residual_autocorrelation(design, ordinary)
    return {
        "slope_before": found.beta[:, 1] / scale,
        **estimates,
        "fitted_end": counterfactual + estimates["effect_end"],
        "counterfactual_end": counterfactual,
        "autocorrelation": np.where(exact, np.nan, found.rho),
        "lag1": np.where(exact, np.nan, lag1),
        "durbin_watson": np.where(exact, np.nan, durbin_watson),
        "exact": exact.astype(float),
    }


def _contrasts(last: Floats, scale: Floats) -> dict[str, Floats]:
    """What to take of each coefficient: level and slope before, change of level, of slope."""
    none, one = np.zeros_like(last), np.ones_like(last)
    parts = {
        "level_change": (none, none, one, none),
        "slope_change": (none, none, none, 1 / scale),
        "effect_end": (none, none, one, last / scale),
    }
    return {name: np.stack(each, axis=1) for name, each in parts.items()}


def _with_longer_by_reml(design: Design, ordinary: Fit) -> Fit:
    """Ordinary least squares for short series, restricted likelihood for the others."""
    long = design.seen.sum(axis=1) >= AUTOREGRESSIVE
    searched = reml(Design(*(part[long] for part in design)))
    merged = [part.astype(float) for part in ordinary]
    for whole, part in zip(merged, searched, strict=True):
        whole[long] = part
    return Fit(*merged)


def _estimate(
    name: str, lines: Fit, contrast: Floats, exact: Bools, alpha: float
) -> dict[str, Floats]:
    """A linear combination of the coefficients with its interval and p by Student's t."""
    estimate = np.einsum("sk,sk->s", contrast, lines.beta)
    variance = np.einsum("sk,skl,sl->s", contrast, lines.covariance, contrast)
    se = np.where(exact, np.nan, np.sqrt(np.maximum(variance, 0)))
    half = stdtrit(lines.df, 1 - alpha / 2) * se
    return {
        name: estimate,
        f"{name}_lower": estimate - half,
        f"{name}_upper": estimate + half,
        f"{name}_p": 2 * stdtr(lines.df, -np.abs(share(estimate, se))),
    }


def _spread(figures: Floats, enough: Bools) -> Floats:
    """A figure of the fitted series, at their places among all."""
    out = np.full(len(enough), np.nan)
    out[enough] = figures
    return out
