"""One case a row: complaints, adverse events, faults to be put right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qc.ingest.grid import Cell
from qc.ingest.layouts.entry import Entry
from qc.ingest.layouts.places import places
from qc.ingest.layouts.rows import Identity, identified_rows, repeats, row_entry
from qc.ingest.tables.case_rows import case_rows
from qc.ingest.tables.labels import Hints
from qc.ingest.tables.table import Table
from qc.words import Kind

NAME = "cases"

# The day of a case, the first that a header has; its other days are what was done about it.
_DAYS = ("occurred", "opened")
_EVENT = frozenset({"occurred", "event", "process"})
_CASE_NUMBER = re.compile(r"(?=.*\d)[\w\-./()（）#]{4,}")


def recognises(table: Table, kind: Kind) -> bool:
    """A table whose header has the columns of a register."""
    return kind is Kind.REGISTER and table.has_fields(kind)


def entries(table: Table, kind: Kind, hints: Hints) -> Iterator[Entry]:  # noqa: ARG001
    """One entry a case, with all the cells of its row beside it. Rows printed ahead are none; what
    goes on with the case above is of its day, unit and number."""
    fields = table.fields(kind)
    found = case_rows(table)
    rows: list[tuple[int, Identity]] = []
    for row, identity in identified_rows(table, tuple(found)):
        whose = _whose(table, row, identity)
        if found[row] and rows:
            whose = {**whose, **rows[-1][1]}
        rows.append((row, whose))
    place_of = places(table, rows, copies=True)
    for row, identity in rows:
        cells = [table.grid.cell(row, col) for col in sorted(fields.values())]
        mark = next(cell for cell in cells if cell.value is not None)
        yield row_entry(table, kind, row, mark, identity)._replace(place=place_of[row])


def _whose(table: Table, row: int, identity: Identity) -> Identity:
    """Day, unit and number of a case. Who reported an event or was part of it names nobody: reports
    are not punished."""
    fields = table.fields(Kind.REGISTER)
    found = dict(identity)
    for name in _DAYS:
        if name in fields and fields[name] != table.column("date"):
            cell = table.grid.cell(row, fields[name])
            found["date"] = _above(table, cell) if repeats(cell) else cell
        if name in fields:
            break
    if "date" not in found and "reported" in fields:
        found["date"] = table.grid.cell(row, fields["reported"])
    if "unit" not in found and "owner" in fields:
        found["unit"] = table.grid.cell(row, fields["owner"])
    if _EVENT & fields.keys() and "inspector" in found and _names_reporter(table):
        del found["inspector"]
    number = table.grid.cell(row, fields["case"]) if "case" in fields else None
    if number and _CASE_NUMBER.fullmatch(number.text):
        found["subject"] = number
    elif _EVENT & fields.keys():
        found["subject"] = Cell(row, table.columns[0], None)
    return found


def _names_reporter(table: Table) -> bool:
    """Whether the column of persons is that of those who reported: 上报人, 报告者."""
    col = table.column("inspector")
    return col is not None and "报" in table.labels[col][-1].text


def _above(table: Table, cell: Cell) -> Cell:
    """The nearest cell above that says something of its own."""
    row = cell.row
    while row > table.body.start and repeats(table.grid.cell(row, cell.col)):
        row -= 1
    return table.grid.cell(row, cell.col)
