"""What every sheet shares: title, table head, widths that fit, lines that break well."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Container, Sequence
from typing import Any

from qc.reports.style import CAPTION, HEAD, HEAD_RIGHT, TITLE, Book

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


def unbroken(sentence: str) -> str:
    """A sentence whose numbers never end a line before their % or unit."""
    return re.sub(r"(?<=\d) (?=[%\w])", "\u00a0", sentence)


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
    sheet.set_row(1, LINE * lines_needed(caption, sum(widths)))
    for row, text, look in ((0, sentence, TITLE), (1, caption, CAPTION)):
        style = book.format(look, text_wrap=True)
        sheet.merge_range(row, 0, row, last, "", style)
        sheet.write_string(row, 0, unbroken(text), style)


def write_head(
    book: Book, sheet: Any, names: Sequence[str], numbers: Container[int], row: int = HEAD_ROW,
    first: int = 0,
) -> None:  # fmt: skip
    """The table's head from column `first` on; `numbers` are the columns aligned right."""
    sheet.set_row(row, 2 * LINE)
    for column, name in enumerate(names, first):
        look = HEAD_RIGHT if column in numbers else HEAD
        sheet.write_string(row, column, name, book.format(look))
