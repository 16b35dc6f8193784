"""What the facts add up to by period, for all periods in one go: a page of any month then takes its part.

All are kept (`qc.analysis.kept`) until the store changes.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from qc.analysis.kept import kept
from qc.analysis.periods import Period, PeriodKind
from qc.analysis.source import facts
from qc.words import ResultState
from qc.workspace import Workspace

OF_ITEMS = ("date", "unit", "kind", "indicator", "checklist", "item_code", "item", "level", "state")


def pooled_in(workspace: Workspace, period: Period, *by: str) -> pd.DataFrame:
    """`judging.pooled` of the checks of a period."""
    known = kept(
        workspace, ("pooled", period.kind, *by), lambda: _pooled(workspace, period.kind, by)
    )
    return known[str(period)] if str(period) in known else next(iter(known.values())).iloc[:0]


def _pooled(
    workspace: Workspace, kind: PeriodKind, by: tuple[str, ...]
) -> Mapping[str, pd.DataFrame]:
    whole = facts(workspace).pooled_by(kind, by)
    parts = whole.groupby("period", sort=False)
    found = {str(label): rows.reset_index(drop=True) for label, rows in parts}
    return {label: rows.drop(columns="period") for label, rows in found.items()} | {
        "": whole.iloc[:0]
    }


def months_of_units(workspace: Workspace, indicator: str) -> pd.DataFrame:
    """`judging.pooled` of the checks of an indicator, by `unit` and `month`."""
    known = kept(workspace, "months of units", lambda: _months_of_units(workspace))
    return known[indicator] if indicator in known else known[""]


def _months_of_units(workspace: Workspace) -> Mapping[str, pd.DataFrame]:
    whole = facts(workspace).pooled_by("month", ("indicator", "unit"))
    whole = whole.rename(columns={"period": "month"}).sort_values(["indicator", "unit", "month"])
    parts = whole.groupby("indicator", sort=False)
    return {str(code): rows.reset_index(drop=True) for code, rows in parts} | {"": whole.iloc[:0]}


def items_by_month(workspace: Workspace) -> pd.DataFrame:
    """The accepted results, added up by month: with the columns of OF_ITEMS, `checked` and `passed`. The
    date of each is the first of its month."""
    return kept(workspace, "items by month", lambda: _items(workspace))


def _items(workspace: Workspace) -> pd.DataFrame:
    told = facts(workspace).items_by_month()
    dated = told.assign(date=told["month"].astype("str") + "-01", state=ResultState.ACCEPTED.value)
    return dated[[*OF_ITEMS, "checked", "passed"]]
