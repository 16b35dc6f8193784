"""Units × indicators in one period: what the heat map shows."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from qc.analysis.counting import within
from qc.analysis.judging import judged, pooled
from qc.analysis.kept import kept
from qc.analysis.periods import Period
from qc.analysis.rollups import pooled_in
from qc.catalogue.model import Catalogue
from qc.workspace import Workspace

COLUMNS = (
    "unit", "indicator", "checked", "passed", "rate", "lower", "upper", "target", "verdict", "state",
    "whole_site",
)  # fmt: skip


def unit_rates(workspace: Workspace, period: Period) -> pd.DataFrame:
    """Each unit's rate on each indicator in one period. See `unit_rates_of`."""
    sites = [site.name for site in workspace.organisation.sites]

    def work() -> pd.DataFrame:
        units = pooled_in(workspace, period, "unit", "indicator")
        return _judged(units, workspace.catalogue, period, sites)

    return kept(workspace, ("unit_rates", period), work)


def unit_rates_of(
    checks: pd.DataFrame, catalogue: Catalogue, period: Period, sites: Collection[str] = ()
) -> pd.DataFrame:
    """One row per unit and indicator that has checks, with the columns of COLUMNS, sorted by unit
    and then as in the catalogue. Not a ranking: `state` says where few checks leave it open.

    `whole_site`: no unit, but one of the `sites` itself, where a sheet names no unit; these come
    last."""
    return _judged(pooled(within(checks, period), ["unit", "indicator"]), catalogue, period, sites)


def _judged(
    units: pd.DataFrame, catalogue: Catalogue, period: Period, sites: Collection[str]
) -> pd.DataFrame:
    frame = units.assign(on=period.end.isoformat())
    order = {code: place for place, code in enumerate(catalogue.indicators)}
    table = judged(frame[frame["indicator"].isin(order)], catalogue)
    return table.assign(whole_site=table["unit"].isin(sites)).sort_values(
        ["whole_site", "unit", "indicator"],
        key=lambda column: column.map(order) if column.name == "indicator" else column,
        ignore_index=True,
    )[list(COLUMNS)]
