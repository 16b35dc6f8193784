"""Native charts that can be edited: a trend with its limits and target, a Pareto chart."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from qc.locale import Translator
from qc.reports.content import FailingItem
from qc.reports.office import plain, rgb
from qc.reports.sheets.failing import short_name
from qc.reports.slides.deck import FOOT, INNER, LEFT, TOP, dress
from qc.reports.style import MISSED
from qc.sheetstyle import INK, QUIET, new_workbook

BOX = (LEFT, TOP, INNER, FOOT - TOP - 0.1)
GREY = "#B8C0C9"
Series = tuple[str, Sequence[float]]
DRAWN = 15
"""Bars of a Pareto chart; more cannot be read from the last row of seats."""


def trend_chart(
    slide: Any, periods: Sequence[str], series: dict[str, Sequence[float]], t: Translator
) -> None:
    """Lines over periods: `series` by rate, centre, lower, upper, target; shares, NaN is a gap."""
    names = {
        "rate": t("Rate"), "centre": t("Centre line"), "lower": t("Lower limit"),
        "upper": t("Upper limit"), "target": t("Target"),
    }  # fmt: skip
    drawn = [(names[key], values) for key, values in series.items() if not _is_empty(values)]
    keys = [key for key, values in series.items() if not _is_empty(values)]
    chart = _chart(slide, XL_CHART_TYPE.LINE_MARKERS, periods, drawn)
    for line, key in zip(chart.plots[0].series, keys, strict=True):
        _draw(line, key)
    _axes(chart, "0%")
    lowest = min(v for _, values in drawn for v in values if not math.isnan(v))
    chart.value_axis.maximum_scale = 1.0
    chart.value_axis.minimum_scale, chart.value_axis.major_unit = _floor(lowest)


def _floor(lowest: float) -> tuple[float, float]:
    """Where the axis begins, a round share a little below the lowest value, and its step."""
    step = next(s for s in (0.01, 0.02, 0.05, 0.1) if 1 - lowest <= 6 * s or s == 0.1)
    return max(0.0, round(math.floor((lowest - step / 3) / step) * step, 2)), step


def _is_empty(values: Sequence[float]) -> bool:
    return all(math.isnan(value) for value in values)


def _draw(line: Any, key: str) -> None:
    """The rate in ink with its points; what it is judged by quieter."""
    colour = {"rate": INK, "target": MISSED}.get(key, QUIET if key == "centre" else GREY)
    line.smooth = False
    line.format.line.color.rgb = RGBColor.from_string(rgb(colour))
    line.format.line.width = Pt(2.5 if key == "rate" else 1.25)
    if key != "rate":
        line.marker.style = XL_MARKER_STYLE.NONE
        line.format.line.dash_style = MSO_LINE.DASH if key != "centre" else MSO_LINE.SOLID
        return
    line.marker.style, line.marker.size = XL_MARKER_STYLE.CIRCLE, 7
    line.marker.format.fill.solid()
    line.marker.format.fill.fore_color.rgb = RGBColor.from_string(rgb(INK))


def pareto_chart(slide: Any, items: Sequence[FailingItem], t: Translator) -> None:
    """Failures as bars, the cumulative share as a line on an axis of its own; the few that matter in
    colour."""
    shown = items[:DRAWN]
    names = [f"{n} {short_name(item.item)}" for n, item in enumerate(shown, 1)]
    chart = _chart(
        slide,
        XL_CHART_TYPE.COLUMN_CLUSTERED,
        names,
        [
            (t("Failures"), [float(item.failures) for item in shown]),
            (t("Cumulative share"), [item.cumulative for item in shown]),
        ],
    )
    bars = chart.plots[0]
    bars.gap_width = 40
    bars.series[0].format.fill.solid()
    bars.series[0].format.fill.fore_color.rgb = RGBColor.from_string(rgb(MISSED))
    for at, item in enumerate(shown):
        point = bars.series[0].points[at].format.fill
        point.solid()
        point.fore_color.rgb = RGBColor.from_string(rgb(MISSED if item.vital else GREY))
    _axes(chart, "0")
    _onto_second_axis(chart)


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


def _dark(series: Any) -> None:
    """The line's look: ink, with points."""
    for known in series.findall(qn("c:spPr")):
        series.remove(known)
    look = series.makeelement(qn("c:spPr"), {})
    line = look.makeelement(qn("a:ln"), {"w": str(Pt(2))})
    solid = line.makeelement(qn("a:solidFill"), {})
    solid.append(solid.makeelement(qn("a:srgbClr"), {"val": rgb(INK)}))
    line.append(solid)
    look.append(line)
    series.find(qn("c:tx")).addnext(look)


def _chart(slide: Any, kind: Any, categories: Sequence[str], series: Sequence[Series]) -> Any:
    data = CategoryChartData()
    data.categories = [plain(each) for each in categories]
    for name, values in series:
        data.add_series(name, [None if math.isnan(value) else value for value in values])
    frame = slide.shapes.add_chart(kind, *(Inches(each) for each in BOX), data)
    chart = frame.chart
    chart.part.chart_workbook.update_from_xlsx_blob(_workbook(categories, series))
    chart.has_title, chart.has_legend = False, True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.font.size = Pt(12)
    dress(chart.font, 12, QUIET)
    return chart


def _workbook(categories: Sequence[str], series: Sequence[Series]) -> bytes:
    """The data behind a chart, where its references look for them; text of sheets stays text."""
    target = io.BytesIO()
    book = new_workbook(target)
    sheet = book.add_worksheet("Sheet1")
    for row, category in enumerate(categories, 1):
        sheet.write_string(row, 0, plain(category))
    for column, (name, values) in enumerate(series, 1):
        sheet.write_string(0, column, name)
        for row, value in enumerate(values, 1):
            if not math.isnan(value):
                sheet.write_number(row, column, value)
    book.close()
    return target.getvalue()


def _axes(chart: Any, number_format: str) -> None:
    chart.value_axis.has_major_gridlines = True
    chart.value_axis.major_gridlines.format.line.color.rgb = RGBColor.from_string("E5E8EC")
    chart.value_axis.tick_labels.number_format = number_format
    chart.value_axis.tick_labels.number_format_is_linked = False
    for axis in (chart.value_axis, chart.category_axis):
        axis.format.line.color.rgb = RGBColor.from_string(rgb(GREY))
        dress(axis.tick_labels.font, 11, QUIET)
