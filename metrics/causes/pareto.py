"""The few causes that make most of the defects."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from metrics.frames.columns import Names, beside, names, narrow, numbers, share, summed, to_pandas

VITAL = 0.8


def pareto(frame: Any, by: Names, defects: str | None = None) -> pd.DataFrame:
    """Defects of each category as a share of all defects (not of all checks), most first.

    frame: of any kind that narwhals supports, with the by-columns and either the column `defects` or
        `checked` and `passed`, whose difference is then the number of defects.
    by: the columns that name a category.

    Returns the by-columns, `defects`, `share`, `cumulative` (share up to and with this row) and
    `vital`: the fewest leading categories that together reach 80 % of the defects. Categories without
    a defect are left out; equals are sorted by name.

    Source: Juran, Quality Control Handbook, 1951 ("the vital few").
    """
    keys = names(by)
    counted = narrow(frame, *keys, *(("checked", "passed") if defects is None else (defects,)))
    number = nw.col("checked") - nw.col("passed") if defects is None else nw.col(defects)
    sums = to_pandas(summed(counted.select(*keys, defects=number), keys, ["defects"]))
    order = [False, *(True for _ in keys)]
    table = sums[sums["defects"] > 0].sort_values(["defects", *keys], ascending=order)
    running = np.cumsum(numbers(table, "defects"))
    cumulative = share(running, running[-1:])
    return beside(
        table.reset_index(drop=True),
        share=np.diff(cumulative, prepend=0),
        cumulative=cumulative,
        vital=np.r_[True, cumulative < VITAL][:-1],
    )
