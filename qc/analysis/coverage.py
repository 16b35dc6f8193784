"""What the store covers: which months, units and indicators hold data."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from qc.analysis.answers import Coverage
from qc.analysis.asked import with_children
from qc.analysis.kept import kept
from qc.analysis.periods import Period
from qc.analysis.source import facts
from qc.catalogue.model import Catalogue
from qc.workspace import Workspace


def coverage(workspace: Workspace) -> Coverage:
    """What the one who asks can ask about, as of the workspace's today."""
    return kept(
        workspace,
        "coverage",
        lambda: coverage_of(facts(workspace).daily, workspace.catalogue, workspace.today),
    )


def coverage_of(checks: pd.DataFrame, catalogue: Catalogue, today: dt.date) -> Coverage:
    """A month is full when its last day has come. checks: or the days that they add up to."""
    days = [dt.date.fromisoformat(day) for day in checks["date"].unique()]
    months = tuple(sorted({Period.of(day) for day in days}))
    full = [month for month in months if month.end <= today]
    held = set(checks["indicator"])
    covered = [code for code in catalogue.indicators if held & {*with_children(catalogue, code)}]
    return Coverage(
        months=months,
        newest=months[-1] if months else None,
        newest_full=full[-1] if full else None,
        units=tuple(sorted(checks["unit"].unique())),
        indicators=tuple(covered),
    )
