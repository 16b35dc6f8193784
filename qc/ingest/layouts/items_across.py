"""Items down, and across them days, rooms, persons or charts: a column is a check."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from qc.ingest.dates import Month, read_date
from qc.ingest.grid import Cell
from qc.ingest.layouts.entry import Entry, IsUnit
from qc.ingest.tables import Table
from qc.ingest.text import key
from qc.ingest.vocabulary import Role, role_of, vocabulary

NAME = "items down, checks across"

T = TypeVar("T")
Axis = dict[Role, dict[int, Cell]]

_MOST = 0.6  # of a row's labels must agree before they are taken for dates, rooms or persons
_ANY_MONTH = Month(2000, 1)  # to see whether labels look like days; a leap year's 31 days
_WEEKDAY = re.compile(r"(周|星期|礼拜)?[一二三四五六日天]")
_PERSON = re.compile(r"[\u4e00-\u9fff·]{2,4}|[A-Za-z]{0,4}-?\d{4,}")
_IDENTITY: tuple[Role, ...] = ("date", "unit", "subject", "inspector", "round")


def recognises(table: Table) -> bool:
    """A table with columns that are nothing in themselves."""
    return table.column("mark") is None and bool(table.axis_columns)


def entries(table: Table, is_unit: IsUnit, month_known: bool) -> Iterator[Entry]:
    """One entry an item and filled column; a wholly blank column is a closed day, no check."""
    rows = table.item_rows
    items = {row: table.item_cell(row) for row in rows}
    axis = _read_axis(table, is_unit, month_known)
    for col in table.axis_columns:
        if all(table.grid.cell(row, col).value is None for row in rows):
            continue
        here = {role: cells[col] for role, cells in axis.items()}
        place = here["remark"].text if "remark" in here else ""
        for row in rows:
            yield Entry(
                table.grid.cell(row, col),
                items[row],
                date=here.get("date"),
                unit=here.get("unit"),
                subject=here.get("subject"),
                inspector=here.get("inspector"),
                round=here.get("round"),
                place=place,
            )


def _read_axis(table: Table, is_unit: IsUnit, month_known: bool) -> Axis:
    """What the header rows and the foot rows say of each column, by role.

    Labels of no known role are kept under "remark": they only tell columns apart.
    """
    axis: Axis = {}
    declared: Role | None = None
    for row in range(table.top, table.bottom + 1):
        cells = {col: table.grid.cell(row, col) for col in table.axis_columns}
        if row < table.bottom and len({cell.ref for cell in cells.values()}) == 1:
            declared = role_of(next(iter(cells.values())).text) or declared
            continue
        role = _role_of_labels(list(cells.values()), declared, is_unit, month_known)
        if role:
            axis.setdefault(role, cells)
    for role, row in table.foot_rows().items():
        if role in _IDENTITY:
            cells = {col: table.grid.cell(row, col) for col in table.axis_columns}
            axis.setdefault(role, cells)
    return axis


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
    if _share(cells, lambda cell: read_date(cell.value, month).date is not None) >= _MOST:
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


def _share(values: Sequence[T], test: Callable[[T], bool]) -> float:
    return sum(map(test, values)) / len(values) if values else 0.0
