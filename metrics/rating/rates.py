"""Pooled rates by the counting unit: items, whole checks, samples or points."""

from __future__ import annotations

from typing import Literal, cast

import narwhals as nw
from narwhals.typing import IntoFrameT

from metrics.frames.columns import Frame, Names, names, narrow
from metrics.rating.periods import Period
from metrics.rating.pooled import pooled
from metrics.rating.whole_checks import points_given, whole_checks

Count = Literal["items", "checks", "samples", "points"]


def rates(
    results: IntoFrameT,
    by: Names,
    count: Count = "items",
    *,
    period: Period | None = None,
    date: str = "date",
) -> IntoFrameT:
    """Pooled rate of each group: passed over checked, summed over the rows in view.

    results: a frame of results of any kind that narwhals supports; a lazy one stays lazy. Columns
        `checked`, `passed` (not applicable: 0 and 0); for checks and samples `check_id`; for samples
        `subject`; for points `points`, `scored`. Used by checks and samples where present:
        `pass_score` (the score rate, 0..1, that lets a check pass), `critical` (a failure here fails
        the check), `undecided` (the check can neither pass nor fail yet and is left out), `points`
        and `scored` (then the score rate is theirs).
        A row in which `checked` or `passed` is missing counts in neither.
    by: a column's name, several, or none for one row over everything. For checks and samples they
        must be constant inside a check.
    count: "items": Σ passed / Σ checked. "points": Σ scored / Σ points of the applicable rows that
        have points, as `passed` and `checked`. "checks": checks passed / checks with something
        applicable; a check passes when its score rate reaches `pass_score` (without one: when all of
        it passed) and no critical item failed. "samples": the same for each check and subject, but
        a row that counts several (checked > 1: "20 charts, 19 in order") counts as they are.
    period: "week" (ISO 8601), "month", "quarter" or "year": pool by it too; a missing date is a group
        of its own.
    date: the column of dates, datetimes or ISO text that the period is read from.

    Returns the same kind of frame, sorted by `by` and period: the by-columns, `period` where asked for
    (2026-W41, 2026-10, 2026-Q4, 2026), `checked`, `passed` (int64; float where points are
    floats or decimals), `rate` (0..1, NaN where nothing was checked).

    Raises ValueError for an unknown `count` or `period`, a missing column, a date that is none.
    """
    if count not in _UNITS:
        raise ValueError(f"count must be one of {', '.join(_UNITS)}, not {count}")
    columns = ("checked", "passed", "rate")
    return cast(IntoFrameT, pooled(results, _UNITS[count], by, period, date, columns))


def _items(results: Frame, keys: list[str]) -> Frame:
    return narrow(results, *keys, "checked", "passed")


def _points(results: Frame, keys: list[str]) -> Frame:
    frame = narrow(results, *keys, "points", "scored")
    given = points_given()
    if "checked" in frame.collect_schema():
        given &= nw.col("checked") > 0
    return frame.filter(given).select(*keys, checked=nw.col("points"), passed=nw.col("scored"))


def _checks(results: Frame, keys: list[str]) -> Frame:
    unit = names([*keys, "check_id"])
    return whole_checks(narrow(results, *unit, "checked", "passed"), keys, unit)


def _samples(results: Frame, keys: list[str]) -> Frame:
    unit = names([*keys, "check_id", "subject"])
    frame = narrow(results, *unit, "checked", "passed")
    counted = frame.filter(nw.col("checked") > 1)
    counted = counted.select(*keys, nw.col("checked", "passed").cast(nw.Int64()))
    marked = whole_checks(frame.filter(nw.col("checked") <= 1), keys, unit)
    return nw.concat([marked, counted], how="vertical")


_UNITS = {"items": _items, "checks": _checks, "samples": _samples, "points": _points}
