"""The rows of a table: which hold an item or a record, and what their items are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from qc.ingest.grid import Cell
from qc.ingest.tables.columns import Columns
from qc.ingest.tables.guesses import names_days
from qc.ingest.tables.said import is_aside, pairs
from qc.ingest.values.numbers import read_number
from qc.ingest.values.vocabulary import Role, role_of, vocabulary
from qc.words import Kind


@dataclass(frozen=True)
class Body(Columns):
    """Columns with the rows below their header."""

    def values(self, columns: Iterable[int]) -> set[object]:
        """What is written in these columns of the data rows, each value once."""
        return set().union(*map(self._values.__getitem__, columns)) - {None}

    @cached_property
    def _values(self) -> Mapping[int, set[object]]:
        lines = [self.grid.line(row) for row in self.data_rows]
        cells = zip(*(map(itemgetter(2), line) for line in lines), strict=True)
        every = [set(column) for column in cells] or [set()] * self.grid.width
        return dict(zip(self.columns, map(every.__getitem__, self.columns), strict=True))

    def row_label(self, row: int) -> str:
        """The first text of a row, up to the items' column where there is one."""
        line = self.grid.line(row)
        last = self.columns[-1] if self.item_column is None else self.item_column
        for col in self.columns:
            if col > last:
                break
            cell = line[col]
            if isinstance(cell.value, str):
                return cell.text
        return ""

    @cached_property
    def data_rows(self) -> tuple[int, ...]:
        """The body rows that hold an item or a record: no note, sum or signature."""
        holds = self._holds_record if self.item_column is None else self._holds_item
        return tuple(row for row in self.body if holds(row))

    @cached_property
    def other_rows(self) -> tuple[int, ...]:
        """The body rows that hold none: signatures, sums, notes."""
        data = set(self.data_rows)
        return tuple(row for row in self.body if row not in data)

    def _holds_item(self, row: int) -> bool:
        col = self.item_column or 0
        item = self.grid.cell(row, col)
        if item.col != col or not item.text:  # blank, or merged with what stands left of it
            return False
        right, axis = self.grid.span(row, col)[1], self.axis(Kind.CHECKLIST)
        beside = not axis or right >= axis[0]  # not merged with the labels of the header's rows
        if right not in self._item_columns and beside:  # a note across the table
            return False
        label = item.text if self._is_category(row) else self.row_label(row)
        said = [text for text in {label, item.text} if is_aside(text)]
        if not said or self._is_worth_points(row, said):
            return True
        # A line may be called what a header is: 急救物品.
        return self._is_numbered(row) and all(role_of(text) == "item" for text in said)

    def _is_category(self, row: int) -> bool:
        """Whether a row begins with the category of its item, though a column may be called so (人员,
        设备): it stands over several rows, or full marks beside it. A sum is none."""
        named = {self.column("group"), *self._item_columns[:-1]} - {None}
        if not named:
            return False
        first = next((c for c in self.grid.line(row) if isinstance(c.value, str)), None)
        if first is None or first.col not in named or first.col == self.item_column:
            return False
        tall = self.grid.span(first.row, first.col)[0] > first.row
        return (tall or self._full_marks(row)) and role_of(first.text) != "tally"

    def _full_marks(self, row: int) -> bool:
        points = self.column("points")
        return points is not None and bool(read_number(self.grid.own(row, points).value).value)

    def _is_worth_points(self, row: int, said: Sequence[str]) -> bool:
        """Whether what reads like room for remarks (问题整改按期完成) has full marks beside it: an item."""
        return self._full_marks(row) and all(role_of(text) == "remark" for text in said)

    def _is_numbered(self, row: int) -> bool:
        """Whether the row has a number of its own in the column of numbers."""
        number = self.column("number")
        return number is not None and self.grid.own(row, number).text.rstrip("、.").isdigit()

    def _holds_record(self, row: int) -> bool:
        """Whether a row without items is a record: something beside its number, no note or sum."""
        number = self.column("number")
        cells = [
            cell
            for col in self.columns
            if col != number and (cell := self.grid.cell(row, col)).value is not None
        ]
        label = self.row_label(row)
        if any(role_of(cell.text) == "tally" for cell in cells[:3]):  # 小计 beside a merged unit
            return False
        if any(role_of(said) for cell in cells for said, _ in pairs(cell.text)):  # 检查人：李敏
            return False
        wide = len({(cell.row, cell.col) for cell in cells}) == 1 and len(cells) > 1
        return len(cells) > 1 and not (wide or self._is_said(row, cells, label))

    def _is_said(self, row: int, cells: Sequence[Cell], label: str) -> bool:
        """Whether a row's first text says what stands beside it, and is no value itself: 手术间 in the
        column of rooms, or behind the number of a lamp."""
        if not is_aside(label):
            return False
        numbered = isinstance(cells[0].value, float) or cells[0].text.isdigit()
        of_column = role_of(label) == "unit" and self.roles.get(cells[0].col) == "unit"
        return not (numbered or self._is_numbered(row) or of_column)

    def item_cell(self, row: int) -> Cell:
        """The item of a row, blank where rows have none; 〃 and 同上 read as the item above."""
        if self.item_column is None:
            return Cell(row, self.columns[0], None)
        cell = self.grid.cell(row, self.item_column)
        while cell.text in vocabulary().repeats and row > self.body.start:
            row -= 1
            cell = self.grid.cell(row, self.item_column)
        return cell

    def group_of(self, row: int) -> str:
        """The category of a row's item, "" without a column for it."""
        column = self.column("group")
        return "" if column is None else self.grid.cell(row, column).text

    def foot_rows(self) -> dict[Role, int]:
        """Body rows that say something of each column: signatures, dates, rooms at the foot."""
        rows: dict[Role, int] = {}
        for row in self.other_rows:
            if role := role_of(self.row_label(row)):
                rows.setdefault(role, row)
            elif self._names_days(row):
                rows.setdefault("date", row)
        return rows

    def _names_days(self, row: int) -> bool:
        """Whether a row right below the header holds a day a column, behind a label that ends like one
        of days (跟单日期). At the foot it may be that of a signature."""
        if not self.data_rows or row > self.data_rows[0]:
            return False
        label, *days = self.grid.row_cells(row) or [Cell(row, 0, None)]
        return names_days(label, [day.value for day in days])

    @property
    def last_row(self) -> int:
        """The last row that holds an item or says something of the columns."""
        return max([self.bottom, *self.data_rows, *self.foot_rows().values()])
