"""What a rate depends on: a regression on its suspected drivers."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.special import chdtrc, chdtri, expit, ndtr, ndtri, stdtr, stdtrit

from metrics.causes.design import Term, design_of, without
from metrics.causes.logistic import JEFFREYS, likeliest, profile, separated
from metrics.causes.units import units_of
from metrics.frames.columns import Bools, Floats, Ints, Names, names, share
from metrics.frames.counts import confidence_level
from metrics.frames.segments import total

EVIDENT = 0.05  # chance that Pearson's chi-square exceeds what is then taken for over-dispersion


class Rows(NamedTuple):
    """The counts as they were given, a row a cell of each cluster: the number of its cell, and of its
    cluster where there are clusters."""

    passed: Floats
    checked: Floats
    cell: Ints
    cluster: Ints | None


class Fit(NamedTuple):
    """Coefficients, their covariance, the degrees of freedom of their spread (infinite: normal), which
    are separated, and how the errors came about."""

    beta: Floats
    covariance: Floats
    df: float
    separated: Bools
    scale: float
    errors: str


def drivers(
    frame: Any,
    *,
    numerator: str,
    denominator: str,
    factors: Names,
    cluster: str | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Logistic regression of a rate on all its suspected drivers at once.

    frame: rows of counts of any kind that narwhals supports, summed over each combination of factors
        (and cluster); rows in which a count, a factor or the cluster is missing are left out.
    numerator, denominator: columns of the counts. factors: columns; numbers are taken as numbers (per
        unit), anything else as levels, compared with the level that has most checks.
    cluster: column of what was checked together (a check, an inspector); errors are then robust to it.

    Returns a row a level, in the order of factors: `factor`, `level` (missing for a number), `n` (checked)
    and `rate` of the level, the others left as they are; `odds_ratio`, `lower`, `upper`, `p` against the
    reference level (per unit of a number), the other factors held; `effect`, `effect_lower`,
    `effect_upper`: the average marginal effect as a share (0.01 is one percentage point): the change
    of the mean rate were all checks at this level instead of the reference, or per unit of a number;
    `state` and `errors`.

    state: estimated | reference | separated (all or none passed along this factor: the odds ratio has
    no finite estimate; shown is Firth's penalised one with its profile interval) | aliased (the factors
    before it already say it, or it does not vary; NaN).
    errors, for all rows: cluster (sandwich; t with clusters - 1 degrees of freedom; needs more clusters
    than coefficients) | dispersion (binomial times √(Pearson's chi-square / df), t with df, where that
    is evidently above 1) | binomial | penalised (any factor separated: all rows by Firth's method).

    An association is no proof of a cause. Raises ValueError for missing columns, no factor, counts
    outside 0..denominator, infinite numbers.

    Source: McCullagh & Nelder, Generalized Linear Models, 1989, 4.5; Liang & Zeger, Biometrika 1986; 73:
    13-22; Firth, Biometrika 1993; 80: 27-38; Heinze & Schemper, Statistics in Medicine 2002; 21:
    2409-2419; average marginal effects: Lane & Nelder, Biometrics 1982; 38: 613-621.
    """
    alpha, wanted = confidence_level(confidence), names(factors)
    if not wanted:
        raise ValueError("factors must name one column or more")
    units = units_of(frame, numerator, denominator, names([*wanted, *names(cluster)]), None)
    keep = (units.whole > 0) & units.table[names([*wanted, *names(cluster)])].notna().all(axis=1)
    table, passed, checked = units.table[keep], units.part[keep], units.whole[keep]
    if not len(table):
        return pd.DataFrame([], columns=COLUMNS)
    rows = Rows(
        passed, checked, table.groupby(wanted, observed=True, sort=False).ngroup().to_numpy(),
        None if cluster is None else pd.factorize(table[cluster])[0],
    )  # fmt: skip
    # Rows alike in all factors are one cell to the likelihood: of a million checks a few thousand.
    first = np.unique(rows.cell, return_index=True)[1]
    passed, checked = (total(counts, rows.cell, len(first)) for counts in (passed, checked))
    design, terms = design_of(table.iloc[first], wanted, checked, passed)
    fit = _fit(design, passed, checked, rows)
    told = [_row(term, fit, design, terms, passed, checked, alpha) for term in terms]
    return pd.DataFrame(told, columns=COLUMNS)


COLUMNS = [
    "factor", "level", "n", "rate", "odds_ratio", "lower", "upper", "p",
    "effect", "effect_lower", "effect_upper", "state", "errors",
]  # fmt: skip


