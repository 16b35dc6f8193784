"""The points of all series of a chart as parallel arrays, and the lines that belong to them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from metrics.frames.columns import Bools, Floats, Ints, share
from metrics.frames.segments import total

Counted = tuple[Floats, Floats]  # numerator and denominator (1 without one)


class Points(NamedTuple):
    """Points in order: `value` (NaN at a gap) on the scale on which limits are measured, numerator
    and denominator, whether they set the limits, and the segment (a phase of a series) of each.
    `screened`: are unusual moving ranges left out?"""

    value: Floats
    part: Floats
    whole: Floats
    base: Bools
    segment: Ints
    segments: int
    screened: bool = True


class Limits(NamedTuple):
    """For each point the centre line, the standard deviation (NaN where there is none), and the line
    around which the limits lie."""

    centre: Floats
    sigma: Floats
    around: Floats


def around_centre(centre: Floats, sigma: Floats) -> Limits:
    """Limits on both sides of the centre line, as on all charts but one."""
    return Limits(centre, sigma, centre)


def known_base(points: Points) -> Bools:
    """The points that set limits and have a value."""
    return points.base & np.isfinite(points.value)


def pooled(points: Points) -> Floats:
    """Σ numerator ÷ Σ denominator of the segment's base, for each point."""
    known = known_base(points)
    segment = points.segment[known]
    part = total(points.part[known], segment, points.segments)
    return share(part, total(points.whole[known], segment, points.segments))[points.segment]


def average(points: Points, weight: Floats) -> Floats:
    """Weighted mean of the segment's base, for each point. The second pass takes the rounding out, so
    that equal values lie on their mean and not a hair beside it."""
    known = known_base(points)
    value, weight, segment = points.value[known], weight[known], points.segment[known]
    whole = total(weight, segment, points.segments)
    first = share(total(value * weight, segment, points.segments), whole)
    rest = share(total((value - first[segment]) * weight, segment, points.segments), whole)
    return (first + rest)[points.segment]
