"""What the record comes to: rows, rates and chains. Equal before and after, or a backup is none."""

from __future__ import annotations

from pathlib import Path

from qc.analysis import rates
from qc.backup.manifest import Head, Rate
from qc.store.backups import counts
from qc.workspace import Workspace

Figures = tuple[dict[str, int], tuple[Rate, ...], dict[str, Head]]


def figures(workspace: Workspace, database: Path) -> Figures:
    """Rows of each table, what was checked and passed by month and indicator, and the chains' heads.
    `database`: the file that the workspace's store is over."""
    held = counts(database)  # before anything else opens it, which may bring its schema up to date
    return held, _rates(workspace), heads(workspace)


def _rates(workspace: Workspace) -> tuple[Rate, ...]:
    frame = rates(workspace, by=["month"])
    columns = (frame[name] for name in ("month", "indicator", "checked", "passed"))
    return tuple(
        (str(month), str(indicator), int(checked), int(passed))
        for month, indicator, checked, passed in zip(*columns, strict=True)
    )


def heads(workspace: Workspace) -> dict[str, Head]:
    """The last entry of audit trail and journal."""
    return {
        name: Head(number=chain.last, hash=chain.head, whole=chain.broken is None)
        for name, chain in workspace.store.verify().items()
    }