def _fit(design: Floats, passed: Floats, checked: Floats, rows: Rows) -> Fit:
    apart = separated(design, passed, checked)
    beta, _ = likeliest(design, passed, checked, JEFFREYS if apart.any() else 0.0)
    rate = expit(design @ beta)
    weight = checked * rate * (1 - rate)
    covariance = np.linalg.inv(design.T @ (weight[:, None] * design))
    free = len(rows.cell) - design.shape[1]
    expected = rate[rows.cell]
    residual = rows.passed - rows.checked * expected
    chi2 = float(np.sum(residual**2 / (rows.checked * expected * (1 - expected))))
    evident = free > 0 and chdtrc(free, chi2) < EVIDENT
    scale = chi2 / free if evident else 1.0  # statsmodels' scale="X2" forgets the cells' counts
    if apart.any():
        return Fit(beta, covariance * scale, np.inf, apart, scale, "penalised")
    clusters = 0 if rows.cluster is None else int(rows.cluster.max()) + 1
    if clusters > design.shape[1]:
        sums = csr_array((residual, (rows.cluster, rows.cell)), (clusters, len(design))) @ design
        robust = covariance @ (sums.T @ sums) @ covariance * clusters / (clusters - 1)
        return Fit(beta, robust, clusters - 1, apart, 1.0, "cluster")
    df, errors = (float(free), "dispersion") if evident else (np.inf, "binomial")
    return Fit(beta, covariance * scale, df, apart, scale, errors)


def _row(
    term: Term, fit: Fit, design: Floats, terms: list[Term], passed: Floats, checked: Floats, alpha: float
) -> tuple[Any, ...]:  # fmt: skip
    raw = (term.factor, term.level, int(term.checked), float(share(term.passed, term.checked)))
    if term.state == "reference":
        return (*raw, 1.0, *[np.nan] * 3, 0.0, *[np.nan] * 2, term.state, fit.errors)
    if term.state == "aliased":
        return (*raw, *[np.nan] * 7, term.state, fit.errors)
    at, beta = term.column, fit.beta / term.scale
    reach = (ndtri if np.isinf(fit.df) else lambda q: stdtrit(fit.df, q))(1 - alpha / 2)
    error = np.sqrt(fit.covariance[at, at]) / term.scale
    ends = (beta[at] - reach * error, beta[at] + reach * error)
    state = "separated" if fit.separated[at] else "estimated"
    p = _p(beta[at] / error, fit.df)
    if fit.errors == "penalised":
        drop = float(chdtri(1, alpha)) / 2 * fit.scale
        low, high = profile(design, passed, checked, at, drop)
        ends = (low / term.scale, high / term.scale)
        tops = [likeliest(design, passed, checked, JEFFREYS, f)[1] for f in (None, (at, 0.0))]
        fallen = tops[0] - tops[1]
        p = float(chdtrc(1, max(2 * fallen / fit.scale, 0)))
    effect, spread = _effect(term, fit, design, terms, checked)
    around = (effect, effect - reach * spread, effect + reach * spread)
    return (*raw, np.exp(beta[at]), *np.exp(ends), p, *around, state, fit.errors)


def _p(z: float, df: float) -> float:
    return float(2 * (ndtr(-abs(z)) if np.isinf(df) else stdtr(df, -abs(z))))


def _effect(
    term: Term, fit: Fit, design: Floats, terms: list[Term], checked: Floats
) -> tuple[float, float]:
    """Average marginal effect and its standard error (delta method)."""
    weight = checked / checked.sum()
    if term.level is None:
        rate = expit(design @ fit.beta)
        slope = rate * (1 - rate)
        effect = float(weight @ slope * fit.beta[term.column])
        gradient = (weight * slope * (1 - 2 * rate) * fit.beta[term.column]) @ design
        gradient[term.column] += weight @ slope
    else:
        mine = [other.column for other in terms if other.factor == term.factor and other.column > 0]
        without_it = without(design, np.array(mine))
        with_it = without_it.copy()
        with_it[:, term.column] = 1
        there, here = expit(with_it @ fit.beta), expit(without_it @ fit.beta)
        effect = float(weight @ (there - here))
        gradient = (weight * there * (1 - there)) @ with_it
        gradient -= (weight * here * (1 - here)) @ without_it
    spread = float(np.sqrt(gradient @ fit.covariance @ gradient))
    return effect / term.scale, spread / term.scale
