"""How a table is laid out. A layout knows how to find marks and what stands beside them, no more.

A layout is a module with NAME, `recognises(table, kind)` and `entries(table, kind, hints)`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from qc.ingest.layouts.entry import Entry
from qc.ingest.tables.labels import Hints
from qc.ingest.tables.table import Table
from qc.words import Kind


class Layout(Protocol):
    """What a layout module offers."""

    NAME: str

    def recognises(self, table: Table, kind: Kind) -> bool: ...

    def entries(self, table: Table, kind: Kind, hints: Hints) -> Iterator[Entry]: ...
