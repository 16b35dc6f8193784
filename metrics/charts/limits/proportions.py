"""Charts of x of n: p and p′ (an np chart is a p chart times n)."""

from __future__ import annotations

import numpy as np

from metrics.charts.limits.moving_ranges import sigma_z
from metrics.charts.points import Limits, Points, around_centre, pooled
from metrics.frames.columns import share


def p_limits(points: Points) -> Limits:
    """Pooled rate and binomial standard deviation √(p (1 - p) / n) (Shewhart 1931)."""
    centre = pooled(points)
    return around_centre(centre, np.sqrt(share(centre * (1 - centre), points.whole)))


def pp_limits(points: Points) -> Limits:
    """Laney's p′: the p chart's deviation times that of the points around it (`sigma_z`)."""
    centre, sigma, _ = p_limits(points)
    return around_centre(centre, sigma * sigma_z(points, centre, sigma)[points.segment])
