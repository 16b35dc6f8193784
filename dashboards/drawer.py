"""The results behind a figure, in the drawer that every page has: the address says which."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from dashboards.address import ROWS, Rows, View, rows_link
from dashboards.components.evidence import evidence as evidence_panel
from qc import analysis
from qc.analysis.evidence import Only
from qc.analysis.places import place_name
from qc.analysis.weekdays import weekday_name
from qc.improve.cycles.behind import behind
from qc.locale import Translator
from qc.workspace import Workspace


def is_asked_for(search: str | None) -> bool:
    """Whether an address opens the drawer."""
    return f"{ROWS}period=" in (search or "")


def drawer(reader: Workspace, search: str) -> tuple[str, Any]:
    """Its title and the results in it."""
    rows = View.parse(search).rows
    if rows is None:
        return "", None
    results = rows_behind(reader, rows)

    def link(page: int) -> str:
        return rows_link(search, replace(rows, page=page))

    return _title(rows, results, reader), evidence_panel(results, reader.t, rows.page or 1, link)


def rows_behind(reader: Workspace, rows: Rows) -> pd.DataFrame:
    """The results that the drawer's part of the address asks for."""
    found = analysis.evidence(
        reader,
        rows.period,
        rows.indicator,
        rows.unit,
        rows.item if rows.cycle is None else None,
        rows.outcome,
        rows.state,
        only=Only(rows.since, rows.site, rows.level, rows.weekday, rows.inspector, rows.checklist),
    )
    if rows.cycle is None:
        return _of_days(found, rows)
    first, last = rows.first or (rows.since or rows.period).start, rows.last or rows.period.end
    return behind(reader, rows.cycle, first, last, found, rows.item)


def _of_days(found: pd.DataFrame, rows: Rows) -> pd.DataFrame:
    """Those of the days that are said, else all."""
    if rows.first is None or rows.last is None:
        return found
    return found[found["date"].between(str(rows.first), str(rows.last))]


def _title(rows: Rows, results: pd.DataFrame, reader: Workspace) -> str:
    t = reader.t
    known = reader.catalogue.indicators.get(rows.indicator or "")
    standard = reader.catalogue.checklists.get(rows.checklist or "")
    item = str(results["item"].iloc[0]) if rows.item and len(results) else ""
    parts = [
        _when(rows, t),
        t("PDCA {name}", name=rows.cycle) if rows.cycle else "",
        known.name.of(t.language) if known else "",
        standard.name.of(t.language) if standard else "",
        place_name(rows.unit, reader.organisation, t) if rows.unit else t("All units"),
        item,
        rows.site or "",
        t(rows.level.label) if rows.level else "",
        t(weekday_name(rows.weekday)) if rows.weekday else "",
        t(rows.outcome.label) if rows.outcome else "",
        t("{n} results", n=len(results)),
    ]
    return " · ".join(part for part in parts if part)


def _when(rows: Rows, t: Translator) -> str:
    """The days, where they are said, else the periods."""
    if rows.first and rows.last:
        return str(rows.first) if rows.first == rows.last else f"{rows.first} – {rows.last}"
    since = [analysis.period_name(rows.since, t)] if rows.since else []
    return " – ".join([*since, analysis.period_name(rows.period, t)])
