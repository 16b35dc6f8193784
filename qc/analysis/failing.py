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
    rows, items = _numbered(
        _lately(_asked(results, catalogue, indicator, unit), period), catalogue, language
    )
    now = within(rows, period)
    checked = rates(now, by="n", count="items")[["n", "checked"]]
    level = now[["n", "level"]].drop_duplicates("n").astype({"level": "str"})
    told = pareto(now, by="n").merge(checked, on="n").merge(level, on="n")
    told = told.merge(_units(now), on="n").merge(_months(rows), on="n")
    return told.merge(items, on="n")[list(COLUMNS)]


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
        for code in results["checklist"].unique()
        if (checklist := catalogue.checklists.get(str(code)))
        for item in checklist.items
    }
    rows = zip(results["checklist"], results["item_code"], results["item"], strict=True)
    return pd.Series(
        [texts.get((checklist, code), text) for checklist, code, text in rows],
        index=results.index,
        dtype="str",
    )


def _numbered(
    rows: pd.DataFrame, catalogue: Catalogue, language: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows with `n`, the number of their item in the order of the names, and the items by that
    number: what is counted by one number is counted ten times as fast as by four names."""
    alike = rows.groupby(list(ITEM), observed=True, sort=False, dropna=False).ngroup()
    first = rows[~alike.duplicated()].astype(dict.fromkeys(ITEM, "str"))
    first = first.assign(item=item_texts(first, catalogue, language))
    first = first.assign(n=first.groupby(list(ITEM), dropna=False).ngroup())
    numbers = pd.Series(first["n"].to_numpy(), alike[first.index].to_numpy())
    items = first[["n", *ITEM]].drop_duplicates("n")
    return rows.assign(n=alike.map(numbers)), items


def _units(now: pd.DataFrame) -> pd.DataFrame:
    """The units with most defects of each item."""
    most = pareto(now.astype({"unit": "str"}), by=["n", "unit"])
    units = most.groupby("n")["unit"].agg(lambda units: tuple(units[:MOST]))
    return units.rename("units").reset_index()


def _lately(rows: pd.DataFrame, period: Period) -> pd.DataFrame:
    """What was checked in the period and in the twelve months up to its last one."""
    first, last = _memory(period)
    return rows[rows["date"].between(first.isoformat(), max(last, period.end).isoformat())]


def _memory(period: Period) -> tuple[dt.date, dt.date]:
    """The first and the last day of these months."""
    last = Period.of(period.end)
    return min(last.shift(1 - MEMORY).start, period.start), last.end


def _months(rows: pd.DataFrame) -> pd.DataFrame:
    """In how many months each item failed."""
    failed = rows[rows["passed"] < rows["checked"]]
    months = failed.assign(months=period_labels(failed["date"], "month"))
    return months.groupby("n")["months"].nunique().reset_index()
