"""待更正: what is wrong in the workbooks, at which cell, and how to put it right."""

from __future__ import annotations

from xlsxwriter.utility import xl_range_abs

from qc.locale import N_
from qc.reports.cells import quoted
from qc.reports.content import Report
from qc.reports.page import (
    FIRST_ROW,
    HEAD_ROW,
    open_sheet,
    row_height,
    write_head,
    write_title,
)
from qc.reports.paper import set_up_print
from qc.reports.style import CELL, Book
from qc.sheetstyle import QUIET
from qc.words import Severity

NAME = N_("Held back")
COLUMNS = (
    N_("File"), N_("Sheet"), N_("Cell"), N_("Value"), N_("What"), N_("Problem"), N_("Remedy"),
)  # fmt: skip
WHAT = 4
WIDTHS = (30, 16, 8, 16, 12, 40, 40)


def write(book: Book, report: Report) -> None:
    sheet = open_sheet(book, book.t(NAME), WIDTHS)
    caption = book.t(
        "These are faults of the workbooks, not of the clinic; what is held back is in no figure"
    )
    write_title(book, sheet, _sentence(book, report), caption, WIDTHS)
    write_head(book, sheet, [book.t(column) for column in COLUMNS], ())
    for row, held in enumerate(report.held_back, FIRST_ROW):
        texts = (held.file, held.sheet, held.cell, held.value, held.label, held.message, held.remedy)  # fmt: skip
        sheet.set_row(row, row_height(texts, WIDTHS))
        for column, text in enumerate(texts):
            colour = {"font_color": QUIET} if column < 2 else {}
            sheet.write_string(row, column, text, book.format(CELL, **colour))
    last = FIRST_ROW + max(len(report.held_back), 1) - 1
    sheet.freeze_panes(FIRST_ROW, 0)
    sheet.autofilter(HEAD_ROW, 0, last, len(WIDTHS) - 1)
    set_up_print(book, sheet, report, (0, 0, last, len(WIDTHS) - 1), repeat=(HEAD_ROW, HEAD_ROW))


def held_count(book: Book) -> str:
    """The formula that counts what is held back, for another sheet."""
    column = f"{quoted(book.t(NAME))}!{xl_range_abs(FIRST_ROW, WHAT, 1048575, WHAT)}"
    return f'=COUNTIF({column},"{book.t(Severity.ERROR.label)}")'


def _sentence(book: Book, report: Report) -> str:
    held = report.places_held_back
    if not report.held_back:
        return book.t("Nothing waits to be put right in the workbooks of this month.")
    doubtful = len(report.held_back) - held
    return book.t("Held back: {held}. Please check: {doubtful}.", held=held, doubtful=doubtful)
