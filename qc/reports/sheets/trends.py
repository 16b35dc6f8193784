"""趋势: one native line chart an indicator over twelve months, the conclusion as its title.

The charts' figures stand on the same sheet, right of the print area.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from qc.locale import N_
from qc.reports.cells import at, ratio, write_share, write_target
from qc.reports.content import Report, TrendChart, TrendMonth
from qc.reports.page import FIRST_ROW, HEAD_ROW, open_sheet, write_head, write_title
from qc.reports.paper import set_up_print
from qc.reports.style import CELL, COUNT, MET, RULE, Book, chart_font
from qc.sheetstyle import INK, QUIET

NAME = N_("Trends")
COLUMNS = (
    N_("Indicator"), N_("Month"), N_("Passed"), N_("Checked"), N_("Rate"), N_("Centre line"),
    N_("Lower limit"), N_("Upper limit"), N_("Target"),
)  # fmt: skip
GRID = (9.6,) * 12
"""Columns of the print area that the charts float over."""
DATA = len(GRID) + 1
WIDTHS = (*GRID, 3, 18, 10, 9, 9, 10, 10, 10, 10, 9)
PASSED, CHECKED, RATE, CENTRE, LOWER, UPPER, TARGET = range(DATA + 2, DATA + 9)
PAGE_ROWS = 48
"""Rows of charts that fill a portrait page as wide as the grid."""
ACROSS = 2
STEPS = (0.01, 0.02, 0.05, 0.1, 0.2)
MONTHS = {"zh": 'm"月"', "en": "mmm"}
SHORTEST, TALLEST = 8, 16
"""Rows of one chart."""
ROW_POINTS = 19.0
COLUMN_PIXELS = 72
"""Of a column of the grid."""


def write(book: Book, report: Report) -> None:
    name = book.t(NAME)
    sheet = open_sheet(book, name, WIDTHS)
    write_title(book, sheet, report.conclusions[1].sentence, _key(book), GRID)
    _write_data(book, sheet, report)
    last = _insert_charts(book, sheet, report)
    sheet.freeze_panes(2, 0)
    set_up_print(book, sheet, report, (0, 0, last, len(GRID) - 1), portrait=True, pages_tall=1)


def rate_cell(book: Book, report: Report, code: str, months_back: int) -> str:
    """Where the rate of an earlier month stands; nothing when the indicator has no trend."""
    place = _place(report, code)
    if place is None or months_back >= len(report.trends[place].months):
        return ""
    last = _first_row(report, place) + len(report.trends[place].months) - 1
    return at(last - months_back, RATE, book.t(NAME))


def rate_range(book: Book, report: Report, code: str) -> str:
    """Where the indicator's twelve rates stand; nothing when it has no trend."""
    place = _place(report, code)
    if place is None:
        return ""
    first = _first_row(report, place)
    last = first + len(report.trends[place].months) - 1
    return f"{at(first, RATE, book.t(NAME))}:{at(last, RATE)}"


def _place(report: Report, code: str) -> int | None:
    codes = [trend.code for trend in report.trends]
    return codes.index(code) if code in codes else None


def _first_row(report: Report, place: int) -> int:
    return FIRST_ROW + sum(len(trend.months) for trend in report.trends[:place])


def _key(book: Book) -> str:
    return book.t(
        "Dark line with points: rate. Thin grey line: centre. Dotted grey lines: control limits. "
        "Dashed blue-green line: target. The figures stand to the right, from column {column}.",
        column=xl_col_to_name(DATA),
    )


def _write_data(book: Book, sheet: Any, report: Report) -> None:
    words = [book.t(column) for column in COLUMNS]
    write_head(book, sheet, words, range(PASSED, TARGET + 1), first=DATA)
    for place, trend in enumerate(report.trends):
        for row, month in enumerate(trend.months, _first_row(report, place)):
            sheet.set_row(row, ROW_POINTS)
            _write_month(book, sheet, row, trend, month)


def _write_month(book: Book, sheet: Any, row: int, trend: TrendChart, month: TrendMonth) -> None:
    """A month without data stays blank, so that the line has a gap and not a zero."""
    sheet.write_string(row, DATA, trend.name, book.format(CELL, text_wrap=False))
    sheet.write_datetime(
        row, DATA + 1, month.start, book.format(CELL, num_format="yyyy-mm", align="left")
    )
    if trend.pooled:
        sheet.write_number(row, PASSED, month.passed, book.format(COUNT))
        sheet.write_number(row, CHECKED, month.checked, book.format(COUNT))
    if not math.isnan(month.rate):
        formula = ratio(at(row, PASSED), at(row, CHECKED)) if trend.pooled else ""
        write_share(book, sheet, (row, RATE), month.rate, month.target, formula)
    if not math.isnan(month.target):
        write_target(book, sheet, (row, TARGET), month.target)
    lines = {CENTRE: month.centre, LOWER: month.lower, UPPER: month.upper}
    for column, value in lines.items():
        if not math.isnan(value):
            write_share(book, sheet, (row, column), value, font_color=QUIET)


