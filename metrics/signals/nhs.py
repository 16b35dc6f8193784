"""The NHS rules "Making Data Count": a special cause for each point, by name.

Source: NHS England, Making Data Count: Strengthening your decisions, 2019; the order in which the rules
take precedence and what equality does are those of R's NHSRplotthedots 0.2.2.
"""

from __future__ import annotations

import numpy as np

from metrics.frames.columns import Bools, Ints
from metrics.signals.drawn import Drawn, Flags
from metrics.signals.windows import TIE, Sides, earlier, later, outside, run_lengths, side, steps

RUN = 7  # points that make a trend, or a shift to one side

HIGH = ("above_limit", "trend_up", "two_in_three_above", "shift_above")
LOW = ("below_limit", "trend_down", "two_in_three_below", "shift_below")


def nhs(drawn: Drawn) -> Flags:
    """`special_cause` of each point, the first of these that holds:

    - above_limit, below_limit: beyond a limit;
    - trend_up, trend_down: part of seven points (or more) each higher, or lower, than the one before.
      At a turn the direction is that of the step to the next point where that is in a trend too;
    - two_in_three_above, _below: in the outer third inside a limit, and of three points in a row on
      that side of the centre line two (or three) are;
    - shift_above, shift_below: part of seven points (or more) in a row on one side;
    - none; or not_judged without a value or centre line.

    A point on a line is not beyond it, and on the centre line on neither side; equal points are no
    trend. A point that is not judged ends a trend, a shift and a window of three: leave closed months
    out of the frame where they should not. Without limits only trends and shifts are told.
    """
    judged = np.isfinite(drawn.value) & np.isfinite(drawn.centre)
    return {"special_cause": np.where(judged, _causes(drawn), "not_judged")}


def _causes(points: Drawn) -> np.ndarray[tuple[int, ...], np.dtype[np.str_]]:
    sides = side(points.value, points.centre)
    beyond = np.isfinite(points.sigma) & outside(points.value, points.lower, points.upper)
    direction = _trend(points)
    near = _near_limits(points) & ~beyond
    twice = near & two_in_three(sides, near, points.segment)
    shifted = run_lengths(sides, points.segment) >= RUN
    ruled = (beyond, sides), (direction != 0, direction), (twice, sides), (shifted, sides)
    found = [holds & (towards == sign) for holds, towards in ruled for sign in (1, -1)]
    names = [name for pair in zip(HIGH, LOW, strict=True) for name in pair]
    return np.select(found, names, "none")


def _near_limits(points: Drawn) -> Bools:
    """More than two thirds of the way from the centre line to a limit."""
    reach = 2 * points.sigma
    rounding = TIE * (np.abs(points.value) + np.abs(points.centre) + reach)
    near: Bools = np.abs(points.value - points.centre) > reach + rounding
    return near


def _trend(points: Drawn) -> Sides:
    """Up, down, or 0 for points that are not in a trend."""
    step = steps(points.value, points.segment)
    steep = run_lengths(step, points.segment) >= RUN - 1
    following = later(step * steep, points.segment, 1)
    part = steep | (following != 0)
    next_step = later(step, points.segment, 1)
    towards = np.where(later(part, points.segment, 1), next_step, step)
    return np.where(part, np.where(towards > 0, 1, -1), 0).astype(np.int8)


def two_in_three(sides: Sides, near: Bools, segment: Ints) -> Bools:
    """Points of a window of three on one side, two (or three) of which are near a limit."""
    window = [(earlier(sides, segment, lag), earlier(near, segment, lag)) for lag in range(3)]
    alike = np.abs(np.sum([where for where, _ in window], axis=0)) == 3
    closes = alike & (np.sum([close for _, close in window], axis=0) >= 2)
    part: Bools = np.any([later(closes, segment, lag) for lag in range(3)], axis=0)
    return part
