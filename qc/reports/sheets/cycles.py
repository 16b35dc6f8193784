"""PDCA: the month's cycles with their figures before and after, and what may be said of them."""

from __future__ import annotations

from qc.locale import N_
from qc.reports.cells import write_share
from qc.reports.content import Report
from qc.reports.improvement.content import CycleLine
from qc.reports.page import FIRST_ROW, HEAD_ROW, open_sheet, write_head, write_title
from qc.reports.paper import set_up_print
from qc.reports.rows import LATE, Cell, keep_head, last_row, write_row
from qc.reports.style import NUMBER, Book
from qc.sheetstyle import Look

NAME = N_("PDCA")
COLUMNS = (
    N_("Cycle no."), N_("Cycle"), N_("Unit"), N_("Owner"), N_("Stage"), N_("By when"), N_("Before"),
    N_("Target"), N_("After"), N_("Target attainment"), N_("Progress"), N_("Conclusion"),
    N_("What the figures say"),
)  # fmt: skip
WIDTHS = (11, 34, 15, 11, 13, 15, 19, 11, 19, 11, 11, 18, 36)
DUE, BEFORE, TARGET, AFTER, ATTAINMENT, PROGRESS, CONCLUSION = 5, 6, 7, 8, 9, 10, 11


def write(book: Book, report: Report) -> None:
    shown = report.cycles
    sheet = open_sheet(book, book.t(NAME), WIDTHS)
    write_title(book, sheet, shown.sentence, shown.caption, WIDTHS)
    write_head(book, sheet, [book.t(name) for name in COLUMNS], range(BEFORE, CONCLUSION))
    looks: dict[int, Look] = dict.fromkeys((BEFORE, TARGET, AFTER), NUMBER)
    looks[CONCLUSION] = {"bold": True}
    for row, line in enumerate(shown.lines, FIRST_ROW):
        late = {DUE: LATE} if line.overdue else {}
        write_row(book, sheet, row, _cells(line), WIDTHS, {**looks, **late})
        write_share(book, sheet, (row, ATTAINMENT), line.attainment)
        write_share(book, sheet, (row, PROGRESS), line.progress)
    last = last_row(shown.lines)
    keep_head(sheet, last, len(WIDTHS))
    set_up_print(book, sheet, report, (0, 0, last, len(WIDTHS) - 1), repeat=(HEAD_ROW, HEAD_ROW))


def _cells(line: CycleLine) -> tuple[Cell, ...]:
    return (
        line.id, line.title, line.unit, line.owner, line.state, line.due, line.before, line.target,
        line.after, None, None, line.conclusion, line.figures,
    )  # fmt: skip
