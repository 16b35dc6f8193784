"""Rows that say themselves whose they are: date, unit, subject, inspector in columns of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qc.ingest.grid import Cell
from qc.ingest.layouts.entry import Entry, Whose
from qc.ingest.tables.table import Table
from qc.ingest.values.text import clean, key, show
from qc.ingest.values.vocabulary import IDENTITY, Role, vocabulary
from qc.words import Kind

Identity = dict[Role, Cell]
_BATCH = ("spec", "batch", "expiry")
# 1号柜, 冷藏柜上层, 抽屉3, 急救箱: no unit works in it.
_FURNITURE = re.compile(
    r".{0,8}(?:柜|橱|货?架|抽屉|屉|层|格|箱|盒|筐|篮)子?[(]?[\dA-Za-z一二三四五六]*[)]?[号层格]?"
)


def identified_rows(
    table: Table, rows: Sequence[int] | None = None
) -> Iterator[tuple[int, Identity]]:
    """The item rows, or those named, with the cells that identify them; 〃, 同上 and blocks read as
    the cell above."""
    rows = table.data_rows if rows is None else rows
    columns = {role: col for role in IDENTITY if (col := table.column(role)) is not None}
    if "subject" not in columns and (device := _device_column(table)) is not None:
        columns["subject"] = device
    if "inspector" in table.facts and _is_signature(table, columns.get("inspector")):
        del columns["inspector"]  # of whoever was inspected: who inspects stands in the strip
    if "unit" in table.facts and _is_mere_place(table, columns.get("unit")):
        del columns["unit"]  # where in the unit that the strip names: 大厅
    blocks = {role for role, col in columns.items() if _is_block_column(table, rows, col)}
    last: Identity = {}
    for row in rows:
        cells: Identity = {}
        for role, col in columns.items():
            cell = table.grid.cell(row, col)
            if repeats(cell) or (cell.value is None and role in blocks):
                cell = last.get(role, cell)
            last[role] = cells[role] = cell
        yield row, cells


def _device_column(table: Table) -> int | None:
    """The column of devices beside one of what is looked at on each: they are whose the items are."""
    device, item = table.fields(Kind.MAINTENANCE).get("device"), table.item_column
    return device if item is not None and device is not None and device < item else None


def _is_mere_place(table: Table, col: int | None) -> bool:
    """Whether a column only says where in a unit: 地点, or the cabinets in which things are stored."""
    if col is None:
        return False
    if key(table.labels[col][-1].text) in vocabulary().where:
        return True
    texts = [cell.text for row in table.data_rows if (cell := table.grid.own(row, col)).text]
    stored = sum(bool(_FURNITURE.fullmatch(text)) for text in texts)
    return stored * 2 > len(texts)


def _is_signature(table: Table, col: int | None) -> bool:
    return col is not None and key(table.labels[col][-1].text) in ("签名", "签字")


def row_entry(table: Table, kind: Kind, row: int, mark: Cell, identity: Identity) -> Entry:
    """The entry of a row's mark, with the cells of the kind's own columns beside it."""
    return Entry(
        mark,
        table.item_cell(row),
        Whose(**identity),
        group=_group(table, kind, row),
        beside={field: table.grid.cell(row, col) for field, col in table.fields(kind).items()},
    )


def _group(table: Table, kind: Kind, row: int) -> str:
    """The item's category; batches of one drug are told apart by specification, batch and expiry, and
    by the cabinet."""
    if kind is not Kind.STOCK:
        return table.group_of(row)
    fields = table.fields(kind)
    cells = [table.grid.cell(row, fields[name]) for name in _BATCH if name in fields]
    if (where := table.column("unit")) is not None:
        cells.append(table.grid.cell(row, where))
    return "/".join([table.group_of(row), *(cell.text for cell in cells)])


def is_blank_check(table: Table, kind: Kind, marks: Sequence[Cell], *, named: bool) -> bool:
    """Whether nothing was checked here: all blank or 休诊. In a sheet of deductions a blank is no
    deduction, and the check stands when it is `named`: a chart or person, or a total beside it."""
    errors = table.grid.errors
    if errors and any((cell.row, cell.col) in errors for cell in marks):
        return False
    return all(is_closed(mark.value) for mark in marks) and not (named and kind is Kind.POINTS)


def is_closed(value: object) -> bool:
    """Whether a cell is blank or says that nobody was there (休)."""
    return value is None or key(clean(show(value))) in vocabulary().closed


def is_dated(identity: Identity) -> bool:
    """Whether a row without a mark was meant to be one: rows printed ahead have no date yet."""
    return "date" not in identity or identity["date"].value is not None


def repeats(cell: Cell) -> bool:
    """Whether a cell only says "as above"."""
    return isinstance(cell.value, str) and clean(cell.value) in vocabulary().repeats


def _is_block_column(table: Table, rows: Sequence[int], col: int) -> bool:
    """Whether a value stands for the rows below it until the next one: written once a block."""
    values = [table.grid.line(row)[col].value for row in rows]
    written = sum(value is not None for value in values)
    return 0 < written <= len(values) / 2 and values[0] is not None


def unnamed_columns(table: Table) -> list[int]:
    """The columns without a label of their own: none at all, or only one over several columns that
    has labels below it (检查日期 over the days)."""
    return [
        col
        for col, said in table.labels.items()
        if not said or (len(said) == 1 and col not in table.roles and _is_heading(table, said[0]))
    ]


def _is_heading(table: Table, label: Cell) -> bool:
    bottom, right = table.grid.span(label.row, label.col)
    return right > label.col and bottom < table.bottom
