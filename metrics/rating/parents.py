"""Parent indicators: the weighted mean of the children's rates, and how many children met their target."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Literal

import numpy as np
import pandas as pd

from metrics.frames.columns import (
    Bools,
    Floats,
    Ints,
    Names,
    beside,
    names,
    narrow,
    share,
    to_pandas,
)
from metrics.frames.segments import starts, total
from metrics.rating.children import DIRECTIONS, Children, read, shares

NEAR = 1e-9  # a mean so close to its target is compared again in fractions


def parents(
    children: Any,
    by: Names,
    *,
    passed: str = "passed",
    checked: str | None = "checked",
    target: str | float = "target",
    weight: str | None = None,
    direction: str = "higher",
    parent_target: str | float | None = None,
    parent_direction: Literal["higher", "lower"] = "higher",
) -> pd.DataFrame:
    """A parent for each group of children. Children count in different units (items, charts, persons),
    so their counts are not pooled: the parent is the weighted mean of their rates.

    children: a row for each child of each group, of any kind that narwhals supports.
    by: the columns that name a parent (and its unit, its month); none for one parent.
    passed, checked: columns of counts; with `checked` None the column `passed` holds rates, 0..1.
    target: the children's, 0..1: a column or one for all. Missing: neither met nor missed.
    weight: column of weights, 0 or more; equal by default.
    direction: of the children, "higher" or "lower" for all or the column that says it of each.
    parent_target: the parent's own, 0..1: a number, or a column that is constant inside a group.
    parent_direction: "higher" or "lower": on which side of its target the parent is met.

    Returns a row a group, sorted: the by-columns, `rate` (0..1, over the children that have data; NaN
    without any), `children`, `rated` (with data), `met`, `missed` (of the rated, by their own targets)
    and, with a `parent_target`, `verdict`: met | missed | none (no rate or no target). The verdict is
    decided on the exact counts and is never met while a child is missed.

    Raises ValueError for a missing column, bad counts, rates, targets or weights, an unknown direction.

    Source: the linear weighted mean of OECD & JRC, Handbook on Constructing Composite Indicators, 2008,
    step 6. That a missed child can not be made up for is ours: the mean alone would allow it.
    """
    if parent_direction not in DIRECTIONS:
        raise ValueError(f"parent_direction must be higher or lower, not {parent_direction}")
    keys = names(by)
    wanted = [name for name in (target, parent_target) if isinstance(name, str)]
    wanted += [direction] if direction not in DIRECTIONS else []
    table = to_pandas(narrow(children, *keys, passed, checked, weight, *wanted))
    table = table.sort_values(keys, ignore_index=True) if keys else table
    family = read(table, passed, checked, target, weight, direction)
    first = starts(table, keys)
    group, groups = np.cumsum(first) - 1, int(first.sum())
    tallies = {
        name: total(yes, group, groups).astype(np.int64)
        for name, yes in zip(("children", "rated", "met", "missed"), _yes(family), strict=True)
    }
    mean = _mean(family, group, groups)
    out = beside(table.loc[first, keys].reset_index(drop=True), rate=mean, **tallies)
    if parent_target is None:
        return out
    goal = _own_target(shares(table, parent_target), first, parent_target)
    side = _side(mean - goal, goal, family, first)
    good = side >= 0 if parent_direction == "higher" else side <= 0
    state = [np.isnan(side), good & (tallies["missed"] == 0)]
    return beside(out, verdict=np.select(state, ["none", "met"], "missed"))


def _yes(family: Children) -> tuple[Bools, ...]:
    """Is each child a child, has it data, has it met, has it missed?"""
    return np.ones_like(family.rated), family.rated, family.met, family.missed


def _mean(family: Children, group: Ints, groups: int) -> Floats:
    """The weighted mean of the children's rates."""
    weighed = np.where(family.rated, family.weight * share(family.part, family.whole), 0)
    return share(total(weighed, group, groups), total(family.weight, group, groups))


def _side(above: Floats, goal: Floats, family: Children, first: Bools) -> Floats:
    """The sign tells on which side of its target a mean lies, 0 on it. A mean of doubles may be a
    rounding off (three times 0.95 have a mean under 0.95): near the target fractions decide."""
    side, bounds = above.copy(), np.append(np.flatnonzero(first), len(first))
    for number in np.flatnonzero(np.abs(above) < NEAR):
        rows = slice(*bounds[number : number + 2])
        columns = (family.weight[rows], family.part[rows], family.whole[rows])
        side[number] = _sign(columns, _exact(goal[number]))
    return side


def _sign(columns: tuple[Floats, Floats, Floats], goal: Fraction) -> int:
    """Is the mean of children, given by weight, part and whole, above (1) or under (-1) the target?"""
    weighed = [tuple(map(_exact, child)) for child in zip(*columns, strict=True) if child[0] > 0]
    above = sum((weight * (part / whole - goal) for weight, part, whole in weighed), Fraction())
    return (above > 0) - (above < 0)


def _exact(number: float) -> Fraction:
    """The decimal number that a float was written as."""
    return Fraction(str(number))


def _own_target(goal: Floats, first: Bools, column: str | float) -> Floats:
    """The parent's target of each group, about which its rows must agree."""
    own: Floats = goal[first]
    each = own[np.cumsum(first) - 1]
    if not np.array_equal(goal, each, equal_nan=True):
        raise ValueError(f"column {column} must be the same in all rows of a parent")
    return own
