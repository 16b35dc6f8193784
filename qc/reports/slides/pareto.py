"""A Pareto chart: bars of failures and the cumulative share as a line on an axis of its own."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn
from pptx.util import Pt

from qc.locale import Translator
from qc.reports.content import FailingItem
from qc.reports.office import rgb
from qc.reports.slides.charts import BOX, GREY, axes, new_chart
from qc.reports.slides.deck import FOOT, INNER, LEFT, describe, write
from qc.reports.slides.fitting import cut
from qc.reports.style import MISSED
from qc.sheetstyle import INK, QUIET

DRAWN = 10
"""Bars; the names of more could not be read from the last row of seats."""
NAME_SIZE = 11
NAME_LINES = 4
CAPTION = 0.4
"""Height in inches of the sentence below the chart."""


def pareto_chart(slide: Any, items: Sequence[FailingItem], t: Translator) -> None:
    """Failures as bars, the few that matter in colour; below it what the bars are of."""
    shown = items[:DRAWN]
    width = (INNER - 1.5) / len(shown)
    names = [
        f"{n} {cut(item.item, NAME_LINES, NAME_SIZE, width)}" for n, item in enumerate(shown, 1)
    ]
    left, top, wide, high = BOX
    chart = new_chart(
        slide,
        XL_CHART_TYPE.COLUMN_CLUSTERED,
        names,
        [
            (t("Failures"), [float(item.failures) for item in shown]),
            (t("Cumulative share"), [item.cumulative for item in shown]),
        ],
        (left, top, wide, high - CAPTION),
    )
    _colour(chart.plots[0], shown)
    axes(chart, "0")
    chart.value_axis.minimum_scale = 0
    if max(item.failures for item in shown) < 8:  # left alone, the axis would count by halves
        chart.value_axis.major_unit = 1
    _level(chart.category_axis)
    _onto_second_axis(chart)
    told = [t("Share of all failures of the month; the coloured bars make up the first 80 %")]
    if len(items) > len(shown):
        told.append(t("The first {shown} of {all}.", shown=len(shown), all=len(items)))
    describe(slide.shapes[-1], told[0])
    box = (LEFT, FOOT - CAPTION, INNER, CAPTION)
    write(slide, " · ".join(told), box, size=12, colour=QUIET)


def _colour(bars: Any, shown: Sequence[FailingItem]) -> None:
    bars.gap_width = 40
    series = bars.series[0]
    series.format.fill.solid()
    series.format.fill.fore_color.rgb = RGBColor.from_string(rgb(MISSED))
    for at, item in enumerate(shown):
        point = series.points[at].format.fill
        point.solid()
        point.fore_color.rgb = RGBColor.from_string(rgb(MISSED if item.vital else GREY))


def _level(axis: Any) -> None:
    """Names stand level and break into lines: slanted they cannot be read."""
    axis.tick_labels.font.size = Pt(NAME_SIZE)
    axis._element.find(qn("c:txPr")).find(qn("a:bodyPr")).set("rot", "0")


def _onto_second_axis(chart: Any) -> None:
    """The second series of a bar chart becomes a line with an axis from 0 to 100 % on the right."""
    area = chart._chartSpace.chart.plotArea
    bars = area.find(qn("c:barChart"))
    series = bars.findall(qn("c:ser"))[1]
    bars.remove(series)
    for name in ("c:invertIfNegative",):
        for each in series.findall(qn(name)):
            series.remove(each)
    line = area.makeelement(qn("c:lineChart"), {})
    _append(line, "c:grouping", val="standard")
    _append(line, "c:varyColors", val="0")
    line.append(series)
    _append(line, "c:marker", val="1")
    _append(line, "c:axId", val="50010")
    _append(line, "c:axId", val="50020")
    bars.addnext(line)
    category, value = area.find(qn("c:catAx")), area.find(qn("c:valAx"))
    second_category, second = deepcopy(category), deepcopy(value)
    _renumber(second_category, "50010", "50020", hidden=True)
    _renumber(second, "50020", "50010", hidden=False)
    value.addnext(second)
    second.addnext(second_category)
    _percent_axis(second)
    _dark(series)
    _append(series, "c:smooth", val="0")


def _append(parent: Any, name: str, **attributes: str) -> Any:
    child = parent.makeelement(qn(name), attributes)
    parent.append(child)
    return child


def _renumber(axis: Any, number: str, crossed: str, *, hidden: bool) -> None:
    axis.find(qn("c:axId")).set("val", number)
    axis.find(qn("c:crossAx")).set("val", crossed)
    axis.find(qn("c:delete")).set("val", "1" if hidden else "0")
    for line in axis.findall(qn("c:majorGridlines")):
        axis.remove(line)


def _percent_axis(axis: Any) -> None:
    scaling = axis.find(qn("c:scaling"))
    for each in list(scaling):
        if each.tag != qn("c:orientation"):
            scaling.remove(each)
    _append(scaling, "c:max", val="1")
    _append(scaling, "c:min", val="0")
    axis.find(qn("c:numFmt")).set("formatCode", "0%")
    axis.find(qn("c:crosses")).set("val", "max")
    axis.find(qn("c:axPos")).set("val", "r")
    for name in ("c:crossBetween", "c:majorUnit"):
        for known in axis.findall(qn(name)):
            axis.remove(known)
    _append(axis, "c:crossBetween", val="between")
    _append(axis, "c:majorUnit", val="0.2")


def _dark(series: Any) -> None:
    """The line's look: ink, with round points."""
    for known in series.findall(qn("c:spPr")):
        series.remove(known)
    look = series.makeelement(qn("c:spPr"), {})
    _ink(_append(look, "a:ln", w=str(Pt(2))))
    marker = series.makeelement(qn("c:marker"), {})
    _append(marker, "c:symbol", val="circle")
    _append(marker, "c:size", val="6")
    _ink(_append(marker, "c:spPr"))
    series.find(qn("c:tx")).addnext(look)
    look.addnext(marker)


def _ink(parent: Any) -> None:
    _append(_append(parent, "a:solidFill"), "a:srgbClr", val=rgb(INK))
