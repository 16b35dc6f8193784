"""Spread from point to point: what varies between neighbours is not a lasting change."""

from __future__ import annotations

import numpy as np

from metrics.charts.points import Points
from metrics.frames.columns import Floats, share
from metrics.frames.segments import mean, within

D2 = 1.128  # expected moving range of two normal values, in standard deviations
UNUSUAL = 3.267  # upper limit of moving ranges in means of moving ranges (D4 for pairs)


def mean_step(values: Floats, points: Points, width: Floats | None = None) -> Floats:
    """Each segment's mean absolute difference between neighbouring base values, in units of `width`
    (of the later of the two, on the base points). None crosses a gap; NaN where none is left.

    Screened: steps of 3.267 means or more are dropped once (Nelson, Journal of Quality Technology
    1982; 14(3): 172-173).
    """
    segment = points.segment[points.base]
    steps = np.abs(np.diff(values[points.base]))
    if width is not None:
        steps = share(steps, width)
    known = within(segment) & np.isfinite(steps)
    steps, segment = steps[known], segment[1:][known]
    if points.screened:
        usual = steps < UNUSUAL * mean(steps, segment, points.segments)[segment]
        steps, segment = steps[usual], segment[usual]
    return mean(steps, segment, points.segments)


def sigma_z(points: Points, centre: Floats, sigma: Floats) -> Floats:
    """Each segment's mean moving range of z = (value - centre) / sigma, over 1.128: above 1 the points
    vary more than counting alone explains. NaN where no moving range is left.

    Source: Laney, Quality Engineering 2002; 14(4): 531-537.
    """
    return mean_step(share(points.value - centre, sigma), points) / D2
