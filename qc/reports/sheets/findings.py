"""存在问题: what was found in the month's inspections and how far it is put right."""

from __future__ import annotations

from qc.locale import N_
from qc.reports.content import Report
from qc.reports.improvement.content import FindingLine
from qc.reports.page import FIRST_ROW, HEAD_ROW, open_sheet, write_head, write_title
from qc.reports.paper import set_up_print
from qc.reports.rows import LATE, Cell, keep_head, last_row, write_row
from qc.reports.style import Book

NAME = N_("Findings")
COLUMNS = (
    N_("Date"), N_("Unit"), N_("Problem found"), N_("Cases failed"), N_("Checked"), N_("How grave"),
    N_("Time in a row"), N_("Why it happened"), N_("What is done about it"), N_("In charge"),
    N_("By when"), N_("How far put right"), N_("Re-checked on"), N_("Result of the re-check"),
)  # fmt: skip
WIDTHS = (13, 19, 30, 9, 9, 16, 9, 20, 23, 11, 15, 13, 13, 15)
FAILED, CHECKED, TIMES, DUE = 3, 4, 6, 10


def write(book: Book, report: Report) -> None:
    shown = report.findings
    sheet = open_sheet(book, book.t(NAME), WIDTHS)
    write_title(book, sheet, shown.sentence, shown.caption, WIDTHS)
    write_head(book, sheet, [book.t(name) for name in COLUMNS], (FAILED, CHECKED, TIMES))
    for row, line in enumerate(shown.lines, FIRST_ROW):
        late = {DUE: LATE} if line.overdue else {}
        write_row(book, sheet, row, _cells(line), WIDTHS, late)
    last = last_row(shown.lines)
    keep_head(sheet, last, len(WIDTHS))
    set_up_print(book, sheet, report, (0, 0, last, len(WIDTHS) - 1), repeat=(HEAD_ROW, HEAD_ROW))


def _cells(line: FindingLine) -> tuple[Cell, ...]:
    return (
        line.day, line.unit, line.item, line.failed, line.checked, line.gravity, line.times,
        line.cause, line.measure, line.person, line.due, line.state, line.rechecked_on, line.recheck,
    )  # fmt: skip
