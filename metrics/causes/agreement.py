"""Do two inspectors see the same? Agreement of raters, with and without what chance would give."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from metrics.causes.chance_corrected import (
    Coefficient,
    agreed_pairs,
    cells,
    cohen,
    gwet_and_fleiss,
    plain,
)
from metrics.causes.ratings import Named, grouped, read
from metrics.certainty.interval import Interval, interval
from metrics.frames.columns import Names, beside, names, narrow, share, to_pandas
from metrics.frames.counts import confidence_level

Weights = Literal["linear", "quadratic"]
POWERS: dict[str | None, int | None] = {None: None, "linear": 1, "quadratic": 2}
NO_SPREAD = 1e-9  # a standard error below it is 0 but for rounding


def agreement(
    frame: Any,
    *,
    subject: Names,
    rater: str,
    rating: str,
    by: Names = None,
    confidence: float = 0.95,
    weights: Weights | None = None,
) -> pd.DataFrame:
    """How far raters agree, in each group. `gwet_ac1` is the figure to lead with: where nearly all is
    passed the kappas fall to 0, or are undefined, at 98 % agreement (the kappa paradox).

    frame: long, a row a rating, of any kind that narwhals supports. A rating may be missing.
    subject: the column or columns that name what was rated (check and item); rater: who rated it.
    rating: categories of any type; with weights numbers.
    by: the groups' columns (item, pair of inspectors); none for one group.
    confidence: of the two-sided intervals, between 0 and 1.
    weights: None, every disagreement is whole; "linear" or "quadratic", one between neighbours is less:
        it counts 1 - distance or 1 - distance², the group's lowest and highest rating being 1 apart.
        Then `observed` and the kappas are weighted, and `gwet_ac1` is AC2.

    Returns a row a group, sorted: the by-columns, `subjects` (rated by two or more), `raters`, and four
    figures, each with `_lower` and `_upper`:

    - observed: the share of agreeing pairs of raters, averaged over subjects, 0..1.
    - cohen_kappa: of exactly two raters, on what both rated; NaN otherwise.
    - fleiss_kappa, gwet_ac1: of any number of raters. A subject with one rating says how common its
      category is, no more. The chance in AC1 rests on the categories in use in the group.

    1 is full agreement, 0 what chance gives, below 0 less. All ratings alike: kappas NaN, AC1 1. No
    subject with two ratings: all NaN. Intervals are value ± t standard errors (t of as many degrees of
    freedom as subjects less one), cut at 1 and -1 (observed at 0). Where that error is 0 or unknown (all
    agree, one subject) it would promise certainty; there the Wilson bounds of `observed` are taken,
    less chance.

    Raises ValueError for a missing column, a rating without subject or rater, a subject rated twice by
    one rater, unknown weights, weights on what is no number.

    Source: Cohen, Educational and Psychological Measurement 1960; 20: 37-46, standard error of Fleiss,
    Cohen & Everitt, Psychological Bulletin 1969; 72: 323-327. Fleiss, Psychological Bulletin 1971; 76:
    378-382. Gwet, British Journal of Mathematical and Statistical Psychology 2008; 61: 29-48; missing
    ratings, weights and standard errors as in Gwet, Handbook of Inter-Rater Reliability, 2014.
    """
    if weights not in POWERS:
        raise ValueError(f"weights must be linear, quadratic or None, not {weights}")
    confidence_level(confidence)
    keys, named = names(by), Named(names(subject), rater, rating)
    wanted = names([*keys, *named.subject, rater, rating])
    rows = to_pandas(narrow(frame, *wanted).select(*wanted))
    group, table = grouped(rows, keys)
    ratings = read(rows, group, len(table), named, POWERS[weights])
    marks = cells(ratings)
    agreed = agreed_pairs(ratings, marks)
    subjects = np.bincount(ratings.group[~np.isnan(agreed)], minlength=len(table))
    observed = plain(ratings, agreed)
    wilson = interval(observed.value * subjects, subjects, confidence=confidence)
    gwet, fleiss = gwet_and_fleiss(ratings, marks, agreed)
    figures = {"cohen_kappa": cohen(ratings), "fleiss_kappa": fleiss, "gwet_ac1": gwet}
    columns = _columns("observed", observed, wilson, confidence, least=0)
    for name, figure in figures.items():
        columns |= _columns(name, figure, wilson, confidence, least=-1)
    return beside(table, subjects=subjects, raters=ratings.raters(), **columns)


def _columns(
    name: str, figure: Coefficient, wilson: Interval, confidence: float, least: float
) -> dict[str, Any]:
    """A figure with its bounds."""
    spread = figure.se > NO_SPREAD
    t = stdtrit(np.maximum(figure.size - 1, 1), 0.5 + confidence / 2)
    away = (figure.value - t * figure.se, figure.value + t * figure.se)
    agreed = (share(bound - figure.chance, 1 - figure.chance) for bound in wilson)
    known = np.where(np.isnan(figure.value), np.nan, 0)
    lower, upper = (known + np.where(spread, *pair) for pair in zip(away, agreed, strict=True))
    return {
        name: figure.value,
        f"{name}_lower": np.maximum(lower, least),
        f"{name}_upper": np.minimum(upper, 1),
    }
