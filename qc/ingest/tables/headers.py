"""Finding the tables of a sheet: which rows are headers, how tall they are, which stand side by side.

A header row names a column for items (检查内容 …), or the columns that a kind of sheet needs (抽查份数
and 合格份数), or it says whose the rows are (姓名, 科室, 日期) and what was looked at.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from qc.ingest.grid import Cell, Grid
from qc.ingest.tables.labels import MOST, share
from qc.ingest.tables.panels import side_by_side
from qc.ingest.tables.table import Table
from qc.ingest.values.dates import ANY_MONTH, read_date, read_month
from qc.ingest.values.marks import read_mark
from qc.ingest.values.numbers import read_fraction, read_number
from qc.ingest.values.text import key, show, tidy
from qc.ingest.values.vocabulary import Role, fields_of, is_place, likely_role, role_of, vocabulary
from qc.words import Kind

_WHOSE: frozenset[Role | None] = frozenset({"subject", "unit", "date", "number", "round"})
_SAMPLE = 6  # rows below a header from which it is told that its columns hold marks
_LONG = 60  # signs: a longer text is a note, not a label
_STRIP = 3  # cells: a row of more is part of a table
_HALF = 0.5
_FEWEST = 3  # rows, marks or signs from which a table without a known word is told
_NAME = 4  # signs: a longer text is no person's name
_NUMBERED = re.compile(r"[A-Za-z]{0,4}[-_]?\d+(?:[-_]\d+)*")  # a line's own number
_CODES = re.compile(r"[①-⑳、，,]+|[a-e]|[○〇οо△▲□■☆★]|[优良好差有无缺是否]")


class Header(NamedTuple):
    """A header's last row; the items' column where only the labels above it tell it."""

    bottom: int
    items: int | None = None


def find_tables(grid: Grid) -> tuple[Table, ...]:
    """The tables of a sheet, from top to bottom and left to right; none on a sheet of plain text."""
    telling = set(filter(_tells, grid.texts))  # in few rows: most hold items and marks
    rows = [row for row in range(grid.height) if not telling.isdisjoint(grid.rows[row])]
    headers = {row: found for row in rows if (found := _header(grid, row))}
    if not headers:
        unnamed = ((row, _unnamed(grid, row)) for row in range(grid.height - _FEWEST))
        headers = dict(next(([(row, found)] for row, found in unnamed if found), []))
    tables: list[Table] = []
    start = 0
    for top, after in pairwise([*headers, grid.height]):
        if tables and top <= tables[-1].bottom:  # a lower row of the header before
            continue
        bottom, items = headers[top]
        body = range(bottom + 1, after)
        columns = tuple(range(grid.width))
        table = Table(grid, top, bottom, body, range(start, top), columns, items)
        if after < grid.height:  # what follows the last item or signature belongs to the next
            end = _foot_end(grid, max(part.last_row for part in side_by_side(table)), headers)
            table = replace(table, body=range(bottom + 1, end))
        tables += side_by_side(table)
        start = table.body.stop
    return tuple(tables)


def _foot_end(grid: Grid, last: int, headers: Collection[int]) -> int:
    """Where a block ends: its foot goes on to the first blank row, if there is one before the next."""
    row = last + 1
    while row < grid.height and any(grid.row_cells(row)):
        if row in headers:
            return last + 1
        row += 1
    return row


def _header(grid: Grid, row: int) -> Header | None:
    """The header that begins in a row, if one does."""
    cells = [cell for cell in grid.row_cells(row) if _may_be_label(cell)]
    if _is_ticked(cells):
        return None
    if _names_items_or_fields(grid, row, cells):
        return Header(_header_bottom(grid, row))
    if not _begins_block(grid, row):
        return None
    stacked = _stacked(grid, row)
    if stacked and stacked.bottom > row:
        return stacked
    if len(cells) >= 2 and _says_whose(grid, row, cells):
        return Header(_header_bottom(grid, row))
    return stacked


def _unnamed(grid: Grid, row: int) -> Header | None:
    """A header of which no word is known, told by what stands below it: in one of the first columns a
    text a row, right of it marks."""
    labels = [cell for cell in grid.row_cells(row) if _may_be_label(cell)]
    if len(labels) < 2 or not _begins_block(grid, row):
        return None
    columns = range(grid.width)
    return next((Header(row, c) for c in columns if _stands_left_of_marks(grid, row, c)), None)


def _stands_left_of_marks(grid: Grid, row: int, col: int) -> bool:
    """Whether a column holds a text a row below a header, and one right of it marks."""
    below = [grid.line(each) for each in range(row + 1, min(row + 1 + _SAMPLE, grid.height))]
    items = [line[col] for line in below if _is_item(line[col], col)]
    if len(items) < max(_FEWEST, len(below) * _HALF):
        return False
    for right in range(col + 1, grid.width):
        values = [value for line in below if (value := line[right].value) is not None]
        marks = sum(read_mark(value, {}) is not None for value in values)
        if marks >= max(_FEWEST, len(values) * MOST):
            return True
    return False


def _is_item(cell: Cell, col: int) -> bool:
    is_text = isinstance(cell.value, str) and len(cell.text) >= _FEWEST
    is_text = is_text and not (_NUMBERED.fullmatch(cell.text) or is_place(cell.text))
    is_text = is_text and not read_date(cell.value, ANY_MONTH).date
    return is_text and cell.col == col and read_mark(cell.value, {}) is None


@lru_cache(maxsize=16_384)
def _tells(text: str) -> bool:
    """Whether a text says anything of a column, by whatever name; a verdict alone (合格) is a mark."""
    return bool(role_of(text) or (fields_of(text) and key(text) not in vocabulary().verdicts))


def _is_ticked(cells: Sequence[Cell]) -> bool:
    """Whether a row holds marks, not labels: 三、候诊 | 送饮品 | 是 | 是 | 否. Beside 序号 or 内容 they head
    columns."""
    if {"item", "number"} & {role_of(cell.text) for cell in cells}:
        return False
    signs = [cell for cell in cells if len(cell.text) == 1]
    return sum(read_mark(cell.value, {}) is not None for cell in signs) > 2


def _may_be_label(cell: Cell) -> bool:
    """Whether a cell can head a column: "科室：" in a strip heads nothing."""
    return isinstance(cell.value, str) and not cell.text.endswith(":")


def _begins_block(grid: Grid, row: int) -> bool:
    """Whether no table runs above a row: nothing stands there, or a title or strip; a row that names
    the columns' nurses belongs to the header above it."""
    above = grid.row_cells(row - 1) if row else []
    names = len(above) == _STRIP and _names_whose(above[0])
    return len(above) <= _STRIP and not (names and not any(map(_names_whose, above[1:])))


