"""What stands around every page: the address, the page's place, the drawer, what was said last."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import dash_mantine_components as dmc
from dash import dcc

from dashboards.components import html, panels
from dashboards.components.aria import aria, data
from dashboards.components.fields import button
from dashboards.page import Page
from qc.locale import Translator

BODY, VIEW, TICK, ASKED, SAID = "page-body", "view", "tick", "asked", "said-last"
DRAWER, DRAWER_BODY, SOURCE = "drawer", "drawer-body", "drawer-source"
# Shade 8 of every colour stays above 4.5:1 on white.
THEME = {
    "primaryColor": "indigo",
    "primaryShade": 8,
    "fontFamily": "var(--font)",
    "headings": {"fontFamily": "var(--font)"},
}


def shell(pages: Iterable[Page]) -> Any:
    """The layout before any answer. `data-pages` tells the browser which paths are pages of ours."""
    pages = list(pages)
    stores = [dcc.Store(id=name) for name in (VIEW, TICK, ASKED)]
    kept = [store for page in pages for store in page.keeps]
    paths = " ".join(page.path for page in pages)
    return dmc.MantineProvider(
        [
            html.A("跳到正文 Skip to content", href="#page-body", className="skip"),
            html.Div(className="waits", **aria(hidden="true")),
            dcc.Location(id="address", refresh="callback-nav"),
            *stores,
            *kept,
            html.Div(id=SAID, className="said-last", role="status"),
            html.Main(waiting(), id=BODY, **data(pages=paths)),
            _drawer(),
        ],
        theme=THEME,
        defaultColorScheme="auto",  # as assets/theme.js has set it
    )


def waiting() -> list[Any]:
    """Where a page will stand."""
    return [panels.skeleton(36, 18), panels.skeleton(*[34] * 12)]


def _drawer() -> Any:
    return dmc.Drawer(
        [html.Div(id=SOURCE), html.Div(id=DRAWER_BODY, className="drawer-body")],
        id=DRAWER,
        opened=False,
        position="right",
        size="min(72rem, 100vw)",
        padding="lg",
        transitionProps={"duration": 120},
        closeButtonProps={"aria-label": "关闭 Close"},
    )


def told(said: Any, t: Translator) -> Any:
    """What was done, with a way to put the words away; nothing where nothing is said."""
    if said is None:
        return None
    words = html.P(said) if isinstance(said, str) else said
    return html.Div([words, button(t("Close"), "hush")])
