"""Rates broken down by whatever is asked for: the table behind `qc rates`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from qc.analysis.asked import known_indicator, not_one_of, with_children
from qc.analysis.counting import accepted, period_labels
from qc.analysis.judging import judged, pooled
from qc.analysis.kept import kept
from qc.analysis.numbered import item_texts
from qc.analysis.periods import Period, PeriodKind
from qc.analysis.source import Facts, facts
from qc.catalogue.model import Catalogue
from qc.locale import N_
from qc.workspace import Workspace

if TYPE_CHECKING:
    from qc.analysis.lake_facts import LakeFacts

SPANS: tuple[PeriodKind, ...] = ("week", "month", "quarter", "year")
OF_CHECKS = ("site", "unit", "indicator", "checklist", "inspector", "round")
OF_ITEMS = ("item", "level")
DIMENSIONS = ("day", *SPANS, *OF_CHECKS, *OF_ITEMS)
FIGURES = ("checked", "passed", "rate", "lower", "upper", "target", "verdict", "state")


def rates(
    workspace: Workspace,
    by: Sequence[str] = (),
    indicator: str | None = None,
    start: dt.date | None = None,
    end: dt.date | None = None,
) -> pd.DataFrame:
    """Rates by any of DIMENSIONS, from `start` to `end`, both included. See `rates_of`.

    UsageError for an unknown dimension or indicator, with the nearest known name.
    """
    for name in by:
        if name not in DIMENSIONS:
            raise not_one_of(N_('Rates cannot be split by "{word}".'), name, DIMENSIONS)
    if indicator is not None:
        known_indicator(workspace.catalogue, indicator)

    def work() -> pd.DataFrame:
        held = facts(workspace).between(start or dt.date.min, end or dt.date.max)
        return rates_of(held, workspace.catalogue, workspace.language, by, indicator, start, end)

    return kept(workspace, ("rates", *by, indicator, start, end), work)


def rates_of(
    held: Facts | LakeFacts,
    catalogue: Catalogue,
    language: str,
    by: Sequence[str] = (),
    indicator: str | None = None,
    start: dt.date | None = None,
    end: dt.date | None = None,
) -> pd.DataFrame:
    """One row per indicator and combination of `by`, sorted: `indicator`, the by-columns, FIGURES.

    Indicators count different things and are never pooled; a parent's row would be, so its children
    stand alone (`indicator` may name it: they are meant). `item` and `level` count single items,
    also for an indicator that rates whole samples: such rows have no target. The target is the one
    on the last day of the row's period, else on `end`, else on the last day with data.
    """
    of_items = any(name in OF_ITEMS for name in by)
    rows = accepted(held.results) if of_items else held.checks
    rows = _between(rows, start, end)
    if indicator is not None:
        rows = rows[rows["indicator"].isin(with_children(catalogue, indicator))]
    keys = ["indicator", *(name for name in dict.fromkeys(by) if name != "indicator")]
    split = _dimensions(rows, keys, catalogue, language).assign(on=_target_days(rows, keys, end))
    return judged(pooled(split, keys, on="on"), catalogue, of_items=of_items)[[*keys, *FIGURES]]


def _between(rows: pd.DataFrame, start: dt.date | None, end: dt.date | None) -> pd.DataFrame:
    first, last = start or dt.date.min, end or dt.date.max
    return rows[rows["date"].between(first.isoformat(), last.isoformat())]


def _dimensions(
    rows: pd.DataFrame, keys: Sequence[str], catalogue: Catalogue, language: str
) -> pd.DataFrame:
    """The rows with every key as a plain column of text."""
    made = {str(kind): period_labels(rows["date"], kind) for kind in SPANS if kind in keys}
    if "day" in keys:
        made["day"] = rows["date"]
    if "item" in keys:
        made["item"] = item_texts(rows, catalogue, language)
    split = rows.assign(**made).astype(dict.fromkeys(keys, "str"))
    return split.fillna(dict.fromkeys(keys, ""))  # an item without a level


def _target_days(rows: pd.DataFrame, keys: Sequence[str], end: dt.date | None) -> pd.Series:
    """By which day each row asks for its target: see `rates_of`."""
    span = next((kind for kind in SPANS if kind in keys), None)
    if "day" in keys or (span is None and end is None):
        return rows["date"]
    if span is None and end is not None:
        return pd.Series(end.isoformat(), index=rows.index, dtype="str")
    labels = period_labels(rows["date"], span or "month")
    return labels.map({label: Period.parse(label).end.isoformat() for label in labels.unique()})
