"""The dashboard: `create_app(workspace)` makes one app for one workspace; importing does nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import dash_mantine_components as dmc
from dash import Dash, dcc, html

from dashboards import downloads, routes, security
from qc.workspace import Workspace

# Shade 8 of every colour stays above 4.5:1 on white.
THEME = {
    "primaryColor": "indigo",
    "primaryShade": 8,
    "fontFamily": "var(--font)",
    "headings": {"fontFamily": "var(--font)"},
}


def create_app(workspace: Workspace, hosts: frozenset[str] = security.LOOPBACK) -> Dash:
    """The app over one workspace; two of them live in one process without meeting. `hosts`: the
    names by which browsers may call it, this PC's own unless a network shall see it."""
    app = Dash(
        __name__,
        title=f"{workspace.clinic} · {workspace.t('Today')}",
        update_title="",
        serve_locally=True,
        assets_folder=str(Path(__file__).parent / "assets"),
        suppress_callback_exceptions=True,
        enable_mcp=False,
        index_string=_INDEX,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )
    app.layout = _shell()
    routes.register(app, workspace)
    downloads.register(app.server, workspace)
    security.fence(app.server, app.csp_hashes(), hosts)
    routes.keep_old_links(app.server)
    return app


def _shell() -> Any:
    address = dcc.Location(id="address", refresh="callback-nav")
    return dmc.MantineProvider([address, html.Div(id="route")], theme=THEME)


# A dot in the colour of 达标; an address of its own, so that no file is asked for.
_ICON = "data:image/svg+xml," + quote(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
    '<circle cx="8" cy="8" r="7" fill="#0b6b6b"/></svg>'
)
_INDEX = """<!DOCTYPE html>
<html lang="zh-CN">
<head>{%metas%}<title>{%title%}</title><link rel="icon" href="ICON">{%css%}</head>
<body>{%app_entry%}<footer>{%config%}{%scripts%}{%renderer%}</footer></body>
</html>""".replace("ICON", _ICON)
