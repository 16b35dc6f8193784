"""检查日程: how well each cadence was kept, with live rates; below, what was not done and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qc.locale import N_
from qc.reports.cells import at, write_share
from qc.reports.content import Report
from qc.reports.improvement.content import KeptLine, NotDoneLine
from qc.reports.page import (
    FIRST_ROW,
    HEAD_ROW,
    open_sheet,
    row_height,
    text_width,
    write_head,
    write_title,
)
from qc.reports.paper import set_up_print
from qc.reports.rows import keep_head, last_row, write_row
from qc.reports.style import CELL, COUNT, Book

NAME = N_("Inspection calendar")
COLUMNS = (
    N_("What is due"), N_("Carried out"), N_("Times owed"), N_("In time"), N_("Done late"),
    N_("May be made up for"), N_("Reason given"), N_("Not done"),
)  # fmt: skip
WIDTHS = (38, 12, 10, 10, 10, 14, 14, 14)
RATE, OWED, IN_TIME, LATE = 1, 2, 3, 4
NOT_DONE = (N_("What is due"), N_("Where"), N_("Times"), N_("State"), N_("When, and why not"))
QUIET_ZERO = {"num_format": '#,##0;;"—"'}
"""Where nothing happened there is nothing to read."""
SPANS = ((0, 0), (1, 1), (2, 2), (3, 4), (5, 7))
"""The columns that each cell of the lower table covers."""


def write(book: Book, report: Report) -> None:
    shown = report.kept
    sheet = open_sheet(book, book.t(NAME), WIDTHS)
    write_title(book, sheet, shown.sentence, shown.caption, WIDTHS)
    write_head(book, sheet, [book.t(name) for name in COLUMNS], range(1, len(COLUMNS)))
    for row, line in enumerate(shown.lines, FIRST_ROW):
        _write_kept(book, sheet, row, line)
    last = last_row(shown.lines)
    keep_head(sheet, last, len(WIDTHS))
    head = last + 2 if shown.not_done else 0
    if head:
        last = _write_not_done(book, sheet, shown.not_done, head)
    set_up_print(
        book, sheet, report, (0, 0, last, len(WIDTHS) - 1), portrait=True,
        repeat=(head, head) if head else (HEAD_ROW, HEAD_ROW), new_page=head,
    )  # fmt: skip


def _write_kept(book: Book, sheet: Any, row: int, line: KeptLine) -> None:
    counts = (line.owed, line.in_time, line.late, line.open, line.excused, line.missed)
    looks = dict.fromkeys(range(LATE, len(WIDTHS)), QUIET_ZERO)
    write_row(book, sheet, row, (line.name, None, *counts), WIDTHS, looks)
    owed = at(row, OWED)
    formula = f'=IF({owed}=0,"—",({at(row, IN_TIME)}+{at(row, LATE)})/{owed})'
    write_share(book, sheet, (row, RATE), line.rate, formula=formula)


def _write_not_done(book: Book, sheet: Any, lines: Sequence[NotDoneLine], head: int) -> int:
    """What was not done, a line a place and reason; returns its last row."""
    write_head(book, sheet, [""] * len(WIDTHS), (), row=head)
    for (first, _), name in zip(SPANS, NOT_DONE, strict=True):
        write_head(book, sheet, [book.t(name)], (2,), row=head, first=first)
    widths = [sum(WIDTHS[first : last + 1]) for first, last in SPANS]
    for row, line in enumerate(lines, head + 1):
        why = line.reason or book.t("no reason given")
        told = f"{_packed(line.periods, book.t(', '), widths[-1])}\n{why}"
        texts = (line.name, line.place, "", line.state, told)
        sheet.set_row(row, row_height(texts, widths))
        for (first, last), text in zip(SPANS, texts, strict=True):
            if last > first:
                sheet.merge_range(row, first, row, last, "", book.format(CELL))
            sheet.write_string(row, first, text, book.format(CELL))
        sheet.write_number(row, SPANS[2][0], line.times, book.format(COUNT))
    return head + len(lines)


def _packed(periods: Sequence[str], comma: str, width: float) -> str:
    """Periods in lines that fit, none broken at its hyphen."""
    lines = [periods[0]]
    for period in periods[1:]:
        longer = f"{lines[-1]}{comma}{period}"
        if text_width(longer) < width - 4:
            lines[-1] = longer
        else:
            lines[-1] += comma.rstrip()
            lines.append(period)
    return "\n".join(lines)
