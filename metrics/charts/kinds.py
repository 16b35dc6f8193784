"""The kinds of chart, as a table: what each takes, how its limits come about, how it is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from metrics.charts.counted import ALONE, ANY, EXPOSURE, SHARE, Rule
from metrics.charts.limits.between_events import as_time, g_limits, nearly_normal
from metrics.charts.limits.counts import c_limits, u_limits, up_limits
from metrics.charts.limits.individuals import ip_limits, nhs_limits, run_limits, xmr_limits
from metrics.charts.limits.proportions import p_limits, pp_limits
from metrics.charts.points import Limits, Points
from metrics.frames.columns import Floats

Shown = Callable[[Floats, Floats], Floats]


def _times_n(line: Floats, whole: Floats) -> Floats:
    return line * np.where(whole > 0, whole, np.nan)


class Kind(NamedTuple):
    """A kind of chart.

    limits, rule: centre and deviation; which numerators and denominators it takes.
    least, most: the ends of the scale, at which limits stop.
    taken, shown: to the scale on which limits are measured, points compared and runs told, and from it
        (with the denominator) to what is plotted; None where that is the same.
    zones: do its points spread evenly about the centre line, so that rules of zones mean something?
    """

    limits: Callable[[Points], Limits]
    rule: Rule
    least: float = -np.inf
    most: float = np.inf
    taken: Callable[[Floats], Floats] | None = None
    shown: Shown | None = None
    zones: bool = True


KINDS: dict[str, Kind] = {
    "run": Kind(run_limits, ANY),
    "xmr": Kind(xmr_limits, ANY),
    "nhs": Kind(nhs_limits, ANY),
    "ip": Kind(ip_limits, ANY),
    "p": Kind(p_limits, SHARE, 0, 1),
    "pp": Kind(pp_limits, SHARE, 0, 1),
    "np": Kind(p_limits, SHARE, 0, 1, shown=_times_n),
    "c": Kind(c_limits, ALONE, 0),
    "u": Kind(u_limits, EXPOSURE, 0),
    "up": Kind(up_limits, EXPOSURE, 0),
    "g": Kind(g_limits, ALONE, 0, zones=False),
    "t": Kind(xmr_limits, ALONE, 0, taken=nearly_normal, shown=as_time),
}


def kind_of(chart: str) -> Kind:
    """The kind of this name; ValueError for an unknown one."""
    if chart not in KINDS:
        raise ValueError(f"chart must be one of {', '.join(KINDS)}, not {chart}")
    return KINDS[chart]


def taken(kind: Kind, points: Points) -> Points:
    """The points on the scale on which the kind's limits are measured."""
    return points if kind.taken is None else points._replace(value=kind.taken(points.value))


def shown(kind: Kind, line: Floats, points: Points) -> Floats:
    """A line of that scale on the one that is plotted."""
    return line if kind.shown is None else kind.shown(line, points.whole)
