"""One check a row, its result in a column of its own."""

from __future__ import annotations

from collections.abc import Iterator

from qc.ingest.layouts.entry import Entry
from qc.ingest.layouts.rows import identified_rows, is_dated, repeats, row_entry
from qc.ingest.tables.labels import Hints
from qc.ingest.tables.table import Table
from qc.words import Kind

NAME = "check rows"


def recognises(table: Table, kind: Kind) -> bool:  # noqa: ARG001
    """A table with a column of results."""
    return table.column("mark") is not None


def entries(table: Table, kind: Kind, hints: Hints) -> Iterator[Entry]:  # noqa: ARG001
    """One entry a row; rows printed ahead and left blank are none."""
    column = table.column("mark")
    if column is None:
        return
    above = ""
    for row, identity in identified_rows(table):
        mark = table.grid.cell(row, column)
        if repeats(mark):
            yield row_entry(table, kind, row, mark, identity)._replace(says=above)
            continue
        above = mark.text
        if mark.value is not None or is_dated(identity):
            yield row_entry(table, kind, row, mark, identity)
