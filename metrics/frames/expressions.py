"""Expressions that mean the same on every engine."""

from __future__ import annotations

import narwhals as nw


def flag(name: str) -> nw.Expr:
    """A column of yes and no (or 1 and 0); missing is no. The cast makes a missing mark of some
    engines a yes, so it is asked for apart."""
    return ~nw.col(name).is_null() & nw.col(name).cast(nw.Boolean())


def where(condition: nw.Expr, value: nw.Expr) -> nw.Expr:
    """The value, 0 where the condition is not met."""
    return nw.when(condition).then(value).otherwise(nw.lit(0))


def one(condition: nw.Expr) -> nw.Expr:
    """1 where the condition is met, else 0."""
    return where(condition, nw.lit(1)).cast(nw.Int64())


def quotient(part: str, whole: str) -> nw.Expr:
    """part / whole, NaN where the whole is not above zero: the engines' one division by what may be
    zero."""
    divided = nw.when(nw.col(whole) > 0).then(nw.col(part) / nw.col(whole))
    return divided.otherwise(nw.lit(float("nan")))
