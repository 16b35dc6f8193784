"""Which numbers go together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
from scipy.special import betainc, ndtri

from metrics.frames.columns import Floats, names, narrow, numbers, share, to_pandas
from metrics.frames.counts import confidence_level
from metrics.signals.false_alarms import benjamini_hochberg

Method = Literal["pearson", "spearman"]
PERFECT = 1 - 1e-12


def correlation(
    frame: Any, columns: Sequence[str], method: Method = "pearson", confidence: float = 0.95
) -> pd.DataFrame:
    """Correlation of every pair of columns, over the rows that have both.

    frame: of any kind that narwhals supports. columns: at least two columns of numbers.
    method: "pearson" (straight lines) or "spearman" (ranks, ties at their mean).
    confidence: of the intervals.

    Returns a row a pair, in the order of `columns`: `first`, `second`, `r` (-1..1; NaN where a column
    does not vary or fewer than two rows are complete), `n` (complete rows), `lower`, `upper` (Fisher's
    z, se² = 1 / (n - 3), for Spearman (1 + r² / 2) / (n - 3); NaN under four rows and for a perfect
    correlation, whose spread cannot be measured), `p` (two-sided, of no correlation, t with n - 2
    degrees of freedom; NaN under three rows), `q` (Benjamini-Hochberg over the pairs with a p).

    A correlation is no cause. Raises ValueError for a missing column, fewer than two, infinite values.

    Source: Fisher, Metron 1921; 1: 3-32; Bonett & Wright, Psychometrika 2000; 65: 23-28; Benjamini &
    Hochberg, Journal of the Royal Statistical Society B 1995; 57: 289-300.
    """
    if method not in get_args(Method):
        raise ValueError(f"method must be one of {', '.join(get_args(Method))}, not {method}")
    wanted, alpha = names(columns), confidence_level(confidence)
    if len(wanted) < 2:
        raise ValueError(f"columns must name two or more, not {', '.join(wanted) or 'none'}")
    table = to_pandas(narrow(frame, *wanted).select(*wanted))
    values = pd.DataFrame({name: numbers(table, name) for name in wanted})
    if len(infinite := [name for name in wanted if np.isinf(values[name]).any()]):
        raise ValueError(f"{infinite[0]} must be finite")
    known = values.notna().to_numpy(dtype=np.float64)
    one, other = np.triu_indices(len(wanted), 1)
    n = (known.T @ known)[one, other]
    r = values.corr(method).to_numpy()[one, other]  # pairwise complete, NaN where constant
    lower, upper = _interval(r, n, method, ndtri(1 - alpha / 2))
    p = _p(r, n)
    return pd.DataFrame(
        {
            "first": np.array(wanted)[one],
            "second": np.array(wanted)[other],
            "r": r,
            "n": n.astype(np.int64),
            "lower": lower,
            "upper": upper,
            "p": p,
            "q": benjamini_hochberg(p),
        }
    )


def _interval(r: Floats, n: Floats, method: Method, z: float) -> tuple[Floats, Floats]:
    measured = np.where((np.abs(r) < PERFECT) & (n > 3), r, np.nan)
    variance = 1 + measured**2 / 2 if method == "spearman" else np.ones(r.shape)
    half = z * np.sqrt(share(variance, np.maximum(n - 3, 0)))
    return np.tanh(np.arctanh(measured) - half), np.tanh(np.arctanh(measured) + half)


def _p(r: Floats, n: Floats) -> Floats:
    """P(|t| or more): I(1 - r²; (n - 2) / 2, 1/2), which has no division by 1 - r²."""
    enough = n > 2
    p = betainc(np.where(enough, n - 2, 1) / 2, 0.5, np.clip(1 - r**2, 0, 1))
    return np.where(enough, p, np.nan)
