"""One record a row: what was counted, measured or registered, each in a column of its own name."""

from __future__ import annotations

from collections.abc import Iterator

from qc.ingest.layouts.entry import Entry
from qc.ingest.layouts.rows import identified_rows, row_entry
from qc.ingest.tables.labels import Hints
from qc.ingest.tables.table import Table
from qc.words import Kind

NAME = "records"


def recognises(table: Table, kind: Kind) -> bool:
    """A table whose header has the columns that the kind needs."""
    return table.has_fields(kind)


def entries(table: Table, kind: Kind, hints: Hints) -> Iterator[Entry]:  # noqa: ARG001
    """One entry a row with something in the kind's columns; its mark is the first of these cells."""
    columns = table.fields(kind).values()
    for row, identity in identified_rows(table):
        cells = [table.grid.cell(row, col) for col in columns]
        written = [
            cell for cell in cells if cell.value is not None or _is_error(table, cell.row, cell.col)
        ]
        if written:
            yield row_entry(table, kind, row, written[0], identity)


def _is_error(table: Table, row: int, col: int) -> bool:
    return (row, col) in table.grid.errors
