"""台账: adverse events, complaints and follow-ups of the month, sentences first, then their figures."""

from __future__ import annotations

from typing import Any

from qc.locale import N_
from qc.reports.content import RegisterReview, Report
from qc.reports.page import LINE, lines_needed, open_sheet, write_head, write_title
from qc.reports.paper import set_up_print
from qc.reports.rows import write_row
from qc.reports.style import NUMBER, TITLE, Book

NAME = N_("Register reviews")
COLUMNS = (N_("Part"), N_("Figure"), N_("This month"), N_("Month before"), N_("Change"))
WIDTHS = (34, 30, 18, 16, 26)
NUMBERS = (2, 3)


def write(book: Book, report: Report) -> None:
    sheet = open_sheet(book, book.t(NAME), WIDTHS)
    caption = book.t("Cases count in the month of their own day; more reports are not worse")
    said = [each.sentences[0] for each in report.registers]
    write_title(book, sheet, "\n".join(said), caption, WIDTHS)
    row = 2
    for each in report.registers:
        row = _write_review(book, sheet, each, row + 1)
    sheet.freeze_panes(2, 0)
    set_up_print(book, sheet, report, (0, 0, row, len(WIDTHS) - 1), portrait=True, repeat=(0, 1))


def _write_review(book: Book, sheet: Any, each: RegisterReview, row: int) -> int:
    """The register's name, its sentences, its figures; returns its last row."""
    sheet.set_row(row, 1.8 * LINE)
    sheet.write_string(row, 0, each.name, book.format(TITLE))
    words = book.format(text_wrap=True, valign="top", indent=1)
    for sentence in each.sentences:
        row += 1
        sheet.set_row(row, LINE * lines_needed(sentence, sum(WIDTHS)) + 3)
        sheet.merge_range(row, 0, row, len(WIDTHS) - 1, "", words)
        sheet.write_string(row, 0, sentence, words)
    row += 1
    write_head(book, sheet, [book.t(name) for name in COLUMNS], NUMBERS, row=row)
    looks = dict.fromkeys(NUMBERS, NUMBER)
    for line in each.lines:
        row += 1
        part = line.part or book.t("whole month")
        cells = (part, line.figure, line.now, line.before, line.change)
        write_row(book, sheet, row, cells, WIDTHS, looks)
    return row + 1
