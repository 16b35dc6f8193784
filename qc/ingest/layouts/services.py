"""One thing that is due a row (a service of a device, a call after an operation), with the day for
which it was planned and the day on which it was done."""

from __future__ import annotations

from collections.abc import Iterator

from qc.ingest.layouts import records
from qc.ingest.layouts.entry import Entry
from qc.ingest.tables.labels import Hints
from qc.ingest.tables.table import Table
from qc.words import Kind

NAME = "services planned and done"

_NEEDED = frozenset({"planned", "done"})


def recognises(table: Table, kind: Kind) -> bool:
    """A table with a column of plans and one of what became of them."""
    return kind is Kind.MAINTENANCE and table.fields(kind).keys() >= _NEEDED


def entries(table: Table, kind: Kind, hints: Hints) -> Iterator[Entry]:
    """One entry a row, on the day on which the service was done; one that was not is the sheet's."""
    for entry in records.entries(table, kind, hints):
        yield entry._replace(whose=entry.whose._replace(date=entry.cell("done")))
