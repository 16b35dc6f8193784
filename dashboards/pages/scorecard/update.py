"""What the page says for an address: plain functions of a workspace and a search string."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import pandas as pd
from dash import html

from dashboards.address import ROWS, Rows, View
from dashboards.components import controls, notes, panels
from dashboards.components.details import details, trend_key, trend_table
from dashboards.components.evidence import evidence as evidence_panel
from dashboards.components.failing import failing
from dashboards.components.heat import heat
from dashboards.components.navigation import navigation
from dashboards.components.score_table import score_table
from dashboards.figures.pareto import pareto_figure
from dashboards.figures.theme import CONFIG
from dashboards.figures.trend import trend_figure
from dashboards.pages.scorecard import layout
from dashboards.standing import with_standards
from qc import analysis
from qc.analysis import Coverage, Period, Scorecard, ScoreLine, Trend
from qc.analysis.places import place_name, units_first
from qc.errors import QcError, UsageError
from qc.locale import N_, Translator, translator
from qc.words import Verdict
from qc.workspace import Workspace

PATH = "/scorecard"
log = logging.getLogger(__name__)


def page(workspace: Workspace, search: str) -> list[Any]:
    """The whole page; UsageError for a period, unit or indicator that cannot be shown."""
    view = View.parse(search)
    reader = in_language(workspace, view)
    covered = analysis.coverage(reader)
    period = view.period or covered.newest_full or covered.newest
    if period is None:
        return [panels.empty(view, reader.t, str(reader.folder))]
    _check_unit(view.unit, covered)
    card = analysis.scorecard(reader, period, view.unit)
    line = chosen_line(card, view.indicator, reader.language)
    return layout.page(
        keys=panels.keys(reader.t),
        top=_top(card, covered, view, reader),
        notes=notes.notes(card, covered, view, reader.t),
        card=score_table(card, line.indicator.code, view, reader.t),
        detail=_detail(line, card, view, reader),
        units=_units(card, view, reader),
        items=_items(line, card, view, reader),
    )


def in_language(workspace: Workspace, view: View) -> Workspace:
    """The same workspace by today's standards, for a reader of the address's language."""
    return replace(with_standards(workspace), language=view.language or workspace.language)


def _check_unit(unit: str | None, covered: Coverage) -> None:
    if unit is not None and unit not in covered.units:
        raise UsageError(
            N_('There are no checks of a unit "{unit}".'),
            N_("Choose one of: {known}."),
            unit=unit,
            known="、".join(covered.units),
        )


def chosen_line(card: Scorecard, code: str | None, language: str) -> ScoreLine:
    """The line that the address names; else the one that most wants attention; else the first with
    data. UsageError for an unknown code, with the known ones and their names in the language."""
    if code is not None:
        for line in card.lines:
            if line.indicator.code == code:
                return line
        known = [line.indicator for line in card.lines]
        raise UsageError(
            N_('There is no indicator "{word}".'),
            N_("Choose one of: {known}."),
            word=code,
            known=", ".join(f"{i.code} ({i.name.of(language)})" for i in known),
        )
    rated = (line for line in card.lines if line.verdict is not Verdict.NONE)
    return card.foremost or next(rated, card.lines[0])


def _top(card: Scorecard, covered: Coverage, view: View, reader: Workspace) -> list[Any]:
    place = f"{reader.clinic} · {reader.t('Scorecard')} · {_place(card.unit, reader)}"
    units = {unit: _place(unit, reader) for unit in units_first(covered.units, reader.organisation)}
    return [
        navigation(PATH, reader.t),
        html.P(place, className="place"),
        html.H1(layout.unbroken(analysis.headline(card, reader.t))),
        controls.controls(covered.months, units, card.period, view, reader.t),
    ]


def _place(unit: str | None, reader: Workspace) -> str:
    return place_name(unit, reader.organisation, reader.t) if unit else reader.t("All units")


def _detail(line: ScoreLine, card: Scorecard, view: View, reader: Workspace) -> Any:
    code, t = line.indicator.code, reader.t
    trend = analysis.trend(reader, code, card.unit, until=card.period.end)
    links = _period_links(trend, view, card.unit)
    said = analysis.trend_sentence(trend, t)
    caption = " · ".join(
        [line.indicator.name.of(t.language), _place(card.unit, reader), t("Trend by month")]
    )
    parts = [
        layout.graph(layout.TREND, trend_figure(trend, links, t), CONFIG, said),
        trend_key(trend, t),
        trend_table(trend, links, t),
        details(line, trend, t),
    ]
    return layout.block(said, caption, parts, "detail")


def _period_links(trend: Trend, view: View, unit: str | None) -> list[str]:
    code = trend.indicator.code
    return [
        view.link(rows=Rows(Period.parse(str(label)), code, unit))
        for label in trend.frame["period"]
    ]


def _units(card: Scorecard, view: View, reader: Workspace) -> Any:
    rates = analysis.unit_rates(reader, card.period)
    t = reader.t
    caption = t("Units and indicators · {period}", period=analysis.period_name(card.period, t))
    indicators = [line.indicator for line in card.lines]
    table = heat(rates, indicators, card.period, reader.organisation, view, t)
    return layout.block(analysis.unit_sentence(rates, t), caption, [table], "units")


def _items(line: ScoreLine, card: Scorecard, view: View, reader: Workspace) -> Any:
    code, t = line.indicator.code, reader.t
    items = analysis.failing_items(reader, card.period, code, card.unit)
    period = analysis.period_name(card.period, t)
    caption = " · ".join([line.indicator.name.of(t.language), t("Failing items"), period])
    return layout.block(
        analysis.pareto_sentence(items, t), caption, _failing_parts(items, card, view, t), "items"
    )


def _failing_parts(items: pd.DataFrame, card: Scorecard, view: View, t: Translator) -> list[Any]:
    if items.empty:
        return []
    links = [
        view.link(rows=Rows(card.period, str(code), card.unit, str(item)))
        for code, item in zip(items["indicator"], items["item_code"], strict=True)
    ]
    chart = layout.graph(
        layout.PARETO, pareto_figure(items, links, t), CONFIG, t("Pareto chart of failing items")
    )
    return [html.Div([chart, failing(items, links, t)], className="pair")]


def drawer(workspace: Workspace, search: str | None) -> tuple[bool, str, Any]:
    """Whether the drawer is open, its title and the results in it."""
    if ROWS not in (search or ""):
        return False, "", None
    view = View.parse(search)
    if view.rows is None:
        return False, "", None
    reader = in_language(workspace, view)
    results = rows_behind(reader, view.rows)
    return True, _title(view.rows, results, reader), evidence_panel(results, reader.t)


def rows_behind(reader: Workspace, rows: Rows) -> pd.DataFrame:
    """The results that the drawer's part of the address asks for."""
    return analysis.evidence(
        reader, rows.period, rows.indicator, rows.unit, rows.item, rows.outcome, rows.state
    )


def _title(rows: Rows, results: pd.DataFrame, reader: Workspace) -> str:
    t = reader.t
    known = reader.catalogue.indicators.get(rows.indicator or "")
    item = str(results["item"].iloc[0]) if rows.item and len(results) else ""
    parts = [
        analysis.period_name(rows.period, t),
        known.name.of(t.language) if known else "",
        _place(rows.unit, reader),
        item,
        t(rows.outcome.label) if rows.outcome else "",
        t("{n} results", n=len(results)),
    ]
    return " · ".join(part for part in parts if part)


def explained(workspace: Workspace, search: str | None, error: Exception) -> Any:
    """An error as a panel: a user's mistake in its own sentence, a fault of ours logged and owned."""
    try:
        language = View.parse(search).language or workspace.language
    except UsageError:  # the address itself is the mistake
        language = workspace.language
    t = translator(language)
    home = View(language=language).link()
    if isinstance(error, QcError):
        return panels.mistake(error, t, home)
    log.error("the page at %s could not be worked out", search, exc_info=error)
    return panels.fault(t, home)
