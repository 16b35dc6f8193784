"""Sums of a part and its whole in each group and period, and their quotient, on the frame's own engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import narwhals as nw

from metrics.frames.columns import Frame, Names, names, narrow, paired, refuse_taken, summed
from metrics.frames.expressions import quotient
from metrics.rating.periods import Period, labelled

Counted = Callable[[Frame, list[str]], Frame]
"""A frame and the keys' names -> the keys, the whole and the part of what is counted."""


def pooled(
    results: Any,
    counted: Counted,
    by: Names,
    period: Period | None,
    date: str,
    columns: tuple[str, str, str],
) -> Any:
    """The same kind of frame as `results`, a row a group, sorted, missing groups last.

    columns: the names of the whole and the part, as `counted` calls them, and of their quotient.
    """
    keys, (whole, part, rate) = names(by), columns
    refuse_taken(keys, *columns)
    seen = narrow(results)
    if {"checked", "passed"} <= set(seen.collect_schema().names()):
        seen = paired(seen, "passed", "checked")
    # Lazily whatever the engine: Polars then pools twice as fast. Elsewhere it makes no difference.
    sums = _sums(seen.lazy(), counted, keys, period, date, columns[:2])
    keys = _keys(keys, period)
    table = sums.with_columns(quotient(part, whole).alias(rate))
    table = table.sort(*keys, nulls_last=True) if keys else table
    if isinstance(seen, nw.LazyFrame):
        return table.to_native()
    return nw.maybe_reset_index(table.collect()).to_native()


def _sums(
    frame: Frame,
    counted: Counted,
    keys: list[str],
    period: Period | None,
    date: str,
    columns: tuple[str, str],
) -> Frame:
    """By day first where periods are wanted: days are few, and each gets its label once."""
    if period is None:
        return summed(counted(frame, keys), keys, columns)
    daily = names([*keys, date])
    days = labelled(summed(counted(frame, daily), daily, columns), period, date)
    return summed(days, _keys(keys, period), columns)


def _keys(keys: list[str], period: Period | None) -> list[str]:
    return keys if period is None else [*keys, "period"]
