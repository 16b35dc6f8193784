"""Finding the tables of a sheet: where a header stands, which rows are its body, what surrounds it.

A header row is one that names a column for items (检查内容, 检查项目 …). Everything above it, up to the
table before, is the table's strip: titles and "label：value" pairs. Rows are only classified here,
not yet understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from qc.ingest.grid import Cell, Grid
from qc.ingest.text import key, tidy
from qc.ingest.vocabulary import Role, role_of, vocabulary

_PAIR = re.compile(r"([^\s：:，,；;]{1,10}?)\s*[：:]\s*(.*?)(?=\s+[^\s：:]{1,10}\s*[：:]|\s{3,}|$)")
_LONG = 500  # signs: a longer text is prose, not a label with its value
_SPACED_NAME = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_RESERVED: frozenset[Role] = frozenset({"number", "group", "item", "remark", "points", "tally"})


@dataclass(frozen=True)
class Table:
    """A header (`top` to `bottom`, inclusive), its body rows, and the rows of its strip above."""

    grid: Grid
    top: int
    bottom: int
    body: range
    strip: range

    @cached_property
    def labels(self) -> tuple[tuple[str, ...], ...]:
        """The header texts of each column from top to bottom, merged ones once."""
        return tuple(self._column_labels(col) for col in range(self.grid.width))

    def _column_labels(self, col: int) -> tuple[str, ...]:
        places = dict.fromkeys(
            self.grid.anchor(row, col) for row in range(self.top, self.bottom + 1)
        )
        return tuple(text for place in places if (text := self.grid.own(*place).text))

    @cached_property
    def roles(self) -> tuple[Role | None, ...]:
        """The role of each column: what its lowest meaningful header says. A label over several
        columns (检查结果 over the days) heads them all and is the role of none."""
        return tuple(self._column_role(col) for col in range(self.grid.width))

    def _column_role(self, col: int) -> Role | None:
        for row in range(self.bottom, self.top - 1, -1):
            place = self.grid.anchor(row, col)
            role = role_of(self.grid.own(*place).text)
            wide = self.grid.span(*place)[1] > place[1]
            if role and (not wide or role in _RESERVED):
                return role
        return None

    def column(self, role: Role) -> int | None:
        """The first column of a role."""
        return self.roles.index(role) if role in self.roles else None

    @cached_property
    def item_column(self) -> int:
        """The items' own column: of several that a header names (项目 | 检查内容, or one label over
        category and item), the one in which most texts begin; the last of equals."""
        return max(self._item_columns, key=lambda col: (self._texts_in(col), col))

    @cached_property
    def _item_columns(self) -> tuple[int, ...]:
        """Every column that any header row calls one for items: the header row has at least one."""
        return tuple(
            col for col, labels in enumerate(self.labels) if "item" in map(role_of, labels)
        )

    def _texts_in(self, col: int) -> int:
        anchors = {self.grid.anchor(row, col) for row in self.body}
        return sum(
            place[1] == col and isinstance(self.grid.own(*place).value, str) for place in anchors
        )

    @cached_property
    def axis_columns(self) -> tuple[int, ...]:
        """Columns right of the items that are nothing in themselves: days, rooms, persons."""
        return tuple(
            col
            for col in range(self.item_column + 1, self.grid.width)
            if self._is_axis(self.labels[col])
        )

    @cached_property
    def verdict_columns(self) -> dict[int, str]:
        """Columns that are named by a verdict (合格, 不合格), with their names."""
        return {col: labels[-1] for col, labels in enumerate(self.labels) if _is_verdict(labels)}

    @staticmethod
    def _is_axis(labels: tuple[str, ...]) -> bool:
        roles = {role_of(text) for text in labels}
        named = len(labels) == 1 and roles != {None}  # 检查人 alone is a column of its own
        return bool(labels) and not (named or roles & _RESERVED or _is_verdict(labels))

    def row_label(self, row: int) -> str:
        """The first text of a row up to the items' column."""
        cells = (self.grid.cell(row, col) for col in range(self.item_column + 1))
        return next((cell.text for cell in cells if isinstance(cell.value, str)), "")

    @cached_property
    def item_rows(self) -> tuple[int, ...]:
        """The body rows that hold an item: a text of its own that is no note, sum or signature."""
        return tuple(row for row in self.body if self._holds_item(row))

    @cached_property
    def other_rows(self) -> tuple[int, ...]:
        """The body rows that hold none: signatures, sums, notes."""
        items = set(self.item_rows)
        return tuple(row for row in self.body if row not in items)

    def _holds_item(self, row: int) -> bool:
        grid, col = self.grid, self.item_column
        item = grid.cell(row, col)
        if not item.text or grid.anchor(row, col)[1] != col:
            return False
        if grid.span(row, col)[1] not in self._item_columns:  # a note across the table
            return False
        label = self.row_label(row)
        return not (role_of(label) or role_of(item.text) or _is_note(label) or _is_note(item.text))

    def item_cell(self, row: int) -> Cell:
        """The item of a row; 〃 and 同上 read as the item above."""
        cell = self.grid.cell(row, self.item_column)
        while cell.text in vocabulary().repeats and row > self.body.start:
            row -= 1
            cell = self.grid.cell(row, self.item_column)
        return cell

    def group_of(self, row: int) -> str:
        """The category of a row's item, "" without a column for it."""
        column = self.column("group")
        return "" if column is None else self.grid.cell(row, column).text

    @property
    def is_panelled(self) -> bool:
        """Whether a second column of items follows after other columns: tables side by side."""
        first, last = self._item_columns[0], self._item_columns[-1]
        return last - first >= len(self._item_columns)

    def foot_rows(self) -> dict[Role, int]:
        """Body rows that say something of each column: signatures, dates, rooms at the foot."""
        rows: dict[Role, int] = {}
        for row in self.other_rows:
            if role := role_of(self.row_label(row)):
                rows.setdefault(role, row)
        return rows

    @property
    def last_row(self) -> int:
        """The last row that holds an item or says something of the columns."""
        return max([self.bottom, *self.item_rows, *self.foot_rows().values()])

    @cached_property
    def texts(self) -> tuple[Cell, ...]:
        """The texts around the table: its strip, then the notes among and below its rows."""
        rows = [*self.strip, *self.other_rows]
        return tuple(
            cell for row in rows for cell in self.grid.row_cells(row) if isinstance(cell.value, str)
        )

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The texts of the strip that are no "label：value"."""
        return tuple(cell.text for cell in self._strip_cells() if not _PAIR.search(cell.text))

    def _strip_cells(self) -> Iterator[Cell]:
        return (c for row in self.strip for c in self.grid.row_cells(row) if c.value is not None)

    @cached_property
    def facts(self) -> dict[Role, Cell]:
        """What the strip and the notes say of the whole table; a fact's value is its text."""
        facts: dict[Role, Cell] = {}
        for cell in self.texts:
            for label, value in _PAIR.findall(str(cell.value)[:_LONG].replace("\n", "   ")):
                role = role_of(label)
                if role and (found := self._fact(cell, value)):
                    facts.setdefault(role, found)
        return facts

    def _fact(self, cell: Cell, value: str) -> Cell | None:
        if text := tidy(value):
            return Cell(cell.row, cell.col, _SPACED_NAME.sub("", text))
        _, right = self.grid.span(cell.row, cell.col)
        if right + 1 < self.grid.width:
            neighbour = self.grid.cell(cell.row, right + 1)
            return neighbour if neighbour.value is not None else None
        return None


