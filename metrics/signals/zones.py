"""Rules of zones: Western Electric 1-4 and Nelson 1-8, for many segments at once.

Source: Western Electric, Statistical Quality Control Handbook, 1956; Nelson, Journal of Quality
Technology 1984; 16(4): 237-239. A rule flags the point that completes its pattern, and each further
point that still does. Where the standard deviation changes from point to point, points of a window are
measured by that of its last point (as R's qcc 3.0 does).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from metrics.frames.columns import Bools, Floats
from metrics.signals.drawn import Drawn, Flags
from metrics.signals.windows import TIE, earlier, outside, side, so_far, steps

Rule = Callable[[Drawn], Bools]


def western_electric(drawn: Drawn) -> Flags:
    """`western_electric_1` beyond 3 σ; `_2` two of three beyond 2 σ on one side; `_3` four of five
    beyond 1 σ on one side; `_4` eight in a row on one side of the centre line."""
    return _flags("western_electric", drawn, [_beyond_limits, _two_of_three, _four_of_five, _eight])


def nelson(drawn: Drawn) -> Flags:
    """`nelson_1` beyond 3 σ; `_2` nine in a row on one side; `_3` six in a row rising or falling; `_4`
    fourteen in a row up and down by turns; `_5` two of three beyond 2 σ on one side; `_6` four of five
    beyond 1 σ on one side; `_7` fifteen in a row within 1 σ; `_8` eight in a row beyond 1 σ, on both
    sides."""
    rules = [_beyond_limits, _nine, _rising_or_falling, _by_turns]
    rules += [_two_of_three, _four_of_five, _fifteen_within, _eight_outside]
    return _flags("nelson", drawn, rules)


def _flags(name: str, drawn: Drawn, rules: Sequence[Rule]) -> Flags:
    """A column a rule. Points without value, centre line or deviation are passed over, unflagged."""
    useful = np.isfinite(drawn.value) & np.isfinite(drawn.centre) & np.isfinite(drawn.sigma)
    points = drawn.only(useful)
    flags: Flags = {}
    for number, rule in enumerate(rules, 1):
        flagged = np.zeros(len(useful), dtype=bool)
        flagged[useful] = rule(points)
        flags[f"{name}_{number}"] = flagged
    return flags


def _beyond_limits(points: Drawn) -> Bools:
    return outside(points.value, points.lower, points.upper)


def _two_of_three(points: Drawn) -> Bools:
    return _most_beyond(points, width=3, needed=2, k=2)


def _four_of_five(points: Drawn) -> Bools:
    return _most_beyond(points, width=5, needed=4, k=1)


def _most_beyond(points: Drawn, width: int, needed: int, k: float) -> Bools:
    """Of the last `width` points at least `needed`, the last among them, lie more than k of the last
    one's deviations from the centre line, all on one side."""
    flagged = np.zeros(len(points.value), dtype=bool)
    whole = so_far(~np.zeros(len(flagged), dtype=bool), points.segment) >= width
    distance = points.value - points.centre
    for sign in (1, -1):
        beyond = [
            _beyond(points, sign * earlier(distance, points.segment, lag), k)
            for lag in range(width)
        ]
        flagged |= whole & beyond[0] & (np.sum(beyond, axis=0) >= needed)
    return flagged


def _beyond(points: Drawn, distance: Floats, k: float) -> Bools:
    """Is this distance from the centre line more than k deviations? On the zone's line is not beyond
    it, and what has no width has no zones."""
    reach = k * points.sigma
    rounding = TIE * (np.abs(points.value) + np.abs(points.centre) + reach)
    beyond: Bools = (points.sigma > 0) & (distance > reach + rounding)
    return beyond


def _eight(points: Drawn) -> Bools:
    return _one_side(points, 8)


def _nine(points: Drawn) -> Bools:
    return _one_side(points, 9)


def _one_side(points: Drawn, length: int) -> Bools:
    """A point on the centre line is on neither side and ends the run."""
    sides = side(points.value, points.centre)
    reached = [so_far(sides == sign, points.segment) >= length for sign in (1, -1)]
    flagged: Bools = reached[0] | reached[1]
    return flagged


def _rising_or_falling(points: Drawn) -> Bools:
    """Six points are five steps; two equal points end the trend."""
    step = steps(points.value, points.segment)
    reached = [so_far(step == sign, points.segment) >= 5 for sign in (1, -1)]
    flagged: Bools = reached[0] | reached[1]
    return flagged


def _by_turns(points: Drawn) -> Bools:
    """Fourteen points turn twelve times; two equal points end it."""
    step = steps(points.value, points.segment)
    turned = step * earlier(step, points.segment, 1) < 0
    flagged: Bools = so_far(turned, points.segment) >= 12
    return flagged


def _fifteen_within(points: Drawn) -> Bools:
    inside = (points.sigma > 0) & ~_outside(points)
    flagged: Bools = so_far(inside, points.segment) >= 15
    return flagged


def _eight_outside(points: Drawn) -> Bools:
    """A window of eight within a run on one side of the centre line lacks the other side."""
    away = so_far(_outside(points), points.segment) >= 8
    flagged: Bools = away & ~_one_side(points, 8)
    return flagged


def _outside(points: Drawn) -> Bools:
    return _beyond(points, np.abs(points.value - points.centre), 1)
