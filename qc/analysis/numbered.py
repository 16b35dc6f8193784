"""Accepted results by the number of their item: what is counted by numbers is counted in a moment, however
many names stand behind them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from qc.analysis.counting import accepted
from qc.catalogue.model import Catalogue
from qc.words import Direction

ITEM = ("indicator", "checklist", "item_code", "item")

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Numbered:
    """`items`: the columns of ITEM, the texts in one language, in the order of the names. The arrays hold
    a row each of the results, or of what they add up to: `item` its row of `items`; `unit`, `level`
    and `kind` numbers of `units` (sorted), `levels` and `kinds`, -1 where there is none; `failed` is
    what was not in order."""

    items: pd.DataFrame
    item: Ints
    unit: Ints
    units: pd.Index
    level: Ints
    levels: pd.Index
    kind: Ints
    kinds: pd.Index
    day: npt.NDArray[np.datetime64]
    checked: Ints
    failed: Ints

    def between(self, start: dt.date, end: dt.date) -> Bools:
        """The rows of these days, both included."""
        chosen: Bools = (self.day >= np.datetime64(start)) & (self.day <= np.datetime64(end))
        return chosen

    def of(self, indicators: Collection[str] | None, unit: str | None) -> Bools:
        """The rows of these indicators and of this unit; of all for None."""
        chosen = np.ones(len(self.item), dtype=bool)
        if indicators is not None:
            chosen &= self.items["indicator"].isin(list(indicators)).to_numpy()[self.item]
        if unit is not None:
            chosen &= self.unit == self.units.get_indexer([unit])[0]
        return chosen

    def named(self, names: Collection[str]) -> Bools:
        """The rows whose kind of sheet, indicator or checklist is one of these."""
        by_item = self.items[["indicator", "checklist"]].isin(list(names)).any(axis=1).to_numpy()
        by_kind = np.isin(self.kind, self.kinds.get_indexer(pd.Index(list(names))))
        chosen: Bools = by_item[self.item] | (by_kind & (self.kind >= 0))
        return chosen


def numbered(results: pd.DataFrame, catalogue: Catalogue, language: str) -> Numbered:
    """The accepted results with the numbers of their items."""
    rows = failing_apart(accepted(results), catalogue)
    alike = rows.groupby(list(ITEM), observed=True, sort=False, dropna=False).ngroup().to_numpy()
    first = np.unique(alike, return_index=True)[1]
    names = rows.iloc[first][list(ITEM)].astype("str")
    names = names.assign(item=item_texts(names, catalogue, language))
    number = names.groupby(list(ITEM), dropna=False).ngroup().to_numpy()
    items = names.assign(n=number).drop_duplicates("n").sort_values("n", ignore_index=True)
    (unit, units), (level, levels), (kind, kinds), (at, days) = (
        pd.factorize(rows[name].astype("str"), sort=True)
        for name in ("unit", "level", "kind", "date")
    )
    return Numbered(
        items=items[list(ITEM)],
        item=number[alike],
        unit=unit,
        units=units,
        level=level,
        levels=levels,
        kind=kind,
        kinds=kinds,
        day=np.array(days, dtype="datetime64[D]")[at],
        checked=rows["checked"].to_numpy(dtype=np.int64),
        failed=(rows["checked"] - rows["passed"]).to_numpy(dtype=np.int64),
    )


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
