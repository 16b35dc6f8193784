"""The results behind a cycle's figures: those of its items in their units, over the days that were counted."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from qc.improve.cycles.acting import known_cycle
from qc.improve.cycles.figures import Place
from qc.improve.failures import PLACE
from qc.words import ResultState
from qc.workspace import Workspace


def behind(
    workspace: Workspace,
    name: str,
    first: dt.date,
    last: dt.date,
    results: pd.DataFrame,
    item: str | None = None,
) -> pd.DataFrame:
    """Of these results (`qc.analysis.evidence`) what the figures of the cycle `name` count from `first`
    to `last`, both included, of one item (as a `Place` has it) or all. ScopeError for a cycle that the
    one who asks may not see."""
    places = known_cycle(workspace, name).baseline.places
    wanted = tuple(each for each in places if item in (None, each.item_code))
    days = results["date"].astype("str").between(first.isoformat(), last.isoformat())
    counted = (results["state"] == ResultState.ACCEPTED.value) & (results["checked"] > 0)
    return results[days & counted & _at(results, wanted)].reset_index(drop=True)


def _at(results: pd.DataFrame, wanted: tuple[Place, ...]) -> pd.Series:
    """Which results are of these places; a line without a code goes by its words, as a finding's does."""
    named = results[[*PLACE, "item"]].astype("str").fillna("")
    code = named["item_code"].where(named["item_code"] != "", named["item"])
    keys = pd.MultiIndex.from_frame(named.assign(item_code=code)[PLACE])
    return pd.Series(keys.isin(pd.MultiIndex.from_tuples(wanted)), index=results.index)