def _names_items_or_fields(grid: Grid, row: int, cells: Sequence[Cell]) -> bool:
    roles = [role_of(cell.text) for cell in cells]
    others = sum(role is not None and role != "item" for role in roles)
    if "item" in roles:
        if _begins_with_day(grid, row, cells[roles.index("item")].col):
            return False
        return others > 0 or (len(cells) >= 3 and not _is_line(grid, row))
    likely = [cell.col for cell in cells if likely_role(cell.text) == "item"]
    if likely and others > 0 and _heads_marks(grid, row, likely[0]):
        return True
    if len(cells) < 2 or _is_line(grid, row):  # 3 | 光电中心 | 丁若兰 | 护士 | 76 | 补考
        return False
    return _has_needed_fields(grid, row)


def _heads_marks(grid: Grid, row: int, col: int) -> bool:
    """Whether marks stand beside the texts below a cell, and the row is no record of some day, such as
    a complaint about 接待流程."""
    return not _begins_with_day(grid, row, col) and _stands_left_of_marks(grid, row, col)


def _is_line(grid: Grid, row: int) -> bool:
    """Whether a row is a line whose text is a header's word (急救物品): it begins with its number, or
    stands in a block with a figure beside that text (设备 | 电源无超负荷 | 10)."""
    cells = grid.row_cells(row)
    first = read_number(cells[0].value)
    if first.whole is not None and not first.unit:
        return True
    return not _begins_block(grid, row) and any(isinstance(cell.value, float) for cell in cells)


def _begins_with_day(grid: Grid, row: int, item: int) -> bool:
    """Whether a day stands left of a header's word: a record about 设备 or 急救物品."""
    return any(_is_day(cell) for cell in dict.fromkeys(grid.line(row)[:item]))


def _is_day(cell: Cell) -> bool:
    """Whether a cell holds a whole date, or one of this month; a bare number is a line's."""
    if cell.value is None or isinstance(cell.value, float):
        return False
    return not cell.text.isdigit() and read_date(cell.value, ANY_MONTH).date is not None


def _has_needed_fields(grid: Grid, row: int) -> bool:
    """Whether the labels of this row, and those that stand beside its tallest, are a kind's. A word
    such as 合格 is a mark until the header is known by others."""
    bottom = _header_bottom(grid, row)
    labels = [cell for below in range(row, bottom + 1) for cell in grid.row_cells(below)]
    found: dict[Kind, set[str]] = {}
    for cell in labels:
        if _is_label(cell):
            for kind, field in fields_of(cell.text).items():
                found.setdefault(kind, set()).add(field)
    words = vocabulary().fields
    return any(need <= named for kind, named in found.items() for need in words[kind].needs)


def _is_label(cell: Cell) -> bool:
    return (
        isinstance(cell.value, str)
        and len(cell.value) <= _LONG
        and key(cell.text) not in vocabulary().verdicts
    )


