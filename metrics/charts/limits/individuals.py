"""Charts of single values: run, XmR and i′."""

from __future__ import annotations

import numpy as np

from metrics.charts.limits.moving_ranges import D2, mean_step
from metrics.charts.points import Limits, Points, around_centre, average, known_base
from metrics.frames.columns import Floats, share
from metrics.frames.segments import median


def middle(points: Points) -> Floats:
    """Median of the segment's base, for each point."""
    known = known_base(points)
    return median(points.value[known], points.segment[known], points.segments)[points.segment]


def run_limits(points: Points) -> Limits:
    """Median; a run chart has no limits."""
    return around_centre(middle(points), np.full(len(points.value), np.nan))


def xmr_limits(points: Points) -> Limits:
    """Mean, and the mean moving range over 1.128 (Wheeler & Chambers, Understanding Statistical Process
    Control, 1992; Montgomery, Introduction to Statistical Quality Control, 6.33)."""
    sigma = mean_step(points.value, points) / D2
    return around_centre(average(points, np.ones(len(points.value))), sigma[points.segment])


def nhs_limits(points: Points) -> Limits:
    """An XmR chart with limits at 2.66 mean moving ranges exactly, where 3 / 1.128 is 2.6596 (NHS
    England, Making Data Count: Strengthening your decisions, 2019)."""
    sigma = mean_step(points.value, points) * (2.66 / 3)
    return around_centre(average(points, np.ones(len(points.value))), sigma[points.segment])


def ip_limits(points: Points) -> Limits:
    """Taylor's normalised individuals chart: the mean weighted by n, and √(π/2) times the mean of
    |difference| / √(1/n + 1/n before), over √n. Without denominator an XmR chart (but for the rounding
    of 1.128).

    Source: Taylor, Normalized Individuals (IN) Control Chart, variation.com, 2017.
    """
    each = share(1, points.whole)
    base = each[points.base]
    spread = np.sqrt(np.pi / 2) * mean_step(points.value, points, np.sqrt(base[1:] + base[:-1]))
    return around_centre(average(points, points.whole), spread[points.segment] * np.sqrt(each))
