"""What the header and foot rows say of the columns of a matrix: whose or which day's each one is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from qc.ingest.grid import Cell
from qc.ingest.tables.labels import MOST, Hints, role_of_labels, share
from qc.ingest.tables.table import Table
from qc.ingest.values.dates import ANY_MONTH, read_month
from qc.ingest.values.text import key, show
from qc.ingest.values.vocabulary import IDENTITY, Role, role_of

Axis = dict[Role, dict[int, Cell]]

_DAY = re.compile(r"\d{1,2}")
_RECEIVED = ("接待人", "受理人", "首诉负责人", "首问负责人")  # in a register who wrote it


def read_axis(table: Table, columns: Sequence[int], hints: Hints) -> Axis:
    """What the header rows and the foot rows say of each column, by role.

    Labels of no known role are kept under "remark": they only tell columns apart. A row of months
    above a row of days says which month each day is of.
    """
    axis: Axis = {}
    declared, rows = _label_rows(table, columns)
    months: dict[int, Cell] = {}
    for row in rows:
        cells = {col: table.grid.cell(row, col) for col in columns}
        if row != rows[-1] and share(list(cells.values()), _names_month) >= MOST:
            months = cells
            continue
        said = _said_of_row(table, row, columns) or (declared if row == rows[-1] else None)
        known = hints._replace(month_known=hints.month_known or bool(months))
        role = role_of_labels(list(cells.values()), said, known)
        if role == "date":
            cells = _in_order(
                {col: _of_month(cell, months.get(col)) for col, cell in cells.items()}
            )
        if role and (role not in axis or _tells_more(cells, axis[role])):
            axis[role] = cells
    for role, row in table.foot_rows().items():
        if role in IDENTITY and not (role == "inspector" and _is_of_served(table, row)):
            cells = {col: table.grid.cell(row, col) for col in columns}
            axis.setdefault(role, cells)
    return axis


def _is_of_served(table: Table, row: int) -> bool:
    """Whether a row names who received each customer, where the strip names who looked on."""
    return "inspector" in table.facts and key(table.row_label(row)) in _RECEIVED


def _tells_more(cells: Mapping[int, Cell], others: Mapping[int, Cell]) -> bool:
    """Whether a row of labels tells more columns apart: names below their posts, charts above their
    nurses."""
    return len({cell.text for cell in cells.values()}) > len({c.text for c in others.values()})


def _label_rows(table: Table, columns: Sequence[int]) -> tuple[Role | None, list[int]]:
    """What a label over the whole axis declares, and the rows that label its columns singly."""
    declared: Role | None = None
    rows = []
    for row in range(table.top, table.bottom + 1):
        cells = {table.grid.cell(row, col) for col in columns}
        if row < table.bottom and len({cell.ref for cell in cells}) == 1:
            declared = role_of(next(iter(cells)).text) or declared
        else:
            rows.append(row)
    return declared, rows


def _said_of_row(table: Table, row: int, columns: Sequence[int]) -> Role | None:
    """What the label at the beginning of a header row says of the labels beside it (档案号, 抽查日期), or
    the one left of the axis where every header row has one (部门, 日期, 检查员)."""
    if table.items is not None:
        role = role_of(table.grid.own(row, table.columns[0]).text)
        return role if role in IDENTITY else None
    left = min(columns) - 1
    rows = range(table.top, table.bottom + 1)
    if left < table.columns[0] or len(rows) < 2:
        return None
    roles = {each: role_of(table.grid.own(each, left).text) for each in rows}
    return roles[row] if all(role in IDENTITY for role in roles.values()) else None


def _names_month(cell: Cell) -> bool:
    return read_month(cell.value, ANY_MONTH) is not None


def _of_month(day: Cell, month: Cell | None) -> Cell:
    """A day below the label of its month."""
    if month is None or month.value is None or not _DAY.fullmatch(day.text):
        return day
    return Cell(day.row, day.col, f"{month.text.removesuffix('份')}{day.text}日")


def _in_order(cells: dict[int, Cell]) -> dict[int, Cell]:
    """10.10 typed as a number is 10.1: where it falls behind the day before, it is not believed."""
    last, checked = 0.0, {}
    for col, cell in cells.items():
        value = cell.value
        if isinstance(value, float) and not value.is_integer() and value < 13:
            part = value % 1 * 100
            if value < last and round(part) in (10, 20, 30):
                cell = Cell(cell.row, cell.col, f"{show(value)}(0?)")
            last = max(last, value)
        checked[col] = cell
    return checked
