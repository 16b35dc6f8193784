"""Numerators and denominators of a chart, read from a table and checked by the chart's rule."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from metrics.charts.points import Counted
from metrics.frames.columns import Bools, numbers


class Rule(NamedTuple):
    """Must there be a denominator, may there be one, may the numerator be negative, and may it exceed
    the denominator?"""

    needed: bool
    allowed: bool
    negative: bool
    above: bool


SHARE = Rule(needed=True, allowed=True, negative=False, above=False)  # x of n
EXPOSURE = Rule(needed=True, allowed=True, negative=False, above=True)  # events per n
ALONE = Rule(needed=False, allowed=False, negative=False, above=True)  # a count, or a time
ANY = Rule(needed=False, allowed=True, negative=True, above=True)  # measurements


def check_denominator(chart: str, rule: Rule, denominator: str | None) -> None:
    """ValueError where a denominator is missing or has no place."""
    if denominator is None and rule.needed:
        raise ValueError(f"a {chart} chart needs a denominator")
    if denominator is not None and not rule.allowed:
        raise ValueError(f"a {chart} chart takes no denominator, but {denominator} was given")


def counted(
    table: pd.DataFrame, numerator: str, denominator: str | None, order: str, rule: Rule
) -> Counted:
    """Both columns as floats (missing is NaN); ValueError names the first row that breaks the rule."""
    part = numbers(table, numerator)
    where = (table, [order, numerator])
    _refuse(np.isinf(part), f"{numerator} must be finite", *where)
    if denominator is None:
        whole = np.ones(len(table))
    else:
        whole = numbers(table, denominator)
        where = (table, [order, numerator, denominator])
        _refuse(np.isinf(whole) | (whole < 0), f"{denominator} must be finite, 0 or above", *where)
    if not rule.above:
        broken = (part < 0) | (part > whole)
        _refuse(broken, f"{numerator} must lie between 0 and {denominator}", *where)
    if not rule.negative:
        _refuse(part < 0, f"{numerator} must not be negative", *where)
    return part, whole


def _refuse(broken: Bools, rule: str, table: pd.DataFrame, columns: list[str]) -> None:
    if broken.any():
        row = table.iloc[int(np.flatnonzero(broken)[0])]
        raise ValueError(
            f"{rule} (not so at " + ", ".join(f"{name} {row[name]}" for name in columns) + ")"
        )
