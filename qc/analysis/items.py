"""The items of one indicator: what became of each, and in which units they fail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from metrics import pareto_change
from qc.analysis.asked import known_indicator, with_children
from qc.analysis.counting import accepted, at_unit
from qc.analysis.judging import judged, pooled
from qc.analysis.numbered import failing_apart, item_texts
from qc.analysis.source import facts
from qc.analysis.window import Window
from qc.catalogue.model import Catalogue
from qc.workspace import Workspace

KEY = ("indicator", "checklist", "item_code")


def item_rows(
    workspace: Workspace, indicator: str, window: Window, unit: str | None = None
) -> pd.DataFrame:
    """The accepted results of an indicator (with all below it) in a window, as the store counts them."""
    known = known_indicator(workspace.catalogue, indicator)
    codes = with_children(workspace.catalogue, known.code)
    results = facts(workspace).between(*window.days, codes).results
    return accepted(at_unit(window.of(results[results["indicator"].isin(codes)]), unit))


def item_change(
    rows: pd.DataFrame, catalogue: Catalogue, language: str, day: dt.date
) -> pd.DataFrame:
    """What the items' failures were before a day and are since: `metrics.pareto_change` by KEY, and
    `item` in the reader's language. `rows`: `item_rows`."""
    known = failing_apart(rows, catalogue).astype(dict.fromkeys(KEY, "str"))
    since = known["date"] >= day.isoformat()
    table = pareto_change(known[~since], known[since], by=list(KEY))
    return table.assign(item=texts_of(table, rows, catalogue, language))


def items_in_units(
    rows: pd.DataFrame, catalogue: Catalogue, items: Sequence[tuple[str, str, str]], day: dt.date
) -> pd.DataFrame:
    """The rates of some items (as KEY) in each unit: KEY, `unit`, `checked`, `passed`, `rate`, `lower`,
    `upper`, `target`, `verdict`, `state`. Single items are counted; where whole samples are rated
    these have no target."""
    wanted = pd.MultiIndex.from_tuples(items, names=KEY)
    plain = rows[rows["item_code"].isin({code for *_, code in items})]
    plain = plain.astype(dict.fromkeys((*KEY, "unit"), "str"))
    plain = plain[pd.MultiIndex.from_frame(plain[list(KEY)]).isin(wanted)]
    frame = pooled(plain, [*KEY, "unit"]).assign(on=day.isoformat())
    return judged(frame[frame["checked"] > 0], catalogue, of_items=True).reset_index(drop=True)


def texts_of(
    table: pd.DataFrame, rows: pd.DataFrame, catalogue: Catalogue, language: str
) -> list[str]:
    """The texts of a table's items, as the catalogue words them, else as a sheet among `rows` does."""
    keys = list(KEY)
    named = rows[[*keys, "item"]].drop_duplicates(keys).astype("str")
    found = named.assign(item=item_texts(named, catalogue, language)).set_index(keys)["item"]
    return [str(found[key]) for key in table[keys].itertuples(index=False, name=None)]
