"""科室: units across indicators, each rate with its state's shape; the counts stand below."""

from __future__ import annotations

from typing import Any

from qc.locale import N_
from qc.reports.cells import at, ratio, share_format, shown, write_share, write_target
from qc.reports.content import Report, UnitRate
from qc.reports.page import (
    FIRST_ROW,
    HEAD_ROW,
    LINE,
    open_sheet,
    row_height,
    text_width,
    write_head,
    write_title,
)
from qc.reports.paper import set_up_print
from qc.reports.states import rate_colour, verdict_words
from qc.reports.style import CELL, COUNT, NUMBER, Book
from qc.words import State, Verdict

NAME = N_("Units")
COLUMNS = (
    N_("Unit"), N_("Indicator"), N_("Passed"), N_("Checked"), N_("Counting unit"), N_("Rate"),
    N_("Target"), N_("Verdict"),
)  # fmt: skip
UNIT, INDICATOR, PASSED, CHECKED, COUNTED, RATE, TARGET, VERDICT = range(8)
NUMBERS = frozenset({PASSED, CHECKED, RATE, TARGET})
UNIT_WIDTH, INDICATOR_WIDTH, WIDTH = 18, 25, 12
AIR = 3.0
"""Points that the many rows of the table do without, so that a page holds fifty."""
LEGEND = (
    (Verdict.MET, State.MET),
    (Verdict.MET, State.MET_SO_FAR),
    (Verdict.MISSED, State.MISSED_SO_FAR),
    (Verdict.MISSED, State.MISSED),
)


def write(book: Book, report: Report) -> None:
    units = list(dict.fromkeys(rate.unit for rate in report.units))
    indicators = {rate.code: rate.indicator for rate in report.units}
    widths = _widths(book, len(indicators))
    sheet = open_sheet(book, book.t(NAME), widths)
    write_title(book, sheet, report.units_sentence, _legend(book), widths)
    table = FIRST_ROW + len(units) + 2
    places = {(r.unit, r.code): (table + n, r) for n, r in enumerate(report.units)}
    _write_matrix(book, sheet, units, indicators, places, widths)
    last = _write_table(book, sheet, report, table)
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.autofilter(table - 1, 0, last, VERDICT)
    set_up_print(
        book, sheet, report, (0, 0, last, len(widths) - 1), portrait=True,
        repeat=(table - 1, table - 1), new_page=table - 1,
    )  # fmt: skip


def _widths(book: Book, indicators: int) -> tuple[float, ...]:
    """Wide enough for the table, and for the matrix when its indicators are more."""
    narrow = (WIDTH,) * (VERDICT - INDICATOR - 1)
    more = (WIDTH,) * max(0, indicators - VERDICT)
    longest = max(text_width(shape) for shape in _shapes(book))
    return (UNIT_WIDTH, INDICATOR_WIDTH, *narrow, longest + 3, *more)


def _shapes(book: Book) -> list[str]:
    return [verdict_words(verdict, state, book.t) for verdict, state in LEGEND]


def _legend(book: Book) -> str:
    return "   ".join([*_shapes(book), book.t("blank: not checked in this unit this month")])


def _write_matrix(
    book: Book, sheet: Any, units: list[str], indicators: dict[str, str],
    places: dict[tuple[str, str], tuple[int, UnitRate]], widths: tuple[float, ...],
) -> None:  # fmt: skip
    """Units down, indicators across; each cell points at its line of the table below."""
    head = [book.t("Unit"), *indicators.values()]
    write_head(book, sheet, head, range(1, len(head)))
    sheet.set_row(HEAD_ROW, max(2 * LINE, row_height(head, widths[: len(head)])))
    for row, unit in enumerate(units, FIRST_ROW):
        sheet.set_row(row, max(1.4 * LINE, row_height([unit], [UNIT_WIDTH])))
        sheet.write_string(row, 0, unit, book.format(CELL, bold=True))
        for column, code in enumerate(indicators, 1):
            if (unit, code) in places:
                _write_rate(book, sheet, (row, column), *places[unit, code])
            else:
                sheet.write_blank(row, column, None, book.format(CELL))


def _write_rate(book: Book, sheet: Any, place: tuple[int, int], row: int, rate: UnitRate) -> None:
    look = book.format(
        NUMBER,
        num_format=share_format(rate.rate, rate.target, rate.state.shape),
        font_color=rate_colour(rate.state),
        bold=rate.state is State.MISSED,
    )
    sheet.write_formula(*place, f"={at(row, RATE)}", look, shown(rate.rate))


def _write_table(book: Book, sheet: Any, report: Report, first: int) -> int:
    """One line a unit and indicator with its counts; returns its last row."""
    words = [book.t(column) for column in COLUMNS]
    write_head(book, sheet, words, NUMBERS, row=first - 1)
    for row, rate in enumerate(report.units, first):
        texts = {UNIT: rate.unit, INDICATOR: rate.indicator, COUNTED: rate.counting_unit}
        for column, text in texts.items():
            sheet.write_string(row, column, text, book.format(CELL))
        high = row_height([rate.unit, rate.indicator], (UNIT_WIDTH, INDICATOR_WIDTH))
        sheet.set_row(row, high - AIR)
        sheet.write_number(row, PASSED, rate.passed, book.format(COUNT))
        sheet.write_number(row, CHECKED, rate.checked, book.format(COUNT))
        formula = ratio(at(row, PASSED), at(row, CHECKED))
        write_share(book, sheet, (row, RATE), rate.rate, rate.target, formula)
        write_target(book, sheet, (row, TARGET), rate.target)
        said = verdict_words(rate.verdict, rate.state, book.t)
        sheet.write_string(row, VERDICT, said, book.format(CELL))
    return first + max(len(report.units), 1) - 1
