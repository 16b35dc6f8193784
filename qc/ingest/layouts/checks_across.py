"""Items down, and across them days, rooms, persons or charts: a column is a check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from qc.ingest.grid import Cell
from qc.ingest.layouts.asides import without_asides
from qc.ingest.layouts.axis import Axis, read_axis
from qc.ingest.layouts.entry import Entry
from qc.ingest.layouts.rows import (
    identified_rows,
    is_blank_check,
    row_entry,
    unnamed_columns,
)
from qc.ingest.tables.labels import Hints
from qc.ingest.tables.table import Table
from qc.ingest.values.marks import read_mark
from qc.ingest.values.vocabulary import fields_of
from qc.words import Kind

NAME = "items down, checks across"


def recognises(table: Table, kind: Kind) -> bool:
    """A table of items with columns that are nothing in themselves."""
    return table.item_column is not None and bool(table.axis(kind))


def entries(table: Table, kind: Kind, hints: Hints) -> Iterator[Entry]:
    """One entry an item and filled column; a column that is blank or says 休诊 is no check."""
    columns: Sequence[int] = without_asides(
        kind, table.axis(kind), lambda col: table.labels[col][-1].text, table.own_values
    )
    axis = read_axis(table, columns, hints)
    columns = _without_amounts(axis, columns)
    columns = _with_forgotten(table, axis, columns)
    rows = [
        row_entry(table, kind, row, Cell(row, columns[0], None), identity)
        for row, identity in identified_rows(table)
    ]
    if kind is not Kind.POINTS:  # of which nothing was deducted in any column
        rows = [row for row in rows if _is_used(table, row.mark.row, columns)]
    rows = list(
        without_asides(kind, rows, lambda row: row.item.text, partial(_values, table, columns))
    )
    lines = [table.grid.line(row.mark.row) for row in rows]
    of_rows = {row.whose for row in rows}  # mostly one: nobody's
    for col in columns:
        marks = [line[col] for line in lines]
        said: dict[str, Cell] = {role: cells[col] for role, cells in axis.items()}
        named = "subject" in said and said["subject"].value is not None
        if is_blank_check(table, kind, marks, named=named):
            continue
        place = said.pop("remark").text if "remark" in said else ""
        whose = {of_row: of_row.but(said) for of_row in of_rows}
        for row, mark in zip(rows, marks, strict=True):
            yield row.at(mark, place, whose[row.whose])


def _values(table: Table, columns: Sequence[int], row: Entry) -> list[object]:
    line = table.grid.line(row.mark.row)
    return [line[col].value for col in columns]


def _without_amounts(axis: Axis, columns: Sequence[int]) -> Sequence[int]:
    """Beside days, a column that is called something else (数量, 规格) is no check of the day."""
    days = axis.get("date", {})
    return [col for col in columns if col not in days or not fields_of(days[col].text)] or columns


def _with_forgotten(table: Table, axis: Axis, columns: Sequence[int]) -> Sequence[int]:
    """The columns of days or rooms, and those of marks between or right behind them whose label was
    forgotten: their day or room is missing where the neighbours have one."""
    roles = [role for role in ("date", "unit") if role in axis]
    forgotten = [*_forgotten(table, columns)] if roles else []
    for role in roles:
        row = axis[role][columns[0]].row
        axis[role].update((col, table.grid.cell(row, col)) for col in forgotten)
    for cells in axis.values():
        for col in forgotten:
            cells.setdefault(col, Cell(table.top, col, None))
    return sorted((*columns, *forgotten))


def _forgotten(table: Table, columns: Sequence[int]) -> Iterator[int]:
    last = columns[-1]
    for col in unnamed_columns(table):
        is_marked = any(read_mark(table.grid.own(r, col).value, {}) for r in table.data_rows)
        if columns[0] < col <= last + 1 and is_marked:
            last = max(col, last)
            yield col


def _is_used(table: Table, row: int, columns: Sequence[int]) -> bool:
    """Whether an item belongs to the form as it is filled: a hidden row that is blank does not."""
    errors = table.grid.errors
    return row not in table.grid.hidden_rows or any(
        table.grid.cell(row, col).value is not None or (row, col) in errors for col in columns
    )
