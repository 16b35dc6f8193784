"""检查表汇总: each checklist in each unit, total points, points reached, pass rate, with live rates."""

from __future__ import annotations

from typing import Any

from qc.locale import N_
from qc.reports.cells import at, ratio, write_share
from qc.reports.content import ChecklistLine, Report
from qc.reports.page import FIRST_ROW, HEAD_ROW, open_sheet, write_head, write_title
from qc.reports.paper import set_up_print
from qc.reports.rows import keep_head, last_row, write_row
from qc.reports.style import Book

NAME = N_("Checklist summary")
COLUMNS = (
    N_("Unit"), N_("Checklist"), N_("Checks"), N_("Total points"), N_("Points reached"), N_("Score rate"),
    N_("Checked"), N_("Passed"), N_("Pass rate"),
)  # fmt: skip
WIDTHS = (20, 36, 9, 11, 11, 11, 10, 10, 11)
UNIT, CHECKLIST, CHECKS, POINTS, SCORED, SCORE_RATE, CHECKED, PASSED, RATE = range(9)
PLAIN = "#,##0.##"


def write(book: Book, report: Report) -> None:
    shown = report.checklists
    sheet = open_sheet(book, book.t(NAME), WIDTHS)
    caption = book.t(
        "Points over applicable items, where the sheets give points; the pass rate counts in each indicator's own unit"
    )
    write_title(book, sheet, shown.sentence, caption, WIDTHS)
    write_head(book, sheet, [book.t(name) for name in COLUMNS], range(CHECKS, len(COLUMNS)))
    for row, line in enumerate(shown.lines, FIRST_ROW):
        _write_line(book, sheet, row, line)
    last = last_row(shown.lines)
    keep_head(sheet, last, len(WIDTHS))
    set_up_print(
        book, sheet, report, (0, 0, last, RATE), portrait=True, repeat=(HEAD_ROW, HEAD_ROW)
    )


def _write_line(book: Book, sheet: Any, row: int, line: ChecklistLine) -> None:
    counts = (line.checks, None, None, None, line.checked, line.passed, None)
    write_row(book, sheet, row, (line.unit, line.checklist, *counts), WIDTHS)
    for column, points in ((POINTS, line.points), (SCORED, line.scored)):
        write_share(book, sheet, (row, column), points, num_format=PLAIN)
    scored = ratio(f"N({at(row, SCORED)})", f"N({at(row, POINTS)})")
    write_share(book, sheet, (row, SCORE_RATE), line.score_rate, formula=scored)
    passed = ratio(at(row, PASSED), at(row, CHECKED))
    write_share(book, sheet, (row, RATE), line.rate, formula=passed, bold=True)
