"""The dashboard: `create_app(workspace)` makes one app for one workspace; importing does nothing."""

from __future__ import annotations

from urllib.parse import quote

from dash import Dash

from dashboards import downloads, finder, forged, gate, own_files, routes, security, unreadable
from dashboards.asking import asking
from dashboards.shell import shell
from dashboards.wiring import wire
from qc.workspace import Workspace


def create_app(
    workspace: Workspace,
    hosts: frozenset[str] = security.LOOPBACK,
    *,
    shared: bool = False,
    https: bool = False,
) -> Dash:
    """The app over one workspace; two of them live in one process without meeting. `hosts`: the
    names by which browsers may call it, this PC's own unless a network shall see it. `shared`, `https`:
    as `dashboards.gate.guard`."""
    app = Dash(
        __name__,
        title=f"{workspace.clinic} · {workspace.t('Today')}",
        update_title="",
        serve_locally=True,
        assets_folder=str(own_files.ASSETS),
        assets_ignore=".*",  # they come joined
        suppress_callback_exceptions=True,
        enable_mcp=False,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )
    styles, scripts = own_files.register(app.server)
    app.index_string = _INDEX.replace("STYLES", styles).replace("SCRIPTS", scripts)
    ask = asking(workspace)
    over_a_lake = workspace.lake is not None
    pages = routes.pages(app, ask, over_a_lake=over_a_lake)
    app.layout = shell(pages.values())
    wire(app, ask, pages)
    downloads.register(app.server, ask)
    finder.register(app.server, ask)
    security.fence(app.server, app.csp_hashes(), hosts, https=https)
    gate.guard(app.server, workspace, shared=shared, https=https)
    unreadable.explain(app.server, workspace)
    forged.refuse(app)
    routes.keep_old_links(app.server, over_a_lake=over_a_lake)
    return app


# A dot in the colour of 达标; an address of its own, so that no file is asked for.
_ICON = "data:image/svg+xml," + quote(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
    '<circle cx="8" cy="8" r="7" fill="#0b6b6b"/></svg>'
)
_INDEX = """<!DOCTYPE html>
<html lang="zh-CN">
<head>{%metas%}<title>{%title%}</title><link rel="icon" href="ICON">{%css%}<link rel="stylesheet" href="STYLES"><script src="/assets/theme.js"></script></head>
<body>{%app_entry%}<footer>{%config%}{%scripts%}<script src="SCRIPTS"></script>{%renderer%}</footer></body>
</html>""".replace("ICON", _ICON)
