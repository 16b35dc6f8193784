"""Where the defects came from before, and where they come from after."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from metrics.causes.pareto import pareto
from metrics.causes.units import complete
from metrics.certainty.difference import newcombe
from metrics.frames.columns import Floats, Names, names, narrow, numbers, share, summed, to_pandas
from metrics.frames.counts import confidence_level

FIGURES = ["defects", "checked", "share", "cumulative", "rank", "vital"]


def pareto_change(
    before: Any,
    after: Any,
    by: Names,
    defects: str | None = None,
    checked: str | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Pareto of the defects before, and what has become of each category after.

    before, after: frames as in `pareto`, of any kind that narwhals supports, with the by-columns and
        either `defects` or `checked` and `passed`, whose difference is then the number of defects.
    by: the columns that name a category.
    defects, checked: columns of the defects and of what was checked; defects without checked leave the
        rates unknown.
    confidence: of the interval of the change.

    Returns a row for each category with a defect in either period, in the order of before, then the
    new ones in the order of after: the by-columns; for each period (`_before`, `_after`) `defects`,
    `checked`, `share` (of the period's defects), `cumulative` (share up to and with this category in
    the period's own order), `rank` (1 the most; both NaN without a defect), `vital`, `rate` (defects
    of checked, NaN where nothing was checked); `change` (rate after - before, a share: the periods need
    not have as many checks), `change_lower`, `change_upper`; `status` (kept | new | vanished, by the
    defects alone).

    Raises ValueError for a missing column and for more defects than checks.

    Source: Juran, Quality Control Handbook, 1951; interval: Newcombe, Statistics in Medicine 1998; 17:
    873-890, method 10.
    """
    confidence_level(confidence)
    keys = names(by)
    columns = (defects, checked) if defects is not None else (None, "checked")
    periods = [_period(frame, keys, *columns) for frame in (before, after)]
    named = [
        period.rename(columns={name: f"{name}_{label}" for name in FIGURES})
        for period, label in zip(periods, ("before", "after"), strict=True)
    ]
    table = named[0].merge(named[1], on=keys, how="outer", sort=False)
    table = table[(table["defects_before"] > 0) | (table["defects_after"] > 0)]
    table = table.sort_values(["rank_before", "rank_after"], ignore_index=True)
    return _filled(table, keys).assign(**_changes(table, keys, confidence), status=_status(table))


def _period(frame: Any, keys: list[str], defects: str | None, checked: str | None) -> pd.DataFrame:
    """A row for each category that was looked at: its place in the period's Pareto, what was checked."""
    ranked = pareto(frame, keys, defects)
    ranked = ranked.assign(rank=np.arange(1.0, len(ranked) + 1))
    counts = [name for name in (checked, defects or "passed") if name is not None]
    seen = complete(narrow(frame, *keys, *counts), counts)
    counted = nw.lit(1) if checked is None else nw.col(checked)
    sums = to_pandas(summed(seen.select(*keys, checked=counted), keys, ["checked"]))
    if checked is None:
        sums["checked"] = np.nan  # how many were checked is not known
    return sums.merge(ranked, on=keys, how="left").astype({"checked": np.float64})


def _changes(table: pd.DataFrame, keys: list[str], confidence: float) -> dict[str, Floats]:
    """The rate of each period and their difference."""
    bad, seen = (
        [numbers(table, f"{name}_{label}") for label in ("before", "after")]
        for name in ("defects", "checked")
    )
    bad = [np.where(np.isnan(x), 0, x) for x in bad]
    for x, n in zip(bad, seen, strict=True):
        if len(over := np.flatnonzero(x > n)):
            where = ", ".join(str(value) for value in table.loc[over[0], keys])
            counted = f"got {x[over[0]]:g} of {n[over[0]]:g} at {where}"
            raise ValueError(f"defects must not exceed checked ({counted})")
    rates = share(bad[0], seen[0]), share(bad[1], seen[1])
    lower, upper = newcombe(bad[0], seen[0], bad[1], seen[1], confidence)
    columns = ("rate_before", "rate_after", "change", "change_lower", "change_upper")
    return dict(zip(columns, (*rates, rates[1] - rates[0], lower, upper), strict=True))


def _status(table: pd.DataFrame) -> np.ndarray[Any, Any]:
    then, now = (numbers(table, f"defects_{label}") > 0 for label in ("before", "after"))
    return np.select([~then, ~now], ["new", "vanished"], "kept")


def _filled(table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Column order, and zeros where a category has no defect."""
    out = table[keys].copy()
    for figure in FIGURES:
        for name in (f"{figure}_before", f"{figure}_after"):
            out[name] = table[name]
            if figure in ("defects", "share"):
                out[name] = out[name].fillna(0)
            if figure == "vital":
                out[name] = out[name].eq(True)
    return out
