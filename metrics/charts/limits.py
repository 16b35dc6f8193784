"""Centre line and standard deviation of each kind of chart, for many segments at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from metrics.frames.columns import Bools, Floats, Ints, share
from metrics.frames.segments import mean, median, total, within

D2 = 1.128  # expected moving range of two normal values, in standard deviations
UNUSUAL = 3.267  # upper limit of moving ranges in means of moving ranges (D4 for pairs)


class Points(NamedTuple):
    """Points of all series in order, as parallel arrays; `base` marks those that set the limits."""

    value: Floats
    part: Floats
    whole: Floats
    base: Bools
    segment: Ints
    segments: int


Limits = tuple[Floats, Floats]  # centre and sigma of each point; sigma NaN where there is none


def run_limits(points: Points) -> Limits:
    """Median of the base points; a run chart has no limits."""
    known = points.base & np.isfinite(points.value)
    centre = median(points.value[known], points.segment[known], points.segments)
    return centre[points.segment], np.full(len(points.value), np.nan)


def p_limits(points: Points) -> Limits:
    """Pooled rate and binomial standard deviation (Shewhart 1931): √(p (1 - p) / n)."""
    known = points.base & np.isfinite(points.value)
    part, whole = (
        total(counted[known], points.segment[known], points.segments)
        for counted in (points.part, points.whole)
    )
    centre = share(part, whole)[points.segment]
    return centre, np.sqrt(share(centre * (1 - centre), points.whole))


def pp_limits(points: Points) -> Limits:
    """Laney's p′: the p chart's deviation times that of the points around it (`sigma_z`)."""
    centre, sigma = p_limits(points)
    return centre, sigma * sigma_z(points, centre, sigma)[points.segment]


def sigma_z(points: Points, centre: Floats, sigma: Floats) -> Floats:
    """Mean moving range of the base points' z, over 1.128: above 1 the points vary more than counting
    alone explains. Moving ranges of 3.267 means or more are dropped once; none crosses a gap. NaN
    where no moving range is left.

    Source: Laney, Quality Engineering 2002; 14(4): 531-537; screening after Nelson, Journal of
    Quality Technology 1982; 14(3): 172-173.
    """
    z, segment = share(points.value - centre, sigma)[points.base], points.segment[points.base]
    ranges = np.abs(np.diff(z))
    known = within(segment) & np.isfinite(ranges)
    ranges, segment = ranges[known], segment[1:][known]
    usual = ranges < UNUSUAL * mean(ranges, segment, points.segments)[segment]
    return mean(ranges[usual], segment[usual], points.segments) / D2


LIMITS: dict[str, Callable[[Points], Limits]] = {
    "p": p_limits,
    "run": run_limits,
    "pp": pp_limits,
}
