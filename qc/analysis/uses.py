"""Where a checklist was used: its checks so far."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from qc.analysis.source import facts
from qc.workspace import Workspace


@dataclass(frozen=True)
class Uses:
    """Counted checks of a checklist: how many, in which units, the first and the last day (None
    without any)."""

    checks: int
    units: tuple[str, ...]
    first: dt.date | None
    last: dt.date | None


def uses(workspace: Workspace, checklist: str) -> Uses:
    """The checks made with any version of a checklist, as far as the one who asks sees them."""
    checks = facts(workspace).checks
    mine = checks[(checks["checklist"] == checklist) & (checks["accepted"] > 0)]
    if mine.empty:
        return Uses(0, (), None, None)
    first, last = str(mine["date"].min()), str(mine["date"].max())
    units = tuple(sorted({str(unit) for unit in mine["unit"].unique()}))
    return Uses(len(mine), units, dt.date.fromisoformat(first), dt.date.fromisoformat(last))
