"""One check a row, its result in a column of its own."""

from __future__ import annotations

from collections.abc import Iterator

from qc.ingest.layouts.entry import Entry, IsUnit
from qc.ingest.layouts.rows import identified_rows, is_dated, repeats, row_entry
from qc.ingest.tables import Table

NAME = "check rows"


def recognises(table: Table) -> bool:
    """A table with a column of results."""
    return table.column("mark") is not None


def entries(table: Table, is_unit: IsUnit, month_known: bool) -> Iterator[Entry]:  # noqa: ARG001
    """One entry a row; rows printed ahead and left blank are none."""
    column = table.roles.index("mark")
    above = ""
    for row, identity in identified_rows(table):
        mark = table.grid.cell(row, column)
        if repeats(mark):
            yield row_entry(table, row, mark, identity, says=above)
            continue
        above = mark.text
        if mark.value is not None or is_dated(identity):
            yield row_entry(table, row, mark, identity)
