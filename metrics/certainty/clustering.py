"""How much a rate is worth when its items come in clusters (several items in one check)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from metrics.frames.columns import Names, names, narrow, numbers, share, summed, to_pandas
from metrics.frames.segments import starts, total


def clustering(frame: Any, by: Names = None, cluster: str = "check_id") -> pd.DataFrame:
    """Ratio estimate of each group's rate with its standard error from whole clusters.

    frame: results with `checked`, `passed`, the by-columns and the cluster's column, of any kind that
        narwhals supports. Clusters with nothing checked are left out.
    by: the groups' columns; none for one group.

    Returns a row a group, sorted: the by-columns, `checked`, `passed`, `rate`, `se` (linearised,
    clusters drawn with replacement; NaN for fewer than two), `design_effect` (its variance over that
    of as many items drawn singly, p (1 - p) / (checked - 1); 1 where that is undefined: one cluster,
    all or none passed), `effective` (checked / design effect, at most `checked`), `df`, `clusters`.

    Source: Särndal, Swensson & Wretman, Model Assisted Survey Sampling, 1992, 5.6; Kish, Survey
    Sampling, 1965, 8.2. The same as R survey's svymean with deff = "replace".
    """
    keys = names(by)
    units = names([*keys, cluster])
    sums = summed(narrow(frame, *units, "checked", "passed"), units, ("checked", "passed"))
    table = to_pandas(sums).sort_values(units, ignore_index=True)
    first = starts(table, keys)
    group, count = np.cumsum(first) - 1, int(first.sum())

    x, m = numbers(table, "passed"), numbers(table, "checked")
    passed, checked, clusters = (total(values, group, count) for values in (x, m, m > 0))
    rate = share(passed, checked)
    squares = total((x - rate[group] * m) ** 2, group, count)
    variance = share(clusters, clusters - 1) * share(squares, checked**2)
    effect = share(variance, share(rate * (1 - rate), checked - 1))
    effect = np.where(np.isnan(effect), 1.0, effect)
    return (
        table.loc[first, keys]
        .reset_index(drop=True)
        .assign(
            checked=checked.astype(np.int64),
            passed=passed.astype(np.int64),
            rate=rate,
            se=np.sqrt(variance),
            design_effect=effect,
            effective=checked / np.maximum(effect, 1),
            df=np.maximum(clusters - 1, 0).astype(np.int64),
            clusters=clusters.astype(np.int64),
        )
    )
