"""A column of numbers in a few figures, for each group."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from metrics.causes.ratings import grouped
from metrics.frames.columns import Names, beside, names, narrow, numbers, share, to_pandas
from metrics.frames.counts import confidence_level


def describe(frame: Any, value: str, by: Names = None, confidence: float = 0.95) -> pd.DataFrame:
    """Describe a column of numbers (scores, minutes), all of it or by group.

    frame: of any kind that narwhals supports. value: the column, missing values allowed. by: the
        groups' columns (missing is a group); none for one row over everything.
    confidence: of the mean's interval.

    Returns a row a group, sorted, in the value's own units: the by-columns, `n`, `missing`, `mean`,
    `sd` (divisor n - 1), `min`, `lower_quartile`, `median`, `upper_quartile` (linear between order
    statistics: Hyndman & Fan, The American Statistician 1996; 50: 361-365, type 7), `max`, `lower`,
    `upper` (the mean's interval by Student's t, Biometrika 1908; 6: 1-25). NaN without values; sd and
    interval are NaN for one value.

    Raises ValueError for a missing column and for infinite values.
    """
    alpha, keys = confidence_level(confidence), names(by)
    table = to_pandas(narrow(frame, *keys, value).select(*names([*keys, value])))
    values = pd.Series(numbers(table, value))
    if len(infinite := np.flatnonzero(np.isinf(values))):
        raise ValueError(
            f"{value} must be finite (got {values[infinite[0]]:g} in row {infinite[0]})"
        )
    group, out = grouped(table, keys)
    parts = values.groupby(pd.Categorical(group, categories=range(len(out))), observed=False)
    n, mean, sd = (parts.agg(name).to_numpy() for name in ("count", "mean", "std"))
    low, high = parts.min().to_numpy(), parts.max().to_numpy()
    mean = np.clip(mean, low, high)  # rounding takes the mean of seven times 0.1 below 0.1
    half = stdtrit(np.maximum(n - 1, 1), 1 - alpha / 2) * share(sd, np.sqrt(n))
    return beside(
        out,
        n=n,
        missing=parts.size().to_numpy() - n,
        mean=mean,
        sd=sd,
        min=low,
        lower_quartile=parts.quantile(0.25).to_numpy(),
        median=parts.median().to_numpy(),
        upper_quartile=parts.quantile(0.75).to_numpy(),
        max=high,
        lower=mean - half,
        upper=mean + half,
    )
