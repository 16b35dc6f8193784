"""The children of parent indicators: their counts, weights and targets, read and checked."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from metrics.frames.columns import Bools, Floats, numbers, share
from metrics.frames.counts import counts

DIRECTIONS = ("higher", "lower")


class Children(NamedTuple):
    """A value a child. Without data a child weighs nothing and is neither met nor missed."""

    part: Floats
    whole: Floats
    weight: Floats
    rated: Bools
    met: Bools
    missed: Bools


def read(
    table: pd.DataFrame,
    passed: str,
    checked: str | None,
    target: str | float,
    weight: str | None,
    direction: str,
) -> Children:
    """The children of a table, judged by their own targets; the parameters as in `parents`."""
    part, whole = _counts(table, passed, checked)
    rate, goal = share(part, whole), shares(table, target)
    rated = ~np.isnan(rate)
    good = np.where(_lower(table, direction), rate <= goal, rate >= goal)
    judged, weights = rated & ~np.isnan(goal), _weights(table, weight)
    return Children(part, whole, np.where(rated, weights, 0), rated, judged & good, judged & ~good)


def _counts(table: pd.DataFrame, passed: str, checked: str | None) -> tuple[Floats, Floats]:
    """Part and whole of each child's rate, both 0 without data; a rate is a part of 1."""
    if checked is not None:
        x, n, _, _ = counts(numbers(table, passed), numbers(table, checked))
        return x, n
    rate = shares(table, passed)
    return np.nan_to_num(rate), np.where(np.isnan(rate), 0.0, 1.0)


def _weights(table: pd.DataFrame, weight: str | None) -> Floats:
    if weight is None:
        return np.ones(len(table))
    weights = numbers(table, weight)
    _refuse(table, weight, ~(np.isfinite(weights) & (weights >= 0)), "must be 0 or more")
    return weights


def shares(table: pd.DataFrame, given: str | float) -> Floats:
    """A column of shares, or one share for all rows; missing is NaN."""
    if not isinstance(given, str):
        if not 0 <= given <= 1:
            raise ValueError(f"a target must lie between 0 and 1 (95 % is 0.95), not {given}")
        return np.full(len(table), float(given))
    values = numbers(table, given)
    _refuse(table, given, (values < 0) | (values > 1), "must lie between 0 and 1 (95 % is 0.95)")
    return values


def _lower(table: pd.DataFrame, direction: str) -> Bools:
    """Is less the better for a child?"""
    if direction in DIRECTIONS:
        return np.full(len(table), direction == "lower")
    said = table[direction]
    _refuse(table, direction, ~said.isin(DIRECTIONS).to_numpy(), "must be higher or lower")
    lower: Bools = (said == "lower").to_numpy(dtype=bool)
    return lower


def _refuse(table: pd.DataFrame, column: str, broken: Bools, rule: str) -> None:
    if broken.any():
        row = int(np.argmax(broken))
        raise ValueError(f"column {column} {rule}: {table[column].iloc[row]} in sorted row {row}")