def _says_whose(grid: Grid, row: int, cells: Sequence[Cell]) -> bool:
    """Whether the row begins with what identifies the rows below (序号, 姓名, 科室, 日期) and has marks
    or numbers below its other labels."""
    if any(read_mark(c.value, {}) is not None for c in cells if not role_of(c.text)):
        return False
    first = [role_of(cell.text) or likely_role(cell.text) for cell in cells[:3]]
    if first[0] not in _WHOSE or not set(first) & _WHOSE - {"number"}:
        return False
    bottom = _header_bottom(grid, row)
    columns = tuple(range(grid.width))
    table = Table(grid, row, bottom, range(bottom + 1, grid.height), range(0), columns)
    return _holds_marks(table, range(bottom + 1, bottom + 1 + _SAMPLE))


def _stacked(grid: Grid, row: int) -> Header | None:
    """A header whose rows each begin with what they name (档案号 | 001 | 002, then 日期 | 3.5 | 3.6),
    above items that no label names. A single such row must name what its label says, or it is the
    header of rows."""
    first = next(iter(grid.row_cells(row)), None)
    if first is None or not _names_whose(first):
        return None
    bottom = row
    while bottom + 1 < grid.height and _names_whose(below := grid.cell(bottom + 1, first.col)):
        if below.row <= bottom:  # one label over two rows names but one thing
            break
        bottom += 1
    items = grid.span(row, first.col)[1]
    body = range(bottom + 1, grid.height)
    table = Table(grid, row, bottom, body, range(0), tuple(range(grid.width)), items)
    if bottom == row and not _agrees(table, first):
        return None
    return Header(bottom, items) if _holds_marks(table, table.data_rows[:_SAMPLE]) else None


def _names_whose(cell: Cell) -> bool:
    return _may_be_label(cell) and role_of(cell.text) in _WHOSE - {"number"}


def _agrees(table: Table, label: Cell) -> bool:
    """Whether the labels beside 日期 are days, those beside 科室 rooms. Names may be items as well:
    beside 姓名 the rows below must begin with longer texts than names."""
    role = role_of(label.text)
    cells = [table.grid.cell(table.top, col) for col in table.axis(Kind.CHECKLIST)]
    if role == "date":
        return share(cells, lambda cell: _looks_dated(cell)) >= MOST
    if role == "unit":
        return share(cells, lambda cell: cell.text.endswith(vocabulary().unit_endings)) >= MOST
    items = [table.item_cell(row).text for row in table.data_rows]
    return share(items, lambda text: len(text) > _NAME) >= MOST


def _looks_dated(cell: Cell) -> bool:
    return bool(read_month(cell.value, ANY_MONTH) or read_date(cell.value, ANY_MONTH).date)


def _holds_marks(table: Table, rows: Iterable[int]) -> bool:
    """Whether most of what is written in the other columns are marks, codes or numbers."""
    columns = table.axis(Kind.CHECKLIST)
    written = [
        value
        for row in rows
        for col in columns
        if row < table.grid.height and (value := table.grid.own(row, col).value) is not None
    ]
    return len(columns) >= 2 and sum(map(_is_mark, written)) * 2 > len(written)


def _is_mark(value: object) -> bool:
    if read_mark(value, {}) is not None or read_number(value).value is not None:
        return True
    if read_fraction(value):  # 18/20
        return True
    return bool(_CODES.fullmatch(tidy(show(value)).lower()))  # as written: for a key ② is 2


def _header_bottom(grid: Grid, top: int) -> int:
    """A header is as tall as its tallest merged label, and goes on over rows that have labels only
    beside the items: days or rooms under a wide 检查日期."""
    named = [cell for cell in grid.row_cells(top) if _names_column(cell)]
    if not named:
        return top
    likely = [cell for cell in grid.row_cells(top) if likely_role(cell.text) == "item"]
    bottom = max(grid.span(cell.row, cell.col)[0] for cell in (*named, *likely))
    items = [cell.col for cell in named if role_of(cell.text) == "item"] or [
        cell.col for cell in likely
    ]
    while items and bottom + 1 < grid.height and _labels_only(grid, bottom + 1, max(items)):
        bottom += 1
    if not items and bottom == top and _names_fields_below(grid, top, named[0].col):
        bottom += 1
    return bottom


def _names_fields_below(grid: Grid, row: int, whose: int) -> bool:
    """Whether the next row is the lower half of a header that nobody merged: nothing below what says
    whose the rows are, and else labels alone, of which some come again."""
    if row + 1 >= grid.height or not _labels_only(grid, row + 1, whose):
        return False
    texts = [cell.text for cell in grid.row_cells(row + 1)]
    return len(set(texts)) < len(texts) and all(map(_tells, texts))


def _names_column(cell: Cell) -> bool:
    return isinstance(cell.value, str) and _tells(cell.value) and _may_be_label(cell)


def _labels_only(grid: Grid, row: int, item: int) -> bool:
    left = any(grid.cell(row, col).value is not None for col in range(item + 1))
    right = sum(grid.own(row, col).value is not None for col in range(item + 1, grid.width))
    return not left and right > 1
