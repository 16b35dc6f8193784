"""What a reader may do with a cycle: what cannot be done is not offered."""

from __future__ import annotations

from qc.improve.cycles.model import Cycle
from qc.improve.cycles.states import possible
from qc.words import Right
from qc.workspace import Workspace


def may_write(reader: Workspace) -> bool:
    """May the reader write anything down?"""
    return reader.scope.refused(Right.RECORD) is None


def may(reader: Workspace, known: Cycle) -> tuple[str, ...]:
    """The acts that the reader may do with a cycle as it stands."""
    covered = reader.scope.covers(known.site, known.unit)
    return possible(known.state) if covered and may_write(reader) else ()
