"""What every sheet shares: title, table head, widths that fit, and how it prints on A4."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Container, Sequence
from typing import Any

from qc.reports.content import Report
from qc.reports.style import CAPTION, HEAD, HEAD_RIGHT, TITLE, Book

A4 = 9
HEAD_ROW = 3
FIRST_ROW = HEAD_ROW + 1
LINE = 17.0
"""Height of one line of 10 pt text, in points."""
TALLEST = 409.0
"""A higher row is no valid one; the rest of such a text is read in the formula bar."""


def text_width(text: str) -> int:
    """Width in columns of a digit: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def lines_needed(text: str, width: float) -> int:
    """Lines that a text takes in a column so many digits wide, less the cell's margins."""
    return sum(max(1, math.ceil(text_width(line) / (width - 3))) for line in text.split("\n"))


def row_height(texts: Sequence[str], widths: Sequence[float]) -> float:
    """Height in points of a row in which each text wraps in its own column."""
    lines = [lines_needed(text, width) for text, width in zip(texts, widths, strict=True)]
    return min(TALLEST, LINE * max(lines, default=1) + 3)


def open_sheet(book: Book, name: str, widths: Sequence[float]) -> Any:
    """A new sheet without grid lines and with columns so many digits wide."""
    sheet = book.workbook.add_worksheet(name)
    sheet.hide_gridlines(2)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    return sheet


def write_title(
    book: Book, sheet: Any, sentence: str, caption: str, widths: Sequence[float]
) -> None:
    """The conclusion as the sheet's first line, over the table's whole width, then its caption."""
    last = len(widths) - 1
    lines = lines_needed(sentence, sum(widths) / 1.5)
    sheet.set_row(0, min(TALLEST, 1.5 * LINE * lines + 6))
    sheet.merge_range(0, 0, 0, last, "", book.format(TITLE))
    sheet.write_string(0, 0, sentence, book.format(TITLE))
    sheet.set_row(1, LINE)
    sheet.write_string(1, 0, caption, book.format(CAPTION))


def write_head(
    book: Book, sheet: Any, names: Sequence[str], numbers: Container[int], row: int = HEAD_ROW,
    first: int = 0,
) -> None:  # fmt: skip
    """The table's head from column `first` on; `numbers` are the columns aligned right."""
    sheet.set_row(row, 2 * LINE)
    for column, name in enumerate(names, first):
        look = HEAD_RIGHT if column in numbers else HEAD
        sheet.write_string(row, column, name, book.format(look))


def set_up_print(
    book: Book, sheet: Any, report: Report, area: tuple[int, int, int, int], *,
    portrait: bool = False, pages_tall: int = 0, repeat: tuple[int, int] | None = None,
) -> None:  # fmt: skip
    """A4, one page wide, with head rows repeated and page number and source in the footer."""
    sheet.set_paper(A4)
    sheet.set_portrait() if portrait else sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.7)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, pages_tall)
    sheet.print_area(*area)
    if repeat:
        sheet.repeat_rows(*repeat)
    sheet.set_footer(footer(book, report))


def footer(book: Book, report: Report) -> str:
    """Clinic and report left, page in the middle, source right. A doubled & prints as one."""
    font = '&"微软雅黑,Regular"&8'
    left = f"{report.clinic[:40]} · {report.title}".replace("&", "&&")
    page = book.t("page {page} of {pages}", page="&P", pages="&N")
    source = book.t("from imported audit workbooks; made {day}", day=report.made_on)
    return f"&L{font}{left}&C{font}{page}&R{font}{source}"
