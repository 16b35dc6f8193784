"""Who may read the names of those who inspect, and who may write about a chart."""

from __future__ import annotations

from qc.words import Right
from qc.workspace import Workspace


def may_read_names(reader: Workspace) -> bool:
    """Others see letters: enough to ask whether all judge alike."""
    return Right.NAMES in reader.scope.rights


def may_write(reader: Workspace) -> bool:
    """Leave a point out, begin new limits."""
    return Right.RECORD in reader.scope.rights
