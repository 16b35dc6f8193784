"""更正说明: figures of frozen months that hold no longer: what was said, what holds now, why."""

from __future__ import annotations

from qc.locale import N_
from qc.reports.content import Report
from qc.reports.page import FIRST_ROW, HEAD_ROW, open_sheet, write_head, write_title
from qc.reports.paper import set_up_print
from qc.reports.rows import keep_head, last_row, write_row
from qc.reports.style import NUMBER, Book

NAME = N_("Restatements")
COLUMNS = (N_("Month"), N_("Indicator"), N_("As published"), N_("As it is now"), N_("Why"))
WIDTHS = (11, 28, 24, 24, 60)
FIGURES = (2, 3)


def write(book: Book, report: Report) -> None:
    """Only where something was restated: an empty sheet would raise the question."""
    if not report.restatements:
        return
    sheet = open_sheet(book, book.t(NAME), WIDTHS)
    said = book.t("Figures of earlier months that hold no longer: {n}.", n=len(report.restatements))
    caption = book.t("Published months are frozen; what was corrected afterwards is told here")
    write_title(book, sheet, said, caption, WIDTHS)
    write_head(book, sheet, [book.t(name) for name in COLUMNS], FIGURES)
    looks = dict.fromkeys(FIGURES, NUMBER)
    for row, each in enumerate(report.restatements, FIRST_ROW):
        cells = (str(each.month), each.indicator, each.was, each.now, each.why)
        write_row(book, sheet, row, cells, WIDTHS, looks)
    last = last_row(report.restatements)
    keep_head(sheet, last, len(WIDTHS))
    set_up_print(book, sheet, report, (0, 0, last, len(WIDTHS) - 1), repeat=(HEAD_ROW, HEAD_ROW))
