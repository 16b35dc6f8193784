"""近效期药品: what has expired or will soon, the first to expire first."""

from __future__ import annotations

from qc.locale import N_
from qc.reports.content import ExpiryLine, Report
from qc.reports.page import FIRST_ROW, HEAD_ROW, open_sheet, write_head, write_title
from qc.reports.paper import set_up_print
from qc.reports.rows import LATE, Cell, keep_head, last_row, write_row
from qc.reports.style import Book

NAME = N_("Near expiry")
COLUMNS = (
    N_("Drug or supply"), N_("Unit"), N_("Where it is kept"), N_("Batch"), N_("Last day of use"),
    N_("Days left"), N_("In stock"), N_("Par level"), N_("Counted on"),
)  # fmt: skip
WIDTHS = (32, 18, 18, 14, 15, 10, 10, 10, 13)
EXPIRY = 4
NUMBERS = (5, 6, 7)


def write(book: Book, report: Report) -> None:
    shown = report.expiring
    sheet = open_sheet(book, book.t(NAME), WIDTHS)
    write_title(book, sheet, shown.sentence, shown.caption, WIDTHS)
    write_head(book, sheet, [book.t(name) for name in COLUMNS], NUMBERS)
    for row, line in enumerate(shown.lines, FIRST_ROW):
        write_row(book, sheet, row, _cells(line), WIDTHS, {EXPIRY: LATE} if line.left < 0 else {})
    last = last_row(shown.lines)
    keep_head(sheet, last, len(WIDTHS))
    set_up_print(book, sheet, report, (0, 0, last, len(WIDTHS) - 1), repeat=(HEAD_ROW, HEAD_ROW))


def _cells(line: ExpiryLine) -> tuple[Cell, ...]:
    return (
        line.name, line.unit, line.where, line.batch, line.expiry, line.left, line.have, line.par,
        line.counted,
    )  # fmt: skip