def find_tables(grid: Grid) -> tuple[Table, ...]:
    """The tables of a sheet, from top to bottom; none on a sheet of plain text."""
    tops = [row for row in range(grid.height) if _is_header(grid, row)]
    tables: list[Table] = []
    start = 0
    for top, after in pairwise([*tops, grid.height]):
        if tables and top <= tables[-1].bottom:  # a lower row of the header before
            continue
        table = Table(grid, top, _header_bottom(grid, top), range(0), range(start, top))
        table = replace(table, body=range(table.bottom + 1, after))
        if after < grid.height:  # what follows the last item or signature belongs to the next
            table = replace(table, body=range(table.bottom + 1, _foot_end(grid, table.last_row)))
        tables.append(table)
        start = table.body.stop
    return tuple(tables)


def _foot_end(grid: Grid, last: int) -> int:
    """Where a block ends: its foot goes on to the first blank row, if there is one before the next."""
    row = last + 1
    while row < grid.height and any(grid.row_cells(row)):
        if _is_header(grid, row):
            return last + 1
        row += 1
    return row


def _is_header(grid: Grid, row: int) -> bool:
    cells = [cell for cell in grid.row_cells(row) if isinstance(cell.value, str)]
    roles = [role_of(cell.text) for cell in cells]
    others = sum(role is not None and role != "item" for role in roles)
    return "item" in roles and (others > 0 or len(cells) >= 3)


def _header_bottom(grid: Grid, top: int) -> int:
    """A header is as tall as its tallest merged label, and goes on over rows that have labels only
    beside the items: days or rooms under a wide 检查日期."""
    reserved = [cell for cell in grid.row_cells(top) if role_of(cell.text) in _RESERVED]
    bottom = max(grid.span(cell.row, cell.col)[0] for cell in reserved)
    item = max(cell.col for cell in reserved if role_of(cell.text) == "item")
    while bottom + 1 < grid.height and _labels_only(grid, bottom + 1, item):
        bottom += 1
    return bottom


def _labels_only(grid: Grid, row: int, item: int) -> bool:
    left = any(grid.cell(row, col).value is not None for col in range(item + 1))
    right = sum(grid.own(row, col).value is not None for col in range(item + 1, grid.width))
    return not left and right > 1


def _is_verdict(labels: tuple[str, ...]) -> bool:
    return bool(labels) and key(labels[-1]) in vocabulary().verdicts


def _is_note(text: str) -> bool:
    """Whether a text begins with a word such as 说明 that stands for itself: 注： but not 注意."""
    start = key(text)
    if not start.startswith(vocabulary().note_starts):
        return False
    return any(
        start.startswith(note) and not start[len(note) : len(note) + 1].isalnum()
        for note in vocabulary().note_starts
    )
