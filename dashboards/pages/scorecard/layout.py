"""What stands where on the month's scorecard. Components only; `update` brings the answers."""

from __future__ import annotations

from typing import Any

from dashboards.components import html

TREND, PARETO = "trend-figure", "pareto-figure"


def page(top: Any, card: Any, detail: Any, units: Any, items: Any) -> list[Any]:
    """The whole page in reading order."""
    return [
        top,
        html.Div([html.Section(card, className="panel card"), detail], className="side-by-side"),
        html.Div([units, items], className="below"),
    ]
