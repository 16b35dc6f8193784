"""From results to whole checks: which check (or sample of a check) passed as a whole."""

from __future__ import annotations

import narwhals as nw

from metrics.frames.columns import Frame, is_decimal
from metrics.frames.expressions import flag, one, quotient, where


def whole_checks(frame: Frame, keys: list[str], unit: list[str]) -> Frame:
    """A row for each check: the keys, `checked` 1 and `passed` 0 or 1; both 0 where the check is
    undecided or has nothing applicable.

    unit: the columns (the keys among them) that make one check.
    """
    schema = frame.collect_schema()
    have = schema.names()
    if "pass_score" in have and schema["pass_score"].is_float():
        # Not all engines take NaN for missing: it would be a score that no check reaches.
        frame = frame.with_columns(pass_score=nw.col("pass_score").fill_nan(None))
    exact = [name for name in ("points", "scored") if name in have and is_decimal(schema[name])]
    frame = frame.with_columns(nw.col(exact).cast(nw.Float64())) if exact else frame
    sums = _summands(have)
    aggregates = [nw.col(name).sum() for name in sums]
    if "pass_score" in have:
        aggregates.append(nw.col("pass_score").max())
    checks = frame.with_columns(**sums).group_by(*unit, drop_null_keys=False).agg(*aggregates)
    decided = nw.col("checked") > 0
    if "undecided" in have:
        decided &= nw.col("undecided") == 0
    passed = one(decided & _passes(have))
    return checks.select(*keys, checked=one(decided), passed=passed)


def _summands(have: list[str]) -> dict[str, nw.Expr]:
    """What each row adds to its check. Missing flags are no, missing points are no points."""
    checked, passed = nw.col("checked"), nw.col("passed")
    sums = {"checked": checked, "passed": passed}
    if "critical" in have:
        sums["critical"] = one(flag("critical") & (passed < checked))
    if "undecided" in have:
        sums["undecided"] = one(flag("undecided"))
    if "pass_score" in have and has_points(have):
        given = points_given() & (checked > 0)
        sums |= {name: where(given, nw.col(name)) for name in ("points", "scored")}
    return sums


def _passes(have: list[str]) -> nw.Expr:
    """Does the check as a whole pass?"""
    passes = nw.col("passed") == nw.col("checked")
    if "pass_score" in have:
        reached = _score_rate(have) >= nw.col("pass_score")
        passes = nw.when(nw.col("pass_score").is_null()).then(passes).otherwise(reached)
    if "critical" in have:
        passes &= nw.col("critical") == 0
    return passes


def _score_rate(have: list[str]) -> nw.Expr:
    """Scored of points where there are any, else passed of checked. A quotient of integers is the
    double nearest to the true share, as is a pass score written 0.9: so 9 of 10 reaches 0.9, which a
    product may miss (7 < 0.07 · 100). Points that come as floats are made whole hundredths first."""
    by_items = quotient("passed", "checked")
    if not has_points(have):
        return by_items
    points, scored = (
        (nw.col(name).cast(nw.Float64()) * 100).round(0) for name in ("points", "scored")
    )
    return nw.when(points > 0).then(scored / points).otherwise(by_items)


def has_points(have: list[str]) -> bool:
    """Does the frame carry points at all?"""
    return "points" in have and "scored" in have


def points_given() -> nw.Expr:
    """Does a row carry points?"""
    return ~nw.col("points").is_null() & ~nw.col("scored").is_null()
