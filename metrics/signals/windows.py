"""Windows, runs and steps over the points of many segments at once; none reaches into a neighbour.

The points are in order, with the number of the segment that each belongs to. NaN is on no side."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
import numpy.typing as npt

from metrics.frames.columns import Bools, Floats, Ints

Value = TypeVar("Value", bound=np.generic)
Sides = npt.NDArray[np.int8]  # 1 above or up, -1 below or down, 0 neither
TIE = 1e-12  # a difference this small, in units of what was compared, is rounding: a tie


def side(value: Floats, line: Floats) -> Sides:
    """Above (1), below (-1) or on the line (0); within rounding of it counts as on it."""
    gap = value - line
    rounding = TIE * (np.abs(value) + np.abs(line))
    return (gap > rounding).astype(np.int8) - (gap < -rounding)


def outside(value: Floats, lower: Floats, upper: Floats) -> Bools:
    """Beyond a limit (as it is drawn, that is cut at the ends of the scale)."""
    beyond: Bools = (side(value, upper) > 0) | (side(value, lower) < 0)
    return beyond


def steps(value: Floats, segment: Ints) -> Sides:
    """Up, down or level from the point before; level at the first point of a segment."""
    step = np.zeros(len(value), dtype=np.int8)
    step[1:] = side(value[1:], value[:-1]) * (segment[1:] == segment[:-1])
    return step


def earlier(values: npt.NDArray[Value], segment: Ints, lag: int) -> npt.NDArray[Value]:
    """Each point's value `lag` places before, zero where that is another segment."""
    moved = np.zeros_like(values)
    kept = max(len(values) - lag, 0)
    moved[lag:] = values[:kept] * (segment[lag:] == segment[:kept])
    return moved


def later(values: npt.NDArray[Value], segment: Ints, lag: int) -> npt.NDArray[Value]:
    """Each point's value `lag` places after, zero where that is another segment."""
    return earlier(values[::-1], segment[::-1], lag)[::-1]


def so_far(holds: Bools, segment: Ints) -> Ints:
    """How many points in a row, up to and with this one, the condition has held."""
    place = np.arange(len(holds))
    begins = np.r_[True, segment[1:] != segment[:-1]][: len(holds)]
    broken = np.maximum.accumulate(np.where(holds, np.where(begins, place - 1, -1), place))
    lasted: Ints = place - broken
    return lasted


def run_lengths(sides: Sides, segment: Ints) -> Ints:
    """The length of the run of one side of which each point is a part; 0 where it is on neither."""
    new = np.ones(len(sides), dtype=bool)
    new[1:] = (sides[1:] != sides[:-1]) | (segment[1:] != segment[:-1])
    run = np.cumsum(new) - 1
    lengths: Ints = np.where(sides != 0, np.bincount(run)[run] if len(run) else 0, 0)
    return lengths
