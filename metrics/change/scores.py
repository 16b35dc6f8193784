"""Before and after, as scores: satisfaction, knowledge tests, waiting times."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import gammaln, stdtr, stdtrit

from metrics.change.rank_sum import mann_whitney, shift
from metrics.frames.columns import (
    Floats,
    Ints,
    Names,
    flags,
    names,
    narrow,
    numbers,
    share,
    to_pandas,
)
from metrics.frames.counts import confidence_level
from metrics.frames.segments import mean, median, starts, total


def compare_scores(
    before: npt.ArrayLike, after: npt.ArrayLike, confidence: float = 0.95
) -> pd.DataFrame:
    """Compare two samples of scores (arrays; NaN is no score): `compare_scores_by` with one row."""
    scores = [np.ravel(np.asarray(side, dtype=np.float64)) for side in (before, after)]
    late = np.repeat([False, True], [len(side) for side in scores])
    frame = pd.DataFrame({"value": np.concatenate(scores), "after": late})
    if frame.empty:
        frame = pd.DataFrame({"value": [np.nan], "after": [False]})
    return compare_scores_by(frame, value="value", after="after", confidence=confidence)


def compare_scores_by(
    frame: Any, *, value: str, after: str, by: Names = None, confidence: float = 0.95
) -> pd.DataFrame:
    """Compare the scores before and after of many groups at once.

    frame: a row a score, of any kind that narwhals supports; missing scores are left out.
    after: yes-no column. by: columns that name a comparison (none: one).

    Returns a row a comparison, sorted: the by-columns; n_, mean_, sd_, median_ before and after (sd NaN
    under two scores); `difference` of means (after - before) with `difference_lower`,
    `difference_upper`, `welch_t`, `welch_df`, `welch_p` (NaN under two scores on a side and where neither
    side varies); `mannwhitney_u` (of the scores after), `mannwhitney_p`; `shift` (Hodges-Lehmann: the
    median of all differences), `shift_lower`, `shift_upper`; `cohens_d`, `hedges_g` (difference in
    pooled standard deviations, without and with correction for small samples).

    Where scores are few steps or skewed (1 to 5 stars, waiting times) the ranks are to be quoted, else Welch.

    Raises ValueError for missing columns and infinite scores.

    Source: Welch, Biometrika 1947; 34: 28-35; Hedges, Journal of Educational Statistics 1981; 6: 107-128.
    """
    alpha, keys = confidence_level(confidence), names(by)
    table = to_pandas(narrow(frame, value, after, *keys).select(*names([value, after, *keys])))
    table = table.sort_values(keys, kind="stable", ignore_index=True) if keys else table
    first = starts(table, keys)
    group, groups = np.cumsum(first) - 1, int(first.sum())
    scores, late = numbers(table, value), flags(table, after, default=False)
    if np.any(np.isinf(scores)):
        raise ValueError(f"{value} must be finite")
    known = ~np.isnan(scores)
    scores, late, group = scores[known], late[known], group[known]

    figures: dict[str, Floats] = {}
    for side, rows in (("before", ~late), ("after", late)):
        figures |= _described(scores[rows], group[rows], groups, side)
    u, p = mann_whitney(scores, late, group, groups)
    figures |= {**_welch(figures, alpha), "mannwhitney_u": u, "mannwhitney_p": p}
    figures |= {**_shifts(scores, late, group, groups, alpha), **_effects(figures)}
    counts = {name: figures[name].astype(np.int64) for name in ("n_before", "n_after")}
    return pd.DataFrame(
        {name: table.loc[first, name].to_numpy() for name in keys} | figures | counts
    )


def _described(scores: Floats, group: Ints, groups: int, side: str) -> dict[str, Floats]:
    n, centre = np.bincount(group, minlength=groups), mean(scores, group, groups)
    squares = total((scores - centre[group]) ** 2, group, groups)
    # A mean of equal scores may be a rounding off them; that is no spread.
    squares = np.where(squares <= 1e-28 * total(scores**2, group, groups), 0, squares)
    sd = np.sqrt(np.where(n > 1, share(squares, n - 1), np.nan))
    middle = median(scores, group, groups)
    shown = {"n": n.astype(float), "mean": centre, "sd": sd, "median": middle}
    return {f"{name}_{side}": figures for name, figures in shown.items()}


def _welch(of: dict[str, Floats], alpha: float) -> dict[str, Floats]:
    difference = of["mean_after"] - of["mean_before"]
    one, two = (share(of[f"sd_{s}"] ** 2, of[f"n_{s}"]) for s in ("before", "after"))
    weights = share(one**2, of["n_before"] - 1) + share(two**2, of["n_after"] - 1)
    se, df = np.sqrt(one + two), share((one + two) ** 2, weights)
    t = share(difference, se)
    half = stdtrit(df, 1 - alpha / 2) * np.where(se > 0, se, np.nan)
    return {
        "difference": difference,
        "difference_lower": difference - half,
        "difference_upper": difference + half,
        "welch_t": t,
        "welch_df": df,
        "welch_p": 2 * stdtr(df, -np.abs(t)),
    }


def _shifts(
    scores: Floats, late: npt.NDArray[np.bool_], group: Ints, groups: int, alpha: float
) -> dict[str, Floats]:
    """A loop over the comparisons: all pairs of one are a matrix of their own."""
    order = np.argsort(group, kind="stable")
    ends = np.cumsum(np.bincount(group, minlength=groups))[:-1]
    parts = zip(np.split(scores[order], ends), np.split(late[order], ends), strict=True)
    each = [shift(part[~since], part[since], alpha) for part, since in parts][:groups]
    columns = np.array(each).reshape(groups, 3).T
    return dict(zip(("shift", "shift_lower", "shift_upper"), columns, strict=True))


def _effects(of: dict[str, Floats]) -> dict[str, Floats]:
    df1, df2 = of["n_before"] - 1, of["n_after"] - 1
    df = df1 + df2
    pooled = np.sqrt(share(df1 * of["sd_before"] ** 2 + df2 * of["sd_after"] ** 2, df))
    d = share(of["difference"], pooled)
    enough = np.where(df > 1, df, np.nan)
    small = np.exp(gammaln(enough / 2) - gammaln((enough - 1) / 2)) / np.sqrt(enough / 2)
    return {"cohens_d": d, "hedges_g": d * small}
