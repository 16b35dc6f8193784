"""Which file gave what: the counts of each indicator in a period, by the workbook that they came from."""

from __future__ import annotations

import pandas as pd

from qc.analysis.counting import checks_of
from qc.analysis.periods import Period
from qc.workspace import Workspace

COLUMNS = ("indicator", "sha256", "file", "checked", "passed")


def counts_by_file(workspace: Workspace, period: Period) -> pd.DataFrame:
    """One row per indicator and file with checks in the period (COLUMNS), counted in the indicator's own
    unit; over its files an indicator's counts add up to those of the scorecard."""
    rows = workspace.store.results(workspace.scope, start=period.start, end=period.end)
    if rows.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    origin = rows[["check_id", "sha256", "file"]].drop_duplicates("check_id")
    checks = checks_of(rows, workspace.catalogue).merge(origin, on="check_id")
    by = checks.astype({"indicator": "str"}).groupby(["indicator", "sha256", "file"], sort=True)
    return by[["checked", "passed"]].sum().reset_index()[list(COLUMNS)]
