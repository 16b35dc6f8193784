"""The failing items of a period, most defects first: the few that make most of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import numpy as np
import pandas as pd

from metrics import pareto
from qc.analysis.asked import known_indicator, with_children
from qc.analysis.kept import kept
from qc.analysis.numbered import ITEM, Bools, Ints, Numbered, numbered
from qc.analysis.periods import Period
from qc.analysis.rollups import items_by_month
from qc.analysis.source import facts
from qc.catalogue.model import Catalogue
from qc.workspace import Workspace

COLUMNS = (
    *ITEM, "level", "defects", "checked", "share", "cumulative", "vital", "units", "months",
)  # fmt: skip
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
    catalogue, language = workspace.catalogue, workspace.language
    if indicator is not None:
        known_indicator(catalogue, indicator)

    def work() -> pd.DataFrame:
        if period.kind == "week":
            first, last = _memory(period)
            lately = facts(workspace).between(first, last).results
            known = numbered(lately, catalogue, language)
        else:
            known = kept(
                workspace,
                "items by number",
                lambda: numbered(items_by_month(workspace), catalogue, language),
            )
        return _failing(known, catalogue, period, indicator, unit, without)

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
    known = numbered(results, catalogue, language)
    return _failing(known, catalogue, period, indicator, unit, without)


def _failing(
    known: Numbered,
    catalogue: Catalogue,
    period: Period,
    indicator: str | None,
    unit: str | None,
    without: Collection[str],
) -> pd.DataFrame:
    codes = None if indicator is None else with_children(catalogue, indicator)
    lately = known.of(codes, unit) & known.between(*_memory(period)) & ~known.named(without)
    now = lately & known.between(period.start, period.end)
    size = len(known.items)
    checked, defects = (_sums(known.item[now], n[now], size) for n in (known.checked, known.failed))
    table = pareto(pd.DataFrame({"n": np.arange(size), "defects": defects}), "n", "defects")
    n = table["n"].to_numpy()
    told = table.assign(
        checked=checked[n],
        level=_levels(known, now)[n],
        units=_units(known, now, n),
        months=_months(known, lately)[n],
    )
    return told.join(known.items, on="n")[list(COLUMNS)]


def _sums(at: Ints, numbers: Ints, size: int) -> Ints:
    sums: Ints = np.bincount(at, numbers, size).astype(np.int64)
    return sums


def _levels(known: Numbered, now: Bools) -> pd.api.extensions.ExtensionArray:
    """Each item's level, as its first row says it."""
    seen, first = np.unique(known.item[now], return_index=True)
    level = np.full(len(known.items), -1)
    level[seen] = known.level[now][first]
    return known.levels.array.take(level, allow_fill=True)


def _units(known: Numbered, now: Bools, items: Ints) -> list[tuple[str, ...]]:
    """The units with most defects of each item."""
    shape = (len(known.items), len(known.units))
    at = known.item[now] * shape[1] + known.unit[now]
    defects = _sums(at, known.failed[now], shape[0] * shape[1]).reshape(shape)[items]
    most = np.argsort(-defects, axis=1, kind="stable")[:, :MOST]
    pairs = zip(most, np.take_along_axis(defects, most, axis=1), strict=True)
    return [tuple(known.units[at[numbers > 0]]) for at, numbers in pairs]


def _months(known: Numbered, lately: Bools) -> Ints:
    """In how many months each item failed."""
    rows = lately & (known.failed > 0)
    month = known.day[rows].astype("datetime64[M]").astype(np.int64)
    both = np.unique(np.stack([known.item[rows], month]), axis=1)
    return np.bincount(both[0], minlength=len(known.items))


def _memory(period: Period) -> tuple[dt.date, dt.date]:
    """The first and the last day of the twelve months up to a period's last one, and of all of it."""
    last = Period.of(period.end)
    return min(last.shift(1 - MEMORY).start, period.start), max(last.end, period.end)
