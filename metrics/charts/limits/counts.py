"""Charts of events: c (in equal periods), u and u′ (per so many opportunities)."""

from __future__ import annotations

import numpy as np

from metrics.charts.limits.moving_ranges import sigma_z
from metrics.charts.points import Limits, Points, around_centre, average, pooled
from metrics.frames.columns import share


def c_limits(points: Points) -> Limits:
    """Mean count and Poisson standard deviation √c (Montgomery, 7.17)."""
    centre = average(points, np.ones(len(points.value)))
    return around_centre(centre, np.sqrt(centre))


def u_limits(points: Points) -> Limits:
    """Pooled events per opportunity and √(u / n) (Montgomery, 7.19)."""
    centre = pooled(points)
    return around_centre(centre, np.sqrt(share(centre, points.whole)))


def up_limits(points: Points) -> Limits:
    """Laney's u′: the u chart's deviation times that of the points around it (`sigma_z`)."""
    centre, sigma, _ = u_limits(points)
    return around_centre(centre, sigma * sigma_z(points, centre, sigma)[points.segment])
