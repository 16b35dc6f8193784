"""How much a rate is worth when its items come in clusters (several items in one check)."""

from __future__ import annotations

from typing import Any, NamedTuple

import narwhals as nw
import numpy as np
import pandas as pd

from metrics.certainty.cluster_sums import COUNTS, SUMS, cluster_sums
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
    cluster: str | None = "check_id",
    confidence: float = 0.95,
    method: str = "beta",
) -> pd.DataFrame:
    """Ratio estimate of each group's rate with its standard error from whole clusters.

    frame: results with `checked`, `passed`, the by-columns and the cluster's column, of any kind that
        narwhals supports. Clusters with nothing checked are left out.
        A lazy one is added up on its own engine: only one row a group comes back.
    by: the groups' columns; none for one group.
    cluster: the clusters' column; None where each row is a cluster of its own.
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
    given = paired(narrow(frame, *keys, cluster, "checked", "passed"), "passed", "checked")
    if isinstance(given, nw.LazyFrame):
        return clustering_of_sums(cluster_sums(frame, keys, cluster), keys, confidence, method)
    units = given if cluster is None else summed(given, names([*keys, cluster]), COUNTS)
    return _estimated(_of_clusters(to_pandas(units), keys), keys, confidence, method)


def clustering_of_sums(
    sums: pd.DataFrame, by: Names = None, confidence: float = 0.95, method: str = "beta"
) -> pd.DataFrame:
    """`clustering` from `cluster_sums`, which may be of finer groups: they add up.

    sums: the columns of `cluster_sums`, and the by-columns. The rest is as of `clustering`.
    """
    keys = names(by)
    table = to_pandas(summed(narrow(sums, *keys, *SUMS), keys, SUMS))
    table = table.sort_values(keys, kind="stable", ignore_index=True) if keys else table
    return _estimated(_of_sums(table, keys), keys, confidence, method)


def _estimated(added_up: _AddedUp, keys: list[str], confidence: float, method: str) -> pd.DataFrame:
    groups, passed, checked, clusters, spread = added_up
    rate, df = share(passed, checked), np.maximum(clusters - 1, 0)
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
    return groups.assign(**figures)


class _AddedUp(NamedTuple):
    """A row a group: its keys, Σ x, Σ m, clusters with something checked, Σ (x M - m X)²."""

    groups: pd.DataFrame
    passed: Floats
    checked: Floats
    clusters: Floats
    spread: Floats


def _of_clusters(units: pd.DataFrame, keys: list[str]) -> _AddedUp:
    table = units.sort_values(keys, kind="stable", ignore_index=True) if keys else units
    first = starts(table, keys)
    group, count = np.cumsum(first) - 1, int(first.sum())
    x, m = numbers(table, "passed"), numbers(table, "checked")
    passed, checked, clusters = (total(values, group, count) for values in (x, m, m > 0))
    # Whole numbers until the last step: clusters that do not differ have a spread of exactly zero.
    spread = total((x * checked[group] - m * passed[group]) ** 2, group, count)
    groups = table.loc[first, keys].reset_index(drop=True)
    return _AddedUp(groups, passed, checked, clusters, spread)


def _of_sums(table: pd.DataFrame, keys: list[str]) -> _AddedUp:
    """The spread is M² Σx² - 2 M X Σxm + X² Σm², in whole numbers of any size."""
    m, x, some, mm, xx, xm = (_exact(table[name]) for name in SUMS)
    spread = np.maximum(m * m * xx - 2 * m * x * xm + x * x * mm, 0)  # floats may fall short of 0
    return _AddedUp(table[keys], *(_floats(each) for each in (x, m, some, spread)))


def _exact(column: pd.Series) -> Any:
    """Counts as Python's own whole numbers, which no square outgrows; nothing at all is 0."""
    return column.fillna(0).to_numpy().astype(object)


def _floats(values: Any) -> Floats:
    return np.asarray(values, dtype=np.float64)


def _effect(rate: Floats, variance: Floats, checked: Floats) -> Floats:
    """The variance over that of as many items drawn singly; 1 where either is undefined."""
    effect = share(variance, share(rate * (1 - rate), checked - 1))
    return np.where(np.isnan(effect), 1.0, effect)
