"""A table's row of texts, counts and days, each stored as what it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from qc.reports.page import FIRST_ROW, HEAD_ROW, row_height
from qc.reports.style import CELL, COUNT, MISSED, Book
from qc.sheetstyle import Look

Cell = str | int | dt.date | None
LATE = {"num_format": '"▲ "yyyy-mm-dd', "font_color": MISSED, "bold": True}
"""Of a due day that has passed: told by its shape too."""


def write_row(
    book: Book, sheet: Any, row: int, cells: Sequence[Cell], widths: Sequence[float],
    looks: Mapping[int, Look] | None = None,
) -> None:  # fmt: skip
    """A row as high as its texts need. Texts stay texts, whatever they begin with; `looks` are the
    looks of single columns."""
    texts = ["" if cell is None else str(cell) for cell in cells]
    sheet.set_row(row, row_height(texts, widths))
    for column, cell in enumerate(cells):
        _write(book, sheet, (row, column), cell, (looks or {}).get(column, {}))


def _write(book: Book, sheet: Any, place: tuple[int, int], cell: Cell, look: Look) -> None:
    if isinstance(cell, dt.date):
        day = {"align": "left", "num_format": "yyyy-mm-dd", **look}
        sheet.write_datetime(*place, cell, book.format(CELL, **day))
    elif isinstance(cell, int):
        sheet.write_number(*place, cell, book.format(COUNT, **look))
    elif cell:
        sheet.write_string(*place, cell, book.format(CELL, **look))
    else:
        sheet.write_blank(*place, None, book.format(CELL, **look))


def last_row(lines: Collection[object]) -> int:
    """The last row of a table below the usual head; one blank row where it has none."""
    return FIRST_ROW + max(len(lines), 1) - 1


def keep_head(sheet: Any, last: int, columns: int) -> None:
    """The head stays in sight, and the table can be filtered."""
    sheet.freeze_panes(FIRST_ROW, 0)
    sheet.autofilter(HEAD_ROW, 0, last, columns - 1)
