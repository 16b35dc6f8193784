"""Which control chart suits a series."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple, get_args

import numpy as np

from metrics.charts.counted import check_denominator, counted
from metrics.charts.kinds import KINDS
from metrics.charts.limits.moving_ranges import sigma_z
from metrics.charts.points import Points
from metrics.charts.series import in_order, points_in

FEWEST = 12  # periods under which limits say little: a run chart needs none
CERTAIN = 1.645  # one-sided 95 % of the normal distribution
VARIANCE = 0.8264  # of mean moving range / 1.128, times the number of points, in σ²
RARE = 1.0  # failures a period under which more than a third of the periods have none

Counted = Literal["rate", "events", "count", "measurement"]
Reason = Literal["few_periods", "rare_failures", "overdispersed", "usual"]


class ChartChoice(NamedTuple):
    """A chart, why, and what decided: the periods with data, the spread of the points relative to
    counting alone (sigma z), and the failures in a period on average. The last two are those of the
    periods that decide, NaN where unknown."""

    chart: str
    reason: Reason
    periods: int
    dispersion: float
    expected: float


class _Charts(NamedTuple):
    """What a kind of series is drawn as: usually, over-dispersed, and where failures are rare."""

    usual: str
    overdispersed: str
    rare: str


CHOICES: dict[str, _Charts] = {
    "rate": _Charts("p", "pp", "g"),
    "events": _Charts("u", "up", "g"),
    "count": _Charts("c", "xmr", "t"),
    "measurement": _Charts("xmr", "xmr", "xmr"),
}


def choose_chart(
    frame: Any,
    *,
    numerator: str,
    denominator: str | None = None,
    order: str,
    kind: Counted = "rate",
    dated: bool = False,
) -> ChartChoice:
    """Choose the chart for one series, the columns as in `control_chart`.

    kind: what is counted. "rate": x of n; "events": events per so many opportunities; "count": events
        in equal periods, no denominator; "measurement": scores, times.
    dated: are the single failures known by date, so that `between_failures` can make a g or t chart?

    Under 12 periods with data: run (few_periods). With `dated`, under one failure a period on average:
    g, for counts t (rare_failures). Over-dispersed: pp, up, for counts xmr (overdispersed). Else p, u,
    c; measurements xmr (usual). Over-dispersed is a sigma z above 1 + 1.645 √(0.8264 / periods), what
    counting alone exceeds one time in twenty. It rests on moving ranges, so that a lasting shift, which
    the chart is there to show, is not taken for dispersion.

    The first 12, 24, 36 … periods with data decide: with data going on, the choice can change once in
    twelve periods, not from month to month.

    Raises ValueError for an unknown kind and where `control_chart` does.

    Source: sigma z of Laney, Quality Engineering 2002; 14(4): 531-537; the variance of a mean moving
    range: Cryer & Ryan, Journal of Quality Technology 1990; 22(3): 187-192; rare events: Provost &
    Murray, The Health Care Data Guide, 2011.
    """
    if kind not in get_args(Counted):
        raise ValueError(f"kind must be one of {', '.join(get_args(Counted))}, not {kind}")
    charts = CHOICES[kind]
    rule = KINDS[charts.usual].rule
    check_denominator(charts.usual, rule, denominator)
    table = in_order(frame, [order], numerator, denominator)
    points = points_in(table, counted(table, numerator, denominator, order, rule), [])
    periods = int(np.isfinite(points.value).sum())
    deciding = _first(points, periods // FEWEST * FEWEST or periods)
    dispersion, expected = _dispersion(deciding, kind), _failures_a_period(deciding, kind)
    if periods < FEWEST:
        return ChartChoice("run", "few_periods", periods, dispersion, expected)
    if dated and expected < RARE:
        return ChartChoice(charts.rare, "rare_failures", periods, dispersion, expected)
    if dispersion > 1 + CERTAIN * (VARIANCE / (periods // FEWEST * FEWEST)) ** 0.5:
        return ChartChoice(charts.overdispersed, "overdispersed", periods, dispersion, expected)
    return ChartChoice(charts.usual, "usual", periods, dispersion, expected)


def _first(points: Points, periods: int) -> Points:
    """The points up to and with this many that have a value."""
    end = int(np.flatnonzero(np.isfinite(points.value))[periods - 1]) + 1 if periods else 0
    return points._replace(
        value=points.value[:end],
        part=points.part[:end],
        whole=points.whole[:end],
        base=points.base[:end],
        segment=points.segment[:end],
    )


def _dispersion(points: Points, kind: Counted) -> float:
    """Sigma z of the usual chart; a measurement has no spread by counting."""
    if kind == "measurement" or not len(points.value):
        return float("nan")
    centre, sigma, _ = KINDS[CHOICES[kind].usual].limits(points)
    return float(sigma_z(points, centre, sigma)[0])


def _failures_a_period(points: Points, kind: Counted) -> float:
    """Of a rate, which reads both ways, the fewer of those that passed and those that failed."""
    known = np.isfinite(points.value)
    if kind == "measurement" or not known.any():
        return float("nan")
    events = float(points.part[known].sum())
    if kind == "rate":
        events = min(events, float(points.whole[known].sum()) - events)
    return events / int(known.sum())
