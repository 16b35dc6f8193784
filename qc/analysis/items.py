"""The items of one indicator: what became of each, and in which units they fail."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from metrics import clustering_of_sums, pareto_change
from qc.analysis.asked import known_indicator, with_children
from qc.analysis.counting import at_unit
from qc.analysis.judging import judged
from qc.analysis.numbered import failing_apart, item_texts
from qc.analysis.rollups import items_by_month
from qc.analysis.source import facts
from qc.analysis.window import Window
from qc.catalogue.model import Catalogue
from qc.workspace import Workspace

KEY = ("indicator", "checklist", "item_code")
_POOLED = ("checked", "passed", "rate", "effective")


def item_sums(
    workspace: Workspace, indicator: str, window: Window, unit: str | None, day: dt.date
) -> pd.DataFrame:
    """What the accepted results of an indicator (with all below it) add up to in a window:
    `metrics.cluster_sums` of the checks by KEY, `unit` and whether they were made `since` a day."""
    codes = with_children(workspace.catalogue, known_indicator(workspace.catalogue, indicator).code)
    held, (first, last) = facts(workspace), window.days
    before, since = (first, min(day - dt.timedelta(1), last)), (max(first, day), last)
    parts = [
        held.between(*days, codes)
        .sums([*KEY, "unit"], codes, "check_id")
        .astype(dict.fromkeys((*KEY, "unit"), "str"))
        .assign(since=late)
        for days, late in ((before, False), (since, True))
    ]
    return at_unit(pd.concat(parts, ignore_index=True), unit)


def item_change(sums: pd.DataFrame, catalogue: Catalogue) -> pd.DataFrame:
    """What the items' failures were before a day and are since: `metrics.pareto_change` by KEY.
    `sums`: `item_sums`."""
    known = failing_apart(sums, catalogue)
    return pareto_change(known[~known["since"]], known[known["since"]], by=list(KEY))


def items_in_units(
    sums: pd.DataFrame, catalogue: Catalogue, items: Sequence[tuple[str, str, str]], day: dt.date
) -> pd.DataFrame:
    """The rates of some items (as KEY) in each unit: KEY, `unit`, `checked`, `passed`, `rate`, `lower`,
    `upper`, `target`, `verdict`, `state`. Single items are counted; where whole samples are rated
    these have no target."""
    wanted = pd.MultiIndex.from_tuples(items, names=KEY)
    known = sums[pd.MultiIndex.from_frame(sums[list(KEY)]).isin(wanted)]
    told = clustering_of_sums(known, [*KEY, "unit"])[[*KEY, "unit", *_POOLED]]
    frame = told[told["checked"] > 0].assign(on=day.isoformat())
    return judged(frame, catalogue, of_items=True).reset_index(drop=True)


def texts_of(workspace: Workspace, table: pd.DataFrame) -> list[str]:
    """The texts of a table's items (KEY), as the catalogue words them, else as a sheet does."""
    keys, known = list(KEY), items_by_month(workspace)
    known = known[known["indicator"].isin(set(table["indicator"]))]
    named = known[[*keys, "item"]].drop_duplicates(keys).astype("str")
    texts = item_texts(named, workspace.catalogue, workspace.language)
    found = named.assign(item=texts).set_index(keys)["item"]
    named_so = table[keys].itertuples(index=False, name=None)
    return [
        str(found.get(key, key[-1])) for key in named_so
    ]  # its code, of a site written meanwhile
