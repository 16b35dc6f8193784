"""What a cycle did: before, target and after as columns; its measures as bars over their days."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from qc.analysis.display import percent
from qc.locale import Translator
from qc.reports.cycle.content import CycleReport, MeasureLine
from qc.reports.office import rgb
from qc.reports.slides.charts import BOX, GREY, Box, axes, label, new_chart
from qc.reports.slides.deck import describe
from qc.reports.slides.fitting import cut
from qc.reports.style import MET, MISSED
from qc.sheetstyle import INK

EPOCH = dt.date(1899, 12, 30)
"""Day 0 of a workbook's days."""
NAME_WIDTH = 2.6
"""Of a measure's name beside its bar, in inches."""
BAR = 0.4
"""Height in inches that a measure takes in the chart."""
DATES = "yyyy-mm-dd"


def effect_chart(slide: Any, report: CycleReport, t: Translator) -> None:
    """Three columns from 0 to 100 %: a shorter axis would make a small effect look large."""
    shown = [
        (f"{t('Before')}\n{report.before_days}", report.before_rate, GREY, percent(report.before_rate, report.target)),
        (t("Target"), report.target, MISSED, report.target_words),
        (f"{t('After')}\n{report.after_days}", report.after_rate, INK, percent(report.after_rate, report.target)),
    ]  # fmt: skip
    known = [each for each in shown if not math.isnan(each[1])]
    values = [value for _, value, _, _ in known]
    chart = new_chart(slide, XL_CHART_TYPE.COLUMN_CLUSTERED, [name for name, *_ in known], [(t("Rate"), values)])  # fmt: skip
    chart.has_legend = False
    bars = chart.plots[0]
    bars.gap_width = 120
    for at, (_, _, colour, said) in enumerate(known):
        (_outline if colour == MISSED else _paint)(bars.series[0].points[at], colour)
        label(bars.series[0], at, said)
    axes(chart, "0%")
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = 0, 1
    describe(slide.shapes[-1], report.figures)


def gantt_height(measures: Sequence[MeasureLine]) -> float:
    """What the bars of so many measures take, with their days above, in inches."""
    return 0.7 + BAR * len(measures)


def gantt_chart(slide: Any, measures: Sequence[MeasureLine], t: Translator, box: Box = BOX) -> None:
    """A bar from each measure's first day to its last, the first measure on top."""
    names = [f"{n} {cut(m.what, 1, 11, NAME_WIDTH)}" for n, m in enumerate(measures, 1)]
    starts = [float((m.start - EPOCH).days) for m in measures]
    days = [float((m.end - m.start).days + 1) for m in measures]
    chart = new_chart(slide, XL_CHART_TYPE.BAR_STACKED, names, [(t("Begin"), starts), (t("Days"), days)], box)  # fmt: skip
    chart.has_legend = False
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 50, 100
    plot.series[0].format.fill.background()
    for at, each in enumerate(measures):
        _paint(plot.series[1].points[at], MET if each.state.startswith("✓") else GREY)
    axes(chart, DATES)
    first, last = min(starts), max(s + d for s, d in zip(starts, days, strict=True))
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale = first, last
    axis.major_unit = max(1, math.ceil((last - first) / 6))
    chart.category_axis.reverse_order = True
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    describe(slide.shapes[-1], t("Measures: {n}", n=len(measures)))


def _paint(point: Any, colour: str) -> None:
    point.format.fill.solid()
    point.format.fill.fore_color.rgb = RGBColor.from_string(rgb(colour))


def _outline(point: Any, colour: str) -> None:
    """What is only wished for is drawn empty."""
    point.format.fill.background()
    point.format.line.color.rgb = RGBColor.from_string(rgb(colour))
    point.format.line.width, point.format.line.dash_style = Pt(2), MSO_LINE.DASH
