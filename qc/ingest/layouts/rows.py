"""Rows that say themselves whose they are: date, unit, subject, inspector in columns of their own."""

from __future__ import annotations

from collections.abc import Iterator

from qc.ingest.grid import Cell
from qc.ingest.layouts.entry import Entry
from qc.ingest.tables import Table
from qc.ingest.text import clean
from qc.ingest.vocabulary import Role, vocabulary

_IDENTITY: tuple[Role, ...] = ("date", "unit", "subject", "inspector", "round")
Identity = dict[Role, Cell]


def identified_rows(table: Table) -> Iterator[tuple[int, Identity]]:
    """The item rows with the cells that identify them; 〃, 同上 and blocks read as the cell above."""
    columns = {role: col for role in _IDENTITY if (col := table.column(role)) is not None}
    blocks = {role for role, col in columns.items() if _is_block_column(table, col)}
    last: Identity = {}
    for row in table.item_rows:
        cells: Identity = {}
        for role, col in columns.items():
            cell = table.grid.cell(row, col)
            if repeats(cell) or (cell.value is None and role in blocks):
                cell = last.get(role, cell)
            last[role] = cells[role] = cell
        yield row, cells


def row_entry(
    table: Table, row: int, mark: Cell, identity: Identity, says: str = "", place: str = ""
) -> Entry:
    """The entry of a row's mark."""
    return Entry(
        mark,
        table.item_cell(row),
        date=identity.get("date"),
        unit=identity.get("unit"),
        subject=identity.get("subject"),
        inspector=identity.get("inspector"),
        round=identity.get("round"),
        says=says,
        place=place,
        group=table.group_of(row),
    )


def is_dated(identity: Identity) -> bool:
    """Whether a row without a mark was meant to be one: rows printed ahead have no date yet."""
    return "date" not in identity or identity["date"].value is not None


def repeats(cell: Cell) -> bool:
    """Whether a cell only says "as above"."""
    return isinstance(cell.value, str) and clean(cell.value) in vocabulary().repeats


def _is_block_column(table: Table, col: int) -> bool:
    """Whether a value stands for the rows below it until the next one: written once a block."""
    values = [table.grid.cell(row, col).value for row in table.item_rows]
    written = sum(value is not None for value in values)
    return 0 < written <= len(values) / 2 and values[0] is not None
