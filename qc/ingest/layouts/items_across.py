"""Items down, and across them days, rooms, persons or charts: a column is a check."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from qc.ingest.dates import Month, read_date, read_month
from qc.ingest.grid import Cell
from qc.ingest.layouts.entry import Entry, IsUnit
from qc.ingest.layouts.rows import identified_rows, row_entry
from qc.ingest.tables import Table
from qc.ingest.text import key, show
from qc.ingest.vocabulary import Role, role_of, vocabulary

NAME = "items down, checks across"

T = TypeVar("T")
Axis = dict[Role, dict[int, Cell]]

_MOST = 0.6  # of a row's labels must agree before they are taken for dates, rooms or persons
_ANY_MONTH = Month(2000, 1)  # to see whether labels look like days; a leap year's 31 days
_LARGEST_DAY = 31
_DAY = re.compile(r"\d{1,2}")
_WEEKDAY = re.compile(r"(周|星期|礼拜)?[一二三四五六日天]")
_PERSON = re.compile(r"[\u4e00-\u9fff·]{2,4}|[A-Za-z]{0,4}-?\d{4,}")
_IDENTITY: tuple[Role, ...] = ("date", "unit", "subject", "inspector", "round")


def recognises(table: Table) -> bool:
    """A table with columns that are nothing in themselves."""
    return table.column("mark") is None and bool(table.axis_columns)


def entries(table: Table, is_unit: IsUnit, month_known: bool) -> Iterator[Entry]:
    """One entry an item and filled column; a column that is blank or says 休诊 is no check."""
    rows = dict(identified_rows(table))
    axis = _read_axis(table, is_unit, month_known)
    for col in table.axis_columns:
        if all(_is_closed(table.grid.cell(row, col)) for row in rows):
            continue
        here = {role: cells[col] for role, cells in axis.items()}
        place = here["remark"].text if "remark" in here else ""
        for row, written in rows.items():
            mark = table.grid.cell(row, col)
            yield row_entry(table, row, mark, {**written, **here}, place=place)


def _is_closed(cell: Cell) -> bool:
    return cell.value is None or key(cell.text) in vocabulary().closed


def _read_axis(table: Table, is_unit: IsUnit, month_known: bool) -> Axis:
    """What the header rows and the foot rows say of each column, by role.

    Labels of no known role are kept under "remark": they only tell columns apart. A row of months
    above a row of days says which month each day is of.
    """
    axis: Axis = {}
    declared, rows = _label_rows(table)
    months: dict[int, Cell] = {}
    for row in rows:
        cells = {col: table.grid.cell(row, col) for col in table.axis_columns}
        if row != rows[-1] and _share(list(cells.values()), _names_month) >= _MOST:
            months = cells
            continue
        lowest = declared if row == rows[-1] else None
        role = _role_of_labels(list(cells.values()), lowest, is_unit, month_known or bool(months))
        if role == "date":
            cells = _in_order(
                {col: _of_month(cell, months.get(col)) for col, cell in cells.items()}
            )
        if role:
            axis.setdefault(role, cells)
    for role, row in table.foot_rows().items():
        if role in _IDENTITY:
            cells = {col: table.grid.cell(row, col) for col in table.axis_columns}
            axis.setdefault(role, cells)
    return axis


def _label_rows(table: Table) -> tuple[Role | None, list[int]]:
    """What a label over the whole axis declares, and the rows that label its columns singly."""
    declared: Role | None = None
    rows = []
    for row in range(table.top, table.bottom + 1):
        cells = {table.grid.cell(row, col) for col in table.axis_columns}
        if row < table.bottom and len({cell.ref for cell in cells}) == 1:
            declared = role_of(next(iter(cells)).text) or declared
        else:
            rows.append(row)
    return declared, rows


def _names_month(cell: Cell) -> bool:
    return read_month(cell.value, _ANY_MONTH) is not None


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


def _role_of_labels(
    cells: Sequence[Cell], declared: Role | None, is_unit: IsUnit, month_known: bool
) -> Role | None:
    """What a row of labels names; None for weekdays, which say nothing of their own."""
    texts = [cell.text for cell in cells if cell.text]
    if _share(texts, lambda text: bool(_WEEKDAY.fullmatch(text))) > _MOST:
        return None
    if declared in ("unit", "subject", "inspector"):
        return declared
    month = _ANY_MONTH if month_known or declared == "date" else Month(2000)
    if _share(cells, lambda cell: _is_date(cell, month, declared)) >= _MOST:
        return "date"
    if _share(texts, is_unit) >= _MOST:
        return "unit"
    if declared == "date":
        return "date"
    if _share(texts, lambda text: key(text) in vocabulary().shifts) >= _MOST:
        return "remark"
    if _share(texts, lambda text: bool(_PERSON.fullmatch(key(text)))) >= _MOST:
        return "subject"
    return "remark"


def _is_date(cell: Cell, month: Month, declared: Role | None) -> bool:
    """A bare five-digit number is a date only below 检查日期: it may be the number of a chart."""
    if declared != "date" and isinstance(cell.value, float) and cell.value > _LARGEST_DAY:
        return False
    if read_month(cell.value, month):
        return True
    return read_date(cell.value, month).date is not None


def _share(values: Sequence[T], test: Callable[[T], bool]) -> float:
    return sum(map(test, values)) / len(values) if values else 0.0
