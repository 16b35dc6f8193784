"""Charts of what lies between rare events: g (cases) and t (time).

A t chart is an XmR chart of time^(1 / 3.6): times between events at a constant rate are exponential,
and that power makes them nearly normal (Nelson, Journal of Quality Technology 1994; 26(3): 239-243).
"""

from __future__ import annotations

import numpy as np

from metrics.charts.limits.individuals import middle
from metrics.charts.points import Limits, Points, average
from metrics.frames.columns import Floats

POWER = 3.6


def g_limits(points: Points) -> Limits:
    """Limits around the mean m of the cases between events by the geometric √(m (m + 1)); centre line
    at the median, because a geometric distribution has more than 60 % of its values under its mean and
    would break the run rules there.

    Source: Benneyan, Health Care Management Science 2001; 4(4): 305-318; the median: Provost & Murray,
    The Health Care Data Guide, 2011; Anhøj, qicharts2.
    """
    mean = average(points, np.ones(len(points.value)))
    return Limits(middle(points), np.sqrt(mean * (mean + 1)), mean)


def nearly_normal(time: Floats) -> Floats:
    return time ** (1 / POWER)


def as_time(line: Floats, _: Floats) -> Floats:
    return line**POWER
