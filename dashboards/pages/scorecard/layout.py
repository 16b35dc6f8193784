"""What stands where on the month's scorecard. Components only; `update` brings the answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from dashboards.components import panels
from dashboards.components.aria import aria

BODY, DRAWER, DRAWER_BODY, VIEW = "page-body", "drawer", "drawer-body", "view"
TREND, PARETO = "trend-figure", "pareto-figure"


def frame() -> Any:
    """The page before its answers: skeletons, and the drawer that is still shut."""
    return html.Div(
        [
            dcc.Store(id=VIEW),
            html.Main(waiting(), id=BODY),
            dmc.Drawer(
                html.Div(id=DRAWER_BODY, className="drawer-body"),
                id=DRAWER,
                opened=False,
                position="right",
                size="min(72rem, 100vw)",
                padding="lg",
                transitionProps={"duration": 120},
                closeButtonProps={"aria-label": "关闭 Close"},
            ),
        ]
    )


def waiting() -> list[Any]:
    """Where figures will stand."""
    return [panels.skeleton(36, 18), panels.skeleton(*[34] * 12)]


def page(
    top: Any, notes: Any, card: Any, detail: Any, units: Any, items: Any, keys: Any
) -> list[Any]:
    """The whole page in reading order; last the list of keys, shut."""
    return [
        html.Header([*top, notes], className="top"),
        html.Div([html.Section(card, className="panel card"), detail], className="side-by-side"),
        html.Div([units, items], className="below"),
        keys,
    ]


def block(sentence: str, caption: str, parts: Sequence[Any], name: str) -> Any:
    """A block under its conclusion; its own name is the caption."""
    head = [html.H2(unbroken(sentence)), html.P(caption, className="caption")]
    return html.Section([*head, *parts], className=f"panel {name}", id=name)


def unbroken(sentence: str) -> str:
    """A sentence whose "%" stays on the line of its number."""
    return sentence.replace(" %", "\u00a0%")


def graph(name: str, figure: dict[str, Any], config: Any, told: str) -> Any:
    """A figure with its height given, told in words for who cannot see it."""
    return html.Div(
        dcc.Graph(
            id=name,
            figure=figure,
            config=config,
            style={"height": f"{figure['layout']['height']}px"},
        ),
        role="img",
        className="graph",
        **aria(label=told),
    )
