"""来源与方法: the files behind the figures, how each indicator is counted, the program."""

from __future__ import annotations

from typing import Any

from qc.analysis.display import NO_DATA
from qc.locale import N_
from qc.reports.cells import write_target
from qc.reports.content import Report
from qc.reports.page import (
    HEAD_ROW,
    open_sheet,
    row_height,
    write_head,
    write_title,
)
from qc.reports.paper import set_up_print
from qc.reports.style import CAPTION, CELL, COUNT, Book

NAME = N_("Sources and methods")
FILES = (N_("File"), N_("SHA-256 (first 12)"), N_("Imported at"), N_("Checks"))
METHODS = (N_("Indicator"), N_("How it is counted"), N_("Source"), N_("Target"), N_("Valid from"))
WIDTHS = (34, 40, 28, 9, 13)
FORMULAS = (
    N_("Rate: passed divided by checked, pooled over everything in view, never a mean of rates; a parent is the weighted mean of its children's rates and is not met while a child is missed."),
    N_("Verdict: on the exact counts, never on a rounded figure. State: one-sided exact binomial bound (95 %; Clopper & Pearson 1934) on the effective sample size."),
    N_("Interval: 95 % (Wilson 1927), widened by the design effect where items cluster in checks; none for what is counted in full."),
    N_("Trend: run chart under 12 months, otherwise p chart with 3-sigma limits, p′ (Laney 2002) when over-dispersed; signals by the run rules of Anhøj (2014)."),
    N_("Not applicable and missed items count in neither numerator nor denominator; missed items are listed in the completeness rate."),
    N_("Formulas in this workbook are live: changing a count changes rate, verdict and movement. State and interval are those of the day on which the report was made."),
)  # fmt: skip


def write(book: Book, report: Report) -> None:
    sheet = open_sheet(book, book.t(NAME), WIDTHS)
    version = book.t(
        "Made on {day} by clinic-qc {version}", day=report.made_on, version=report.version
    )
    title = book.t("Where the figures come from and how they are counted")
    caption = " · ".join(filter(None, (version, report.frozen)))
    write_title(book, sheet, title, caption, WIDTHS)
    row = _write_files(book, sheet, report)
    row = _write_methods(book, sheet, report, row + 2)
    row = _write_formulas(book, sheet, row + 2)
    sheet.freeze_panes(2, 0)
    set_up_print(book, sheet, report, (0, 0, row, len(WIDTHS) - 1), portrait=True, repeat=(0, 1))


def _write_files(book: Book, sheet: Any, report: Report) -> int:
    write_head(book, sheet, [book.t(column) for column in FILES], {3})
    row = HEAD_ROW
    for row, file in enumerate(report.sources, HEAD_ROW + 1):
        sheet.set_row(row, row_height([file.name], WIDTHS[:1]))
        for column, text in enumerate((file.name, file.sha256[:12], file.imported_at)):
            sheet.write_string(row, column, text, book.format(CELL))
        sheet.write_number(row, 3, file.checks, book.format(COUNT))
    return row


def _write_methods(book: Book, sheet: Any, report: Report, head: int) -> int:
    write_head(book, sheet, [book.t(column) for column in METHODS], {3, 4}, row=head)
    row = head
    for row, method in enumerate(report.methods, head + 1):
        texts = (method.indicator, method.counted, method.source)
        sheet.set_row(row, row_height(texts, WIDTHS[:3]))
        for column, text in enumerate(texts):
            sheet.write_string(row, column, text, book.format(CELL))
        write_target(book, sheet, (row, 3), method.target)
        day = book.format(CELL, align="right", indent=1, num_format="yyyy-mm-dd")
        if method.valid_from is None:
            sheet.write_string(row, 4, NO_DATA, day)
        else:
            sheet.write_datetime(row, 4, method.valid_from, day)
    return row


def _write_formulas(book: Book, sheet: Any, row: int) -> int:
    look = book.format(CAPTION, text_wrap=True, valign="top", align="left")
    for formula in FORMULAS:
        text = book.t(formula)
        sheet.set_row(row, row_height([text], [1.1 * sum(WIDTHS)]))
        sheet.merge_range(row, 0, row, len(WIDTHS) - 1, "", look)
        sheet.write_string(row, 0, text, look)
        row += 1
    return row - 1
