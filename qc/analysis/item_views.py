"""What the page of an indicator says of its items, worked out together and kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from metrics import pareto
from qc.analysis.items import KEY, item_change, item_rows, items_in_units, texts_of
from qc.analysis.kept import kept
from qc.analysis.numbered import failing_apart
from qc.analysis.window import Window
from qc.workspace import Workspace

MOST = 10


@dataclass(frozen=True)
class ItemView:
    """`pareto`: the ten items with most defects (KEY, `item`, `defects`, `share`, `cumulative`, `vital`);
    `all`: how many items failed; `change`: `items.item_change`; `crossed`: `items.items_in_units`."""

    pareto: pd.DataFrame
    all: int
    change: pd.DataFrame
    crossed: pd.DataFrame

    @property
    def keys(self) -> list[tuple[str, str]]:
        """Indicator and item code of each row of the Pareto."""
        return list(zip(self.pareto["indicator"], self.pareto["item_code"], strict=True))


def item_view(
    workspace: Workspace, indicator: str, window: Window, unit: str | None, day: dt.date
) -> ItemView:
    """The items of an indicator (with all below it) over a window; `day` parts before from after."""
    return kept(
        workspace,
        ("items", indicator, window, unit, day),
        lambda: _item_view(workspace, indicator, window, unit, day),
    )


def _item_view(
    workspace: Workspace, indicator: str, window: Window, unit: str | None, day: dt.date
) -> ItemView:
    catalogue, language = workspace.catalogue, workspace.language
    rows = item_rows(workspace, indicator, window, unit)
    apart = failing_apart(rows, catalogue).astype(dict.fromkeys(KEY, "str"))
    told = pareto(apart, by=list(KEY))
    if told.empty:
        return ItemView(told, 0, told, told)
    top = told.head(MOST)
    keys = [(str(a), str(b), str(c)) for a, b, c in top[list(KEY)].itertuples(index=False)]
    return ItemView(
        top.assign(item=texts_of(top, rows, catalogue, language)),
        len(told),
        item_change(rows, catalogue, language, day),
        items_in_units(rows, catalogue, keys, window.last.end),
    )
