"""A figure on the page: its height given, told in words for who cannot see it."""

from __future__ import annotations

from typing import Any

from dash import dcc

from dashboards.components import html
from dashboards.components.aria import aria
from dashboards.figures.theme import CONFIG

FIGURE = "figure"
"""The type of every figure's id: a click on a point goes to the address that is its `customdata`."""


def graph(name: str, figure: dict[str, Any], told: str) -> Any:
    """`figure` with a height in its layout; `told` is its conclusion."""
    drawn = dcc.Graph(
        id={"type": FIGURE, "name": name},
        figure=figure,
        config=CONFIG,
        style={"height": f"{figure['layout']['height']}px"},
    )
    return html.Div(drawn, id=name, role="img", className="graph", **aria(label=told))


def block(sentence: str, caption: str, parts: Any, name: str) -> Any:
    """A panel under its conclusion; its own name is the caption."""
    head = [html.H2(sentence.replace(" %", "\u00a0%")), html.P(caption, className="caption")]
    return html.Section([*head, *parts], className=f"panel {name}", id=name)
