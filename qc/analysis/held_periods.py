"""Which weeks, quarters or years hold data: what a reader can choose from."""

from __future__ import annotations

import datetime as dt

from qc.analysis.kept import kept
from qc.analysis.periods import Period, PeriodKind
from qc.analysis.source import facts
from qc.workspace import Workspace

MOST = 60


def held_periods(workspace: Workspace, kind: PeriodKind) -> tuple[Period, ...]:
    """The periods of a kind with data, oldest first; of weeks the newest sixty."""

    def work() -> tuple[Period, ...]:
        days = facts(workspace).daily["date"].unique()
        found = {Period.of(dt.date.fromisoformat(str(day)), kind) for day in days}
        return tuple(sorted(found)[-MOST:])

    return kept(workspace, ("held periods", kind), work)
