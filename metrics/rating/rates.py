"""Pooled rates by the counting unit: items, whole checks, samples or points."""

from __future__ import annotations

from typing import Any, Literal, cast

import narwhals as nw
from narwhals.typing import IntoFrameT

from metrics.frames.columns import Frame, Names, names, narrow, summed
from metrics.rating.whole_checks import points_given, whole_checks

Count = Literal["items", "checks", "samples", "points"]


def rates(results: IntoFrameT, by: Names, count: Count = "items") -> IntoFrameT:
    """Pooled rate of each group: passed over checked, summed over the rows in view.

    results: a frame of results of any kind that narwhals supports; a lazy one stays lazy. Columns
        `checked`, `passed` (not applicable: 0 and 0); for checks and samples `check_id`; for samples
        `subject`; for points `points`, `scored`. Used by checks and samples where present:
        `pass_score` (the score rate, 0..1, that lets a check pass), `critical` (a failure here fails
        the check), `undecided` (the check can neither pass nor fail yet and is left out), `points`
        and `scored` (then the score rate is theirs).
    by: a column's name, several, or none for one row over everything. For checks and samples they
        must be constant inside a check.
    count: "items": Σ passed / Σ checked. "points": Σ scored / Σ points of the applicable rows that
        have points, as `passed` and `checked`. "checks": checks passed / checks with something
        applicable; a check passes when its score rate reaches `pass_score` (without one: when all of
        it passed) and no critical item failed. "samples": the same for each check and subject, but
        a row that counts several (checked > 1: "20 charts, 19 in order") counts as they are.

    Returns the same kind of frame, sorted by `by`: the by-columns, `checked`, `passed` (int64; float
    where points are floats), `rate` (NaN where nothing was checked).

    Raises ValueError for an unknown `count` or a missing column.
    """
    if count not in _UNITS:
        raise ValueError(f"count must be one of {', '.join(_UNITS)}, not {count}")
    keys = names(by)
    pooled = summed(_UNITS[count](results, keys), keys, ("checked", "passed"))
    # The engines' one division by what may be zero.
    rate = nw.when(nw.col("checked") > 0).then(nw.col("passed") / nw.col("checked"))
    pooled = pooled.with_columns(rate=rate.otherwise(nw.lit(float("nan"))))
    pooled = pooled.sort(*keys, nulls_last=True) if keys else pooled
    if isinstance(pooled, nw.DataFrame):
        pooled = nw.maybe_reset_index(pooled)
    return cast(IntoFrameT, pooled.to_native())


def _items(results: Any, keys: list[str]) -> Frame:
    return narrow(results, *keys, "checked", "passed")


def _points(results: Any, keys: list[str]) -> Frame:
    frame = narrow(results, *keys, "points", "scored")
    given = points_given()
    if "checked" in frame.collect_schema():
        given &= nw.col("checked") > 0
    return frame.filter(given).select(*keys, checked=nw.col("points"), passed=nw.col("scored"))


def _checks(results: Any, keys: list[str]) -> Frame:
    unit = names([*keys, "check_id"])
    return whole_checks(narrow(results, *unit, "checked", "passed"), keys, unit)


def _samples(results: Any, keys: list[str]) -> Frame:
    unit = names([*keys, "check_id", "subject"])
    frame = narrow(results, *unit, "checked", "passed")
    counted = frame.filter(nw.col("checked") > 1)
    counted = counted.select(*keys, nw.col("checked", "passed").cast(nw.Int64()))
    marked = whole_checks(frame.filter(nw.col("checked") <= 1), keys, unit)
    return nw.concat([marked, counted], how="vertical")


_UNITS = {"items": _items, "checks": _checks, "samples": _samples, "points": _points}
