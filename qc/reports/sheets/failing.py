"""问题条目: which items failed most, as a Pareto chart and its table with live shares."""

from __future__ import annotations

from typing import Any

from qc.locale import N_
from qc.reports.cells import at, write_share
from qc.reports.content import FailingItem, Report
from qc.reports.page import (
    HEAD_ROW,
    open_sheet,
    row_height,
    text_width,
    write_head,
    write_title,
)
from qc.reports.paper import set_up_print
from qc.reports.style import CELL, COUNT, MISSED, RULE, Book, chart_font
from qc.sheetstyle import INK, QUIET

NAME = N_("Failing items")
COLUMNS = (
    N_("No."), N_("Item"), N_("Indicator"), N_("Failures"), N_("Share"), N_("Cumulative share"),
    N_("Short name"),
)  # fmt: skip
WIDTHS = (6, 56, 22, 10, 10, 14, 18)
NUMBER_, ITEM, INDICATOR, FAILURES, SHARE, CUMULATIVE, SHORT = range(7)
NUMBERS = frozenset({FAILURES, SHARE, CUMULATIVE})
CHART_ROWS, CHART_POINTS, CHART_PIXELS = 16, 19.0, 848
DRAWN = 12
"""Bars of the chart: more cannot be read; the table has them all."""
SHORT_WIDTH = 14
FEW = 8
"""Under so many failures the axis counts by ones; left alone it would show fractions."""


def write(book: Book, report: Report) -> None:
    sheet = open_sheet(book, book.t(NAME), WIDTHS)
    caption = book.t("Share of all failures of the month; the coloured bars make up the first 80 %")
    write_title(book, sheet, report.failing_sentence, caption, WIDTHS[:SHORT])
    head = HEAD_ROW + (CHART_ROWS if report.failing else 0)
    write_head(book, sheet, [book.t(column) for column in COLUMNS], NUMBERS, row=head)
    last = head + len(report.failing)
    for row, item in enumerate(report.failing, head + 1):
        _write_item(book, sheet, row, item, head + 1, last)
    for row in range(HEAD_ROW, head):
        sheet.set_row(row, CHART_POINTS)
    if report.failing:
        sheet.insert_chart(HEAD_ROW, 0, _pareto(book, report, head + 1), {"object_position": 3})
        sheet.autofilter(head, 0, last, CUMULATIVE)
    sheet.freeze_panes(2, 0)
    set_up_print(book, sheet, report, (0, 0, last, CUMULATIVE), portrait=True, repeat=(head, head))


def _write_item(book: Book, sheet: Any, row: int, item: FailingItem, first: int, last: int) -> None:
    sheet.set_row(row, row_height([item.item, item.indicator], [WIDTHS[ITEM], WIDTHS[INDICATOR]]))
    quiet = book.format(CELL, font_color=QUIET, align="left")
    sheet.write_number(row, NUMBER_, row - first + 1, quiet)
    sheet.write_string(row, ITEM, item.item, book.format(CELL, bold=item.vital))
    sheet.write_string(row, INDICATOR, item.indicator, book.format(CELL))
    sheet.write_number(row, FAILURES, item.failures, book.format(COUNT))
    all_failures = f"SUM($D${first + 1}:$D${last + 1})"
    share = f"={at(row, FAILURES)}/{all_failures}"
    running = f"=SUM($D${first + 1}:$D{row + 1})/{all_failures}"
    write_share(book, sheet, (row, SHARE), item.share, formula=share)
    write_share(book, sheet, (row, CUMULATIVE), item.cumulative, formula=running)
    sheet.write_string(row, SHORT, short_name(item.item), book.format(CELL, font_color=QUIET))


def short_name(text: str) -> str:
    """A text cut to what fits under a bar."""
    if text_width(text) <= SHORT_WIDTH:
        return text
    kept = ""
    for character in text:
        if text_width(kept + character) > SHORT_WIDTH - 1:
            break
        kept += character
    return f"{kept}…"


def _pareto(book: Book, report: Report, first: int) -> Any:
    """Bars of failures, and the cumulative share on the second axis."""
    name = book.t(NAME)
    items = report.failing[:DRAWN]
    last = first + len(items) - 1
    categories = [name, first, SHORT, last, SHORT]
    bars = book.workbook.add_chart({"type": "column"})
    bars.add_series(
        {
            "name": book.t("Failures"), "categories": categories,
            "values": [name, first, FAILURES, last, FAILURES], "gap": 40,
            "fill": {"color": RULE}, "points": [_bar(item) for item in items],
            "data_labels": {"value": True, "font": chart_font(9, INK)},
        }
    )  # fmt: skip
    bars.combine(_running_line(book, name, categories, first, last))
    _dress(book, bars, max(item.failures for item in items))
    return bars


def _bar(item: FailingItem) -> dict[str, Any]:
    return {"fill": {"color": MISSED if item.vital else "#B8C0C9"}}


def _running_line(book: Book, name: str, categories: list[Any], first: int, last: int) -> Any:
    line = book.workbook.add_chart({"type": "line"})
    line.add_series(
        {
            "name": book.t("Cumulative share"), "categories": categories, "y2_axis": True,
            "values": [name, first, CUMULATIVE, last, CUMULATIVE],
            "line": {"color": INK, "width": 1.75},
            "marker": {"type": "circle", "size": 5, "fill": {"color": INK}, "border": {"color": INK}},
        }
    )  # fmt: skip
    font = {"num_font": chart_font(), "name_font": chart_font()}
    line.set_y2_axis(
        {"min": 0, "max": 1, "major_unit": 0.2, "num_format": "0 %", "name": book.t("Cumulative share"), **font}
    )  # fmt: skip
    return line


def _dress(book: Book, chart: Any, highest: int) -> None:
    """Whole numbers on the axis, no title: the sheet's own sentence stands right above."""
    font = {"num_font": chart_font(), "name_font": chart_font(), "line": {"color": QUIET}}
    chart.set_title({"none": True})
    chart.set_legend({"position": "top", "font": chart_font()})
    chart.set_x_axis(font)
    whole = {"min": 0, "num_format": "0", "major_gridlines": {"visible": False}}
    if highest < FEW:
        whole["major_unit"] = 1
    chart.set_y_axis({"name": book.t("Failures"), **whole, **font})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": CHART_PIXELS, "height": int((CHART_ROWS - 1) * CHART_POINTS / 0.75)})
