"""The chosen indicator beside the scorecard: its trend, and which of its items failed."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboards.address import Rows, View
from dashboards.components import html
from dashboards.components.details import details, trend_key, trend_table
from dashboards.components.failing import failing
from dashboards.components.graphs import block, graph
from dashboards.components.score_table import indicator_link
from dashboards.figures.pareto import pareto_figure
from dashboards.figures.trend import trend_figure
from dashboards.pages.scorecard import layout
from qc import analysis
from qc.analysis import Period, PeriodKind, Scorecard, ScoreLine, Trend
from qc.analysis.places import place_name
from qc.locale import N_, Translator
from qc.workspace import Workspace

TRENDS: dict[PeriodKind, str] = {
    "week": N_("Trend by week"),
    "month": N_("Trend by month"),
    "quarter": N_("Trend by quarter"),
    "year": N_("Trend by year"),
}


def detail(line: ScoreLine, card: Scorecard, view: View, reader: Workspace) -> Any:
    """The control chart up to the period shown, and the way to the indicator's own page."""
    code, t = line.indicator.code, reader.t
    kind = card.period.kind
    trend = analysis.trend(reader, code, card.unit, kind=kind, until=card.period.end)
    links = period_links(trend, view, card.unit)
    said = analysis.trend_sentence(trend, t)
    place = place_name(card.unit, reader.organisation, t) if card.unit else t("All units")
    caption = " · ".join([line.indicator.name.of(t.language), place, t(TRENDS[kind])])
    way = t("Trend, units, items and causes →")
    parts = [
        graph(layout.TREND, trend_figure(trend, links, t), said),
        trend_key(trend, t),
        html.P(html.A(way, href=indicator_link(code, card, view)), className="way"),
        trend_table(trend, links, t),
        details(line, trend, t),
    ]
    return block(said, caption, parts, "detail")


def period_links(trend: Trend, view: View, unit: str | None) -> list[str]:
    """The results behind each point of a trend."""
    code = trend.indicator.code
    return [
        view.link(rows=Rows(Period.parse(str(label)), code, unit))
        for label in trend.frame["period"]
    ]


def items(line: ScoreLine, card: Scorecard, view: View, reader: Workspace) -> Any:
    """The failing items of the period."""
    code, t = line.indicator.code, reader.t
    found = analysis.failing_items(reader, card.period, code, card.unit)
    period = analysis.period_name(card.period, t)
    caption = " · ".join([line.indicator.name.of(t.language), t("Failing items"), period])
    parts = _failing_parts(found, card, view, t)
    return block(analysis.pareto_sentence(found, t), caption, parts, "items")


def _failing_parts(found: pd.DataFrame, card: Scorecard, view: View, t: Translator) -> list[Any]:
    if found.empty:
        return []
    links = [
        view.link(rows=Rows(card.period, str(code), card.unit, str(item)))
        for code, item in zip(found["indicator"], found["item_code"], strict=True)
    ]
    chart = graph(layout.PARETO, pareto_figure(found, links, t), t("Pareto chart of failing items"))
    return [html.Div([chart, failing(found, links, t)], className="pair")]
