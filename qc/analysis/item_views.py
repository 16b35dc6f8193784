"""What the page of an indicator says of its items, worked out together and kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from metrics import pareto
from qc.analysis.asked import with_children
from qc.analysis.items import KEY, item_change, item_sums, items_in_units, texts_of
from qc.analysis.kept import kept
from qc.analysis.numbered import failing_apart
from qc.analysis.source import facts
from qc.analysis.window import Window
from qc.workspace import Workspace

MOST = 10


@dataclass(frozen=True)
class ItemView:
    """`pareto`: the ten items with most defects (KEY, `item`, `defects`, `share`, `cumulative`, `vital`);
    `all`: how many items failed; `change`: `items.item_change` with `item`; `crossed`:
    `items.items_in_units`. `item` is in the reader's language."""

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
        of=facts(workspace).changes.of("indicator", with_children(workspace.catalogue, indicator)),
    )


def _item_view(
    workspace: Workspace, indicator: str, window: Window, unit: str | None, day: dt.date
) -> ItemView:
    catalogue = workspace.catalogue
    sums = item_sums(workspace, indicator, window, unit, day)
    told = pareto(failing_apart(sums, catalogue), by=list(KEY))
    if told.empty:
        return ItemView(told, 0, told, told)
    top = told.head(MOST)
    keys = [(str(a), str(b), str(c)) for a, b, c in top[list(KEY)].itertuples(index=False)]
    change = item_change(sums, catalogue)
    return ItemView(
        top.assign(item=texts_of(workspace, top)),
        len(told),
        change.assign(item=texts_of(workspace, change)),
        items_in_units(sums, catalogue, keys, window.last.end),
    )
