"""Native charts that can be edited: a trend with its limits and target, and what every chart shares."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt

from qc.analysis.display import percent
from qc.locale import Translator
from qc.reports.office import plain, rgb
from qc.reports.slides.deck import INNER, LEFT, ROOM, TOP, describe, dress
from qc.reports.style import MISSED
from qc.sheetstyle import INK, QUIET, new_workbook

Box = tuple[float, float, float, float]
"""Left, top, width, height in inches."""
BOX: Box = (LEFT, TOP, INNER, ROOM)
GREY = "#B8C0C9"
Series = tuple[str, Sequence[float]]
NAN = math.nan
LOW = 0.5
"""A rate that never passes this is one of rare things: its axis ends above it, not at 100 %."""


def trend_chart(
    slide: Any, periods: Sequence[str], series: dict[str, Sequence[float]], t: Translator, *,
    parts: Sequence[str] = (), box: Box = BOX,
) -> None:  # fmt: skip
    """Lines over periods: `series` by rate, centre, lower, upper, target; shares, NaN is a gap. `parts` names
    the phase of each period: what a rate is judged by begins anew with each."""
    names = {
        "rate": t("Rate"), "centre": t("Centre line"), "lower": t("Lower limit"),
        "upper": t("Upper limit"), "target": t("Target"),
    }  # fmt: skip
    lines = list(_by_phase(series, parts or [""] * len(periods)))
    chart = new_chart(
        slide, XL_CHART_TYPE.LINE_MARKERS, periods, [(names[key], values) for key, values in lines], box
    )  # fmt: skip
    for line, (key, _) in zip(chart.plots[0].series, lines, strict=True):
        _draw(line, key)
    _say_last(chart.plots[0].series, lines)
    _name_once(chart, [key for key, _ in lines])
    axes(chart, "0%")
    told = [value for _, values in lines for value in values if not math.isnan(value)]
    low, top, step = _scale(min(told, default=0.0), max(told, default=1.0))
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = low, top
    chart.value_axis.major_unit = step
    describe(slide.shapes[-1], ", ".join(dict.fromkeys(names[key] for key, _ in lines)))


def _by_phase(
    series: dict[str, Sequence[float]], parts: Sequence[str]
) -> Iterator[tuple[str, Sequence[float]]]:
    """Each series that holds anything; centre and limits once a phase, so that no line joins two."""
    for key, values in series.items():
        phases = [""] if key in ("rate", "target") else list(dict.fromkeys(parts))
        for phase in phases:
            own = [v if phase in ("", p) else NAN for v, p in zip(values, parts, strict=True)]
            if not _is_empty(own):
                yield key, own


def _scale(lowest: float, highest: float) -> tuple[float, float, float]:
    """Where the axis begins and ends, round shares around the values, and its step."""
    if highest <= LOW:
        step = next(s for s in (0.001, 0.005, 0.01, 0.05, 0.1) if highest <= 6 * s or s == 0.1)
        return 0.0, round(step * (math.floor(highest / step) + 1), 3), step
    step = next(s for s in (0.01, 0.02, 0.05, 0.1) if 1 - lowest <= 6 * s or s == 0.1)
    return max(0.0, round(math.floor((lowest - step / 3) / step) * step, 2)), 1.0, step


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


def _say_last(lines: Any, known: Sequence[tuple[str, Sequence[float]]]) -> None:
    """The last rate in figures beside its point, never rounded across the target."""
    by_key = dict(known)
    rates, goals = by_key.get("rate", ()), by_key.get("target", ())
    last = max((at for at, value in enumerate(rates) if not math.isnan(value)), default=None)
    if last is None:
        return
    line = next(line for line, (key, _) in zip(lines, known, strict=True) if key == "rate")
    falls = last > 0 and rates[last] < rates[last - 1]
    place = XL_LABEL_POSITION.BELOW if falls else XL_LABEL_POSITION.ABOVE
    label(line, last, percent(rates[last], goals[last] if goals else NAN), place)


def label(series: Any, at: int, share: str, place: Any = XL_LABEL_POSITION.OUTSIDE_END) -> None:
    """The value of a point beside it, with as many decimals as `share` (a share in words) has; it follows
    whoever edits the figure."""
    decimals = len(share.removesuffix(" %").partition(".")[2])
    said = series.points[at].data_label
    dress(said.font, 14, INK, bold=True)
    said.position = place
    known = said._dLbl
    for name in ("c:showLegendKey", "c:showCatName", "c:showSerName", "c:showPercent"):
        known.find(qn(name)).set("val", "0")
    known.find(qn("c:showVal")).set("val", "1")
    code = "0." + "0" * decimals + "%" if decimals else "0%"
    look = known.makeelement(qn("c:numFmt"), {"formatCode": code, "sourceLinked": "0"})
    known.find(qn("c:idx")).addnext(look)


def _name_once(chart: Any, keys: Sequence[str]) -> None:
    """Lines of a second phase have their name in the legend already."""
    legend = chart._chartSpace.chart.find(qn("c:legend"))
    for at in reversed([at for at, key in enumerate(keys) if key in keys[:at]]):
        entry = legend.makeelement(qn("c:legendEntry"), {})
        for name, value in (("c:idx", str(at)), ("c:delete", "1")):
            entry.append(entry.makeelement(qn(name), {"val": value}))
        legend.find(qn("c:legendPos")).addnext(entry)


def new_chart(
    slide: Any, kind: Any, categories: Sequence[str], series: Sequence[Series], box: Box = BOX
) -> Any:
    """A native chart in a box, its data in a workbook behind it."""
    data = CategoryChartData()
    data.categories = [plain(each) for each in categories]
    for name, values in series:
        data.add_series(name, [None if math.isnan(value) else value for value in values])
    frame = slide.shapes.add_chart(kind, *(Inches(each) for each in box), data)
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


def axes(chart: Any, number_format: str) -> None:
    """Quiet axes; `number_format` of the values."""
    chart.value_axis.has_major_gridlines = True
    chart.value_axis.major_gridlines.format.line.color.rgb = RGBColor.from_string("E5E8EC")
    chart.value_axis.tick_labels.number_format = number_format
    chart.value_axis.tick_labels.number_format_is_linked = False
    for axis in (chart.value_axis, chart.category_axis):
        axis.format.line.color.rgb = RGBColor.from_string(rgb(GREY))
        dress(axis.tick_labels.font, 11, QUIET)
