"""The failing items of a period, most defects first: the few that make most of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import pandas as pd

from metrics import pareto, rates
from qc.analysis.asked import known_indicator, with_children
from qc.analysis.counting import accepted, at_unit, period_labels, within
from qc.analysis.kept import kept
from qc.analysis.periods import Period
from qc.analysis.rollups import items_by_month
from qc.analysis.source import facts
from qc.catalogue.model import Catalogue
from qc.words import Direction
from qc.workspace import Workspace

ITEM = ("indicator", "checklist", "item_code", "item")
COLUMNS = (
    *ITEM, "level", "defects", "checked", "share", "cumulative", "vital", "units", "months",
)  # fmt: skip
USED = (*ITEM, "level", "kind", "unit", "date", "state", "checked", "passed")
MEMORY = 12
MOST = 3


def failing_items(
    workspace: Workspace,
    period: Period,
    indicator: str | None = None,
    unit: str | None = None,
    without: Collection[str] = (),
) -> pd.DataFrame:
    """The items that failed in a period, of one indicator (with its children) or all, in one unit or
    all. See `failing_items_of`. UsageError for an unknown indicator."""
    if indicator is not None:
        known_indicator(workspace.catalogue, indicator)
    first, last = _memory(period)

    def work() -> pd.DataFrame:
        if period.kind == "week":
            results = facts(workspace).between(first, max(last, period.end)).results
        else:
            results = items_by_month(workspace)
        return failing_items_of(
            results, workspace.catalogue, workspace.language, period, indicator, unit, without
        )

    return kept(workspace, ("failing", period, indicator, unit, frozenset(without)), work)


def failing_items_of(
    results: pd.DataFrame,
    catalogue: Catalogue,
    language: str,
    period: Period,
    indicator: str | None = None,
    unit: str | None = None,
    without: Collection[str] = (),
) -> pd.DataFrame:
    """One row an item with a defect, most first, with the columns of COLUMNS.

    without: kinds of sheet, indicators or checklists that are left out: what is told in numbers
        (customers who did not buy again) is no defect beside those of inspections.

    A defect is one thing checked and not passed ("7 of 20 charts" are 7). `item` is the catalogue's
    text in the reader's language, else the sheet's. `share` and `cumulative` are of all defects in
    view, `vital` marks the few that reach 80 % together; `units` are the (up to three) units with
    most of them, as a tuple; `months` in how many of the twelve months ending with the period's
    last month it failed.
    """
    results = results[list(USED)]
    if without:
        left_out = results[["kind", "indicator", "checklist"]].isin(list(without)).any(axis=1)
        results = results[~left_out]
    rows = _asked(results, catalogue, indicator, unit)
    now = _named(within(rows, period), catalogue, language)
    keys = list(ITEM)
    checked = rates(now, by=keys, count="items")[[*keys, "checked"]]
    level = now[[*keys, "level"]].drop_duplicates(keys)
    told = pareto(now, by=keys).merge(checked, on=keys).merge(level, on=keys)
    months = _months(_named(_failed_lately(rows, period), catalogue, language))
    return told.merge(_units(now), on=keys).merge(months, on=keys)[list(COLUMNS)]


def _asked(
    results: pd.DataFrame, catalogue: Catalogue, indicator: str | None, unit: str | None
) -> pd.DataFrame:
    rows = failing_apart(at_unit(accepted(results), unit), catalogue)
    if indicator is None:
        return rows
    return rows[rows["indicator"].isin(with_children(catalogue, indicator))]


def failing_apart(rows: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """The rows with `passed` as what was in order, also where an indicator is to be kept low and
    counts what went wrong."""
    low = [code for code, i in catalogue.indicators.items() if i.direction is Direction.LOWER]
    kept_low = rows["indicator"].isin(low)
    return rows.assign(passed=rows["passed"].mask(kept_low, rows["checked"] - rows["passed"]))


def item_texts(results: pd.DataFrame, catalogue: Catalogue, language: str) -> pd.Series:
    """Each row's item as the catalogue words it, or as the sheet does where it has no such item."""
    texts = {
        (code, item.code): item.text.of(language)
        for code, checklist in catalogue.checklists.items()
        for item in checklist.items
    }
    rows = zip(results["checklist"], results["item_code"], results["item"], strict=True)
    return pd.Series(
        [texts.get((checklist, code), text) for checklist, code, text in rows],
        index=results.index,
        dtype="str",
    )


def _named(rows: pd.DataFrame, catalogue: Catalogue, language: str) -> pd.DataFrame:
    plain = rows.astype(dict.fromkeys((*ITEM, "level"), "str"))
    return plain.assign(item=item_texts(plain, catalogue, language))


def _units(now: pd.DataFrame) -> pd.DataFrame:
    """The units with most defects of each item."""
    most = pareto(now, by=[*ITEM, "unit"])
    return (
        most.groupby(list(ITEM))["unit"]
        .agg(lambda units: tuple(units[:MOST]))
        .rename("units")
        .reset_index()
    )


def _failed_lately(rows: pd.DataFrame, period: Period) -> pd.DataFrame:
    """What failed in the twelve months up to the period's last one."""
    first, last = _memory(period)
    recent = rows["date"].between(first.isoformat(), last.isoformat())
    return rows[recent & (rows["passed"] < rows["checked"])]


def _memory(period: Period) -> tuple[dt.date, dt.date]:
    """The first and the last day of these months."""
    last = Period.of(period.end)
    return min(last.shift(1 - MEMORY).start, period.start), last.end


def _months(failed: pd.DataFrame) -> pd.DataFrame:
    """In how many months each item failed."""
    months = failed.assign(months=period_labels(failed["date"], "month"))
    return months.groupby(list(ITEM))["months"].nunique().reset_index()
