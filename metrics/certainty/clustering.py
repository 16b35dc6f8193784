"""How much a rate is worth when its items come in clusters (several items in one check)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from metrics.certainty.clustered_interval import clustered_interval
from metrics.frames.columns import (
    Floats,
    Names,
    names,
    narrow,
    numbers,
    paired,
    refuse_taken,
    share,
    summed,
    to_pandas,
)
from metrics.frames.counts import confidence_level
from metrics.frames.segments import starts, total


def clustering(
    frame: Any,
    by: Names = None,
    cluster: str = "check_id",
    confidence: float = 0.95,
    method: str = "beta",
) -> pd.DataFrame:
    """Ratio estimate of each group's rate with its standard error from whole clusters.

    frame: results with `checked`, `passed`, the by-columns and the cluster's column, of any kind that
        narwhals supports. Clusters with nothing checked are left out.
    by: the groups' columns; none for one group.
    confidence: of the two-sided interval.
    method: "beta" (Korn & Graubard, Survey Methodology 1998; 24: 193-201), "logit" or "mean" (rate
        and t times its standard error, which may leave 0..1); as R survey's svyciprop.

    Returns a row a group, sorted: the by-columns, `checked`, `passed`, `rate`, `se` (linearised,
    clusters drawn with replacement; NaN for fewer than two), `design_effect` (its variance over that
    of as many items drawn singly, p (1 - p) / (checked - 1); 1 where that is undefined: one cluster,
    all or none passed), `effective` (checked / design effect, at most `checked`), `df`, `clusters`,
    `lower`, `upper`. A single cluster says nothing of others (0 to 1);
    where all or none passed, or clusters do not differ at all, items stand for themselves, on the
    clusters' degrees of freedom. NaN where nothing was checked.

    Raises ValueError for a missing column, an unknown method.

    Source: Särndal, Swensson & Wretman, Model Assisted Survey Sampling, 1992, 5.6; Kish, Survey
    Sampling, 1965, 8.2. The same as R survey's svymean with deff = "replace".
    """
    keys = names(by)
    units = names([*keys, cluster])
    given = paired(narrow(frame, *units, "checked", "passed"), "passed", "checked")
    sums = summed(given, units, ("checked", "passed"))
    table = to_pandas(sums).sort_values(units, ignore_index=True)
    first = starts(table, keys)
    group, count = np.cumsum(first) - 1, int(first.sum())

    x, m = numbers(table, "passed"), numbers(table, "checked")
    passed, checked, clusters = (total(values, group, count) for values in (x, m, m > 0))
    rate, df = share(passed, checked), np.maximum(clusters - 1, 0)
    # Whole numbers until the last step: clusters that do not differ have a spread of exactly zero.
    spread = total((x * checked[group] - m * passed[group]) ** 2, group, count)
    variance = share(clusters, clusters - 1) * share(share(spread, checked**2), checked**2)
    effect = _effect(rate, variance, checked)
    alpha = confidence_level(confidence)
    lower, upper = clustered_interval(rate, variance, checked, df, method, alpha)
    figures = {
        "checked": checked.astype(np.int64),
        "passed": passed.astype(np.int64),
        "rate": rate,
        "se": np.sqrt(variance),
        "design_effect": effect,
        "effective": checked / np.maximum(effect, 1),
        "df": df.astype(np.int64),
        "clusters": clusters.astype(np.int64),
        "lower": lower,
        "upper": upper,
    }
    refuse_taken(keys, *figures)
    return table.loc[first, keys].reset_index(drop=True).assign(**figures)


def _effect(rate: Floats, variance: Floats, checked: Floats) -> Floats:
    """The variance over that of as many items drawn singly; 1 where either is undefined."""
    effect = share(variance, share(rate * (1 - rate), checked - 1))
    return np.where(np.isnan(effect), 1.0, effect)