def _insert_charts(book: Book, sheet: Any, report: Report) -> int:
    """Charts side by side, as high as one page allows; returns the last row they cover."""
    down = math.ceil(len(report.trends) / ACROSS)
    tall = max(SHORTEST, min(TALLEST, PAGE_ROWS // max(1, down)))
    width, height = COLUMN_PIXELS * len(GRID) // ACROSS, int(tall * ROW_POINTS / 0.75)
    for place, trend in enumerate(report.trends):
        chart = _chart(book, report, place, trend)
        chart.set_size({"width": width - 12, "height": height - 10})
        below, right = divmod(place, ACROSS)
        offset = {"x_offset": right * width + 4, "y_offset": 4, "object_position": 3}
        sheet.insert_chart(
            FIRST_ROW + below * tall, 0, chart, {**offset, "description": trend.sentence}
        )
    last = FIRST_ROW + down * tall
    for row in range(FIRST_ROW, last):
        sheet.set_row(row, ROW_POINTS)
    return last


def _chart(book: Book, report: Report, place: int, trend: TrendChart) -> Any:
    first = _first_row(report, place)
    last = first + len(trend.months) - 1
    chart = book.workbook.add_chart({"type": "line"})
    for column, line in _lines(trend):
        chart.add_series(_series(book, column, line, first, last))
    chart.set_title(
        {"name": trend.sentence, "overlay": False, "name_font": chart_font(10, INK, bold=True)}
    )
    chart.set_legend({"none": True})
    chart.show_blanks_as("gap")
    chart.set_chartarea({"border": {"none": True}})
    caption = {"name": trend.caption, "name_font": chart_font(9)}
    axis_line = {"line": {"color": QUIET}, "num_font": chart_font(9)}
    chart.set_x_axis(
        {**caption, **axis_line, "num_format": MONTHS[book.t.language], "text_axis": True}
    )
    grid = {"visible": True, "line": {"color": RULE, "width": 0.5}}
    chart.set_y_axis(
        {
            **_axis(trend),
            "num_format": "0 %",
            "major_gridlines": grid,
            **axis_line,
        }
    )
    return chart


def _lines(trend: TrendChart) -> Iterable[tuple[int, dict[str, Any]]]:
    """The series to draw: limits and centre only where the chart has them, the rate on top."""
    quiet = {"color": "#8A94A0", "width": 1}
    months = trend.months
    if any(not math.isnan(month.centre) for month in months):
        yield CENTRE, {"line": quiet}
    for column, values in ((LOWER, [m.lower for m in months]), (UPPER, [m.upper for m in months])):
        if any(not math.isnan(value) for value in values):
            yield column, {"line": {**quiet, "dash_type": "round_dot"}}
    if any(not math.isnan(month.target) for month in months):
        yield TARGET, {"line": {"color": MET, "width": 1.5, "dash_type": "dash"}}
    yield RATE, {"line": {"color": INK, "width": 2.25}, "marker": _marker()}


def _marker() -> dict[str, Any]:
    return {"type": "circle", "size": 5, "fill": {"color": INK}, "border": {"color": INK}}


def _series(book: Book, column: int, look: dict[str, Any], first: int, last: int) -> dict[str, Any]:
    sheet = book.t(NAME)
    return {
        "name": [sheet, HEAD_ROW, column],
        "categories": [sheet, first, DATA + 1, last, DATA + 1],
        "values": [sheet, first, column, last, column],
        **look,
    }


def _values(trend: TrendChart) -> list[float]:
    lines = [(m.rate, m.centre, m.lower, m.upper, m.target) for m in trend.months]
    return [value for line in lines for value in line if not math.isnan(value)]


def _axis(trend: TrendChart) -> dict[str, float]:
    """Round shares just around all lines, since the change is what is looked at: min, max, step."""
    values = _values(trend)
    low, high = max(0.0, min(values) - 0.01), min(1.0, max(values) + 0.005)
    step = next((step for step in STEPS if high - low <= 5 * step), STEPS[-1])
    top = min(1.0, math.ceil(high / step) * step)
    return {
        "min": round(math.floor(low / step) * step, 2),
        "max": round(top, 2),
        "major_unit": step,
    }
