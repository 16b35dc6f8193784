"""Which control chart suits a series."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import numpy as np

from metrics.charts.control_chart import points_of
from metrics.charts.limits import p_limits, sigma_z
from metrics.frames.columns import narrow, to_pandas

FEWEST = 12  # periods under which limits say little: a run chart needs none
CERTAIN = 1.645  # one-sided 95 % of the normal distribution
VARIANCE = 0.8264  # of mean moving range / 1.128, times the number of points, in σ²


class ChartChoice(NamedTuple):
    """A chart, why (few_periods | overdispersed | usual), and what decided: the periods with data
    and the spread of the points relative to counting alone (`sigma_z`, NaN where unknown)."""

    chart: Literal["run", "p", "pp"]
    reason: Literal["few_periods", "overdispersed", "usual"]
    periods: int
    dispersion: float


def choose_chart(frame: Any, *, numerator: str, denominator: str, order: str) -> ChartChoice:
    """Choose the chart for one series of counts, the columns as in `control_chart`.

    Under 12 periods with data: run. Over-dispersed: pp. Else p. Over-dispersed is a sigma z above
    1 + 1.645 √(0.8264 / periods), what counting alone exceeds one time in twenty. It rests on moving
    ranges, so that a lasting shift, which the p chart is there to show, is not taken for dispersion.

    Source: sigma z of Laney, Quality Engineering 2002; 14(4): 531-537; the variance of a mean moving
    range: Cryer & Ryan, Journal of Quality Technology 1990; 22(3): 187-192.
    """
    table = to_pandas(narrow(frame, numerator, denominator, order))
    points = points_of(
        table.sort_values(order, kind="stable", ignore_index=True), numerator, denominator, []
    )
    periods = int(np.isfinite(points.value).sum())
    dispersion = float(sigma_z(points, *p_limits(points))[0]) if len(table) else float("nan")
    if periods < FEWEST:
        return ChartChoice("run", "few_periods", periods, dispersion)
    if dispersion > 1 + CERTAIN * (VARIANCE / periods) ** 0.5:
        return ChartChoice("pp", "overdispersed", periods, dispersion)
    return ChartChoice("p", "usual", periods, dispersion)
