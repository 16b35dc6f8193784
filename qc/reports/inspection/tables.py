"""A table of the folder's workbooks, and how it is drawn: what it says first, how it looks after."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from qc.locale import N_, Translator
from qc.reports.cells import write_share
from qc.reports.page import FIRST_ROW, HEAD_ROW, open_sheet, row_height, write_head, write_title
from qc.reports.paper import set_up_print
from qc.reports.rows import keep_head, last_row, write_row
from qc.reports.style import Book
from qc.text import printable

SIGNED = (N_("Drawn up by"), N_("Reviewed by"), N_("Approved by"))


class Share(NamedTuple):
    """A rate, NaN where there is none, with the target that it is never rounded across."""

    rate: float
    target: float = math.nan


Cell = str | int | dt.date | Share | None


class Column(NamedTuple):
    """`head` is a msgid; `number`: aligned right."""

    head: str
    width: float
    number: bool = False


@dataclass(frozen=True)
class Table:
    """One sheet: its conclusion, where it comes from, its rows in the reader's words. `signed`: with lines
    to sign on below."""

    name: str
    sentence: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    signed: bool = False


@dataclass(frozen=True)
class Tables:
    """A workbook of tables, and what its footer says."""

    clinic: str
    title: str
    made_on: dt.date
    tables: tuple[Table, ...]


def render(content: Tables, t: Translator) -> bytes:
    """The workbook's bytes, the same for the same content."""
    target = io.BytesIO()
    book = Book.on(target, t)
    made = dt.datetime.combine(content.made_on, dt.time(), tzinfo=dt.UTC)
    book.workbook.set_properties(
        {"title": content.title, "author": content.clinic, "created": made}
    )
    for table in content.tables:
        _write(book, content, table)
    book.workbook.close()
    return target.getvalue()


def _write(book: Book, content: Tables, table: Table) -> None:
    widths = [column.width for column in table.columns]
    sheet = open_sheet(book, table.name, widths)
    write_title(book, sheet, table.sentence, table.caption, widths)
    numbers = [n for n, column in enumerate(table.columns) if column.number]
    write_head(book, sheet, [book.t(column.head) for column in table.columns], numbers)
    for row, cells in enumerate(table.rows, FIRST_ROW):
        _write_row(book, sheet, row, cells, widths)
    last = last_row(table.rows)
    keep_head(sheet, last, len(widths))
    if table.signed:
        last = _sign(book, sheet, last + 2, widths)
    area = (0, 0, last, len(widths) - 1)
    set_up_print(
        book, sheet, content, area, portrait=sum(widths) <= 110, repeat=(HEAD_ROW, HEAD_ROW)
    )


def _write_row(
    book: Book, sheet: Any, row: int, cells: Sequence[Cell], widths: Sequence[float]
) -> None:
    plain = [printable(cell) if isinstance(cell, str) else cell for cell in cells]
    write_row(
        book, sheet, row, [None if isinstance(cell, Share) else cell for cell in plain], widths
    )
    for column, cell in enumerate(plain):
        if isinstance(cell, Share):
            write_share(book, sheet, (row, column), cell.rate, cell.target)
    texts = [cell if isinstance(cell, str) else "" for cell in plain]
    sheet.set_row(row, row_height(texts, widths))


def _sign(book: Book, sheet: Any, row: int, widths: Sequence[float]) -> int:
    """Three to sign, one below the other; the last row."""
    style = book.format({"indent": 1})
    for at, who in enumerate(SIGNED, row):
        sheet.set_row(at, 30)
        text = book.t("{who}: ______________  Date: ____________", who=book.t(who))
        sheet.merge_range(at, 0, at, len(widths) - 1, "", style)
        sheet.write_string(at, 0, text, style)
    return row + len(SIGNED) - 1
