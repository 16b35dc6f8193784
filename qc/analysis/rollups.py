"""What the facts add up to by period, for all periods in one go: a page of any month then takes its part.

All are kept (`qc.analysis.kept`) until the store changes.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from qc.analysis.counting import accepted, period_labels
from qc.analysis.judging import pooled
from qc.analysis.kept import kept
from qc.analysis.periods import Period, PeriodKind
from qc.analysis.source import facts
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
    checks = facts(workspace).checks
    labelled = checks.assign(period=period_labels(checks["date"], kind))
    whole = pooled(labelled, ["period", *by]).astype(dict.fromkeys(("period", *by), "str"))
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
    checks = facts(workspace).checks
    labelled = checks.assign(month=period_labels(checks["date"], "month"))
    whole = pooled(labelled, ["indicator", "unit", "month"])
    parts = whole.groupby("indicator", sort=False)
    return {str(code): rows.reset_index(drop=True) for code, rows in parts} | {"": whole.iloc[:0]}


def items_by_month(workspace: Workspace) -> pd.DataFrame:
    """The accepted results, added up by month: with the columns of OF_ITEMS, `checked` and `passed`. The
    date of each is the first of its month."""
    return kept(workspace, "items by month", lambda: _items(facts(workspace).results))


def _items(results: pd.DataFrame) -> pd.DataFrame:
    rows = accepted(results)
    month = period_labels(rows["date"], "month").astype("category")
    dated = rows.assign(date=month)
    sums = dated.groupby(list(OF_ITEMS), observed=True, dropna=False)[["checked", "passed"]].sum()
    told = sums.reset_index()
    return told.assign(date=told["date"].astype("str") + "-01")
