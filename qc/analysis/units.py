"""Units × indicators in one period: what the heat map shows."""

from __future__ import annotations

import pandas as pd

from qc.analysis.counting import within
from qc.analysis.judging import judged, pooled
from qc.analysis.periods import Period
from qc.analysis.source import facts
from qc.catalogue.model import Catalogue
from qc.workspace import Workspace

COLUMNS = (
    "unit", "indicator", "checked", "passed", "rate", "lower", "upper", "target", "verdict", "state",
)  # fmt: skip


def unit_rates(workspace: Workspace, period: Period) -> pd.DataFrame:
    """Each unit's rate on each indicator in one period. See `unit_rates_of`."""
    return unit_rates_of(facts(workspace).checks, workspace.catalogue, period)


def unit_rates_of(checks: pd.DataFrame, catalogue: Catalogue, period: Period) -> pd.DataFrame:
    """One row per unit and indicator that has checks, with the columns of COLUMNS, sorted by unit
    and then as in the catalogue. Not a ranking: `state` says where few checks leave it open."""
    frame = pooled(within(checks, period), ["unit", "indicator"]).assign(on=period.end.isoformat())
    order = {code: place for place, code in enumerate(catalogue.indicators)}
    table = judged(frame[frame["indicator"].isin(order)], catalogue)
    return table.sort_values(
        ["unit", "indicator"],
        key=lambda column: column.map(order) if column.name == "indicator" else column,
        ignore_index=True,
    )[list(COLUMNS)]
