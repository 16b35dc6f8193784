"""How a table is laid out. A layout knows how to find marks and what stands beside them, no more.

A layout is a module with NAME, `recognises(table)` and `entries(table, is_unit, month_known)`; the
first that recognises a table reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from qc.ingest.layouts import check_rows, items_across, verdict_columns
from qc.ingest.layouts.entry import Entry, IsUnit
from qc.ingest.tables import Table


class Layout(Protocol):
    """What a layout module offers."""

    NAME: str

    def recognises(self, table: Table) -> bool: ...

    def entries(self, table: Table, is_unit: IsUnit, month_known: bool) -> Iterator[Entry]: ...


LAYOUTS: tuple[Layout, ...] = (verdict_columns, check_rows, items_across)


def find_layout(table: Table) -> Layout | None:
    """The layout that reads this table."""
    return next((layout for layout in LAYOUTS if layout.recognises(table)), None)
