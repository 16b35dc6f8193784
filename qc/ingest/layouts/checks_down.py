"""Persons, rooms, days or charts down: a row is a check. Across stand its items, or days or rooms
when the whole sheet is about one thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from qc.ingest.grid import Cell
from qc.ingest.layouts.asides import without_asides
from qc.ingest.layouts.entry import Entry
from qc.ingest.layouts.rows import identified_rows, is_blank_check, is_closed, row_entry
from qc.ingest.tables.labels import Hints, role_of_labels
from qc.ingest.tables.table import Table
from qc.ingest.values.vocabulary import Role, fields_of, role_of
from qc.words import Kind

NAME = "items across, checks down"

_NOTHING = Cell(0, 0, None)

_FULL_MARKS = re.compile(r"[(\[【]?\s*\d{1,3}(?:\.\d)?\s*分\s*[)\]】]?")

# Blanks that may be slips: more, or more of them, are those who were not checked that day.
_SLIPS = 2
_ONE_IN = 10


class Heading(NamedTuple):
    """What a column says of its marks: their item and its category, or whose or which day's."""

    item: Cell
    group: str
    place: str
    whose: dict[str, Cell]


def recognises(table: Table, kind: Kind) -> bool:
    """A table without a column of items whose other columns are nothing in themselves."""
    return table.item_column is None and len(_columns(table, kind)) > (0 if table.is_rest else 1)


def entries(table: Table, kind: Kind, hints: Hints) -> Iterator[Entry]:
    """One entry an item and filled row; a row that is blank or says 休息 is no check. Where every
    cell is a check of its own, a blank one is a check that was forgotten where hardly any is blank,
    and 休 on a day on which others were checked says that this one was not there."""
    columns = without_asides(
        kind, _columns(table, kind), partial(_label, table), partial(_values, table)
    )
    roles = _roles_of_rows(table, columns, hints)
    headings = {col: _heading(table, col, roles) for col in columns}
    about_one = all(heading.item.value is None for heading in headings.values())
    points = _points(table, columns)
    rows = list(identified_rows(table))
    without = (
        _unchecked(table, kind, columns, [row for row, _ in rows]) if about_one else frozenset()
    )
    for row, identity in rows:
        marks = [table.grid.cell(row, col) for col in columns]
        whole = row_entry(table, kind, row, marks[0], identity)
        if is_blank_check(table, kind, marks, named=_is_scored(table, row)):
            continue
        for col, mark in zip(columns, marks, strict=True):
            if without and mark[:2] in without:
                continue
            item, group, place, whose = headings[col]
            beside = {f: cell for f, cell in whole.beside.items() if cell.col not in columns}
            beside.update(points.get(col, {}))
            line = whole._replace(item=item, group=group, beside=beside)
            yield line.at(mark, place, whole.whose.but(whose))


def _unchecked(
    table: Table, kind: Kind, columns: Sequence[int], rows: Sequence[int]
) -> frozenset[tuple[int, int]]:
    """Of a matrix in which every cell is a check of its own, the cells that are none: of days on which
    nobody was checked, and blanks, unless they are so few among days and persons that they are slips."""
    cells = [table.grid.cell(row, col) for row in rows for col in columns]
    closed = [cell for cell in cells if is_closed(cell.value)]
    if kind is not Kind.CHECKLIST:
        return frozenset((cell.row, cell.col) for cell in closed)
    open_ = [cell for cell in cells if not is_closed(cell.value)]
    checked, seen = {cell.row for cell in open_}, {cell.col for cell in open_}
    blank = [c for c in closed if c.value is None and c.row in checked and c.col in seen]
    few = len(blank) <= _SLIPS and len(blank) * _ONE_IN <= len(cells)
    return frozenset(
        (cell.row, cell.col)
        for cell in closed
        if cell.col not in seen or (cell.value is None and not few)
    )


def _columns(table: Table, kind: Kind) -> Sequence[int]:
    """The columns of marks; that of a cart's seal is one, whatever its label ends in (封条情况)."""
    axis = item_columns(table) if kind is Kind.POINTS else table.axis(kind)
    seal = table.fields(Kind.STOCK).get("seal") if kind is Kind.CHECKLIST else None
    return axis if seal is None or seal in axis else sorted([*axis, seal])


def item_columns(table: Table) -> Sequence[int]:
    """The columns that hold the points of one item each: nothing in themselves, though the label over
    several of them is called like a figure (扣分项目, 扣分)."""
    below = (
        col
        for col in table.axis(Kind.CHECKLIST)
        if len(table.labels[col]) > 1 and Kind.POINTS not in fields_of(_label(table, col))
    )
    return sorted({*table.axis(Kind.POINTS), *below})


def _label(table: Table, col: int) -> str:
    return table.labels[col][-1].text


def _values(table: Table, col: int) -> list[object]:
    return [table.grid.line(row)[col].value for row in table.data_rows]


def _heading(table: Table, col: int, roles: Mapping[int, Role | None]) -> Heading:
    """The column's labels, each by what its row names; the lowest that names nothing else is the
    item, what stands above it the category."""
    texts: list[Cell] = []
    whose: dict[str, Cell] = {}
    place = ""
    for label in table.labels[col]:
        role = roles.get(label.row)
        if role in ("date", "unit"):
            whose[role] = label
        elif role == "remark":
            place = label.text
        elif role == "item":
            texts.append(label)
    group = texts[0].text if len(texts) > 1 else ""
    return Heading(texts[-1] if texts else _NOTHING, group, place, whose)


def _roles_of_rows(table: Table, columns: Sequence[int], hints: Hints) -> dict[int, Role | None]:
    """What each header row names: days, units, parts of a day or items. A label over all columns
    (核查内容) names nothing, but may declare what stands below it (日期)."""
    found: dict[int, Role | None] = {}
    declared: Role | None = None
    for row in range(table.top, table.bottom + 1):
        cells = [table.grid.cell(row, col) for col in columns]
        if row < table.bottom and len({cell[:2] for cell in cells}) == 1:
            declared = role_of(cells[0].text)
        elif _are_full_marks(cells):
            found[row] = "points"
        else:
            found[row] = role_of_labels(cells, declared, hints, items=True)
    return found


def _points(table: Table, columns: Sequence[int]) -> dict[int, dict[str, Cell]]:
    """The full marks of each column, where a row below the header says them (分值), or the last row of
    the header (5分, below what they are given for)."""
    row = table.foot_rows().get("points")
    cells = {col: table.grid.cell(table.bottom if row is None else row, col) for col in columns}
    if row is None and not (table.bottom > table.top and _are_full_marks(cells.values())):
        return {}
    return {col: {"points": cell} for col, cell in cells.items()}


def _are_full_marks(cells: Iterable[Cell]) -> bool:
    return all(_FULL_MARKS.fullmatch(cell.text) for cell in cells)


def _is_scored(table: Table, row: int) -> bool:
    """Whether a row without deductions was scored all the same: its total stands beside it."""
    tallies = [col for col, role in table.roles.items() if role == "tally"]
    return any(table.grid.own(row, col).value is not None for col in tallies)
