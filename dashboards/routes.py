"""Which path shows which page: a table of our own, because Dash's is shared by the whole process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, html
from flask import Flask, redirect, request

from dashboards.address import ROWS
from dashboards.pages.imports import layout as imports_layout
from dashboards.pages.imports import update as imports_update
from dashboards.pages.imports.register import register as register_imports
from dashboards.pages.scorecard import layout as scorecard_layout
from dashboards.pages.scorecard import update as scorecard_update
from dashboards.pages.scorecard.register import register as register_scorecard
from dashboards.pages.today import layout as today_layout
from dashboards.pages.today import update as today_update
from dashboards.pages.today.register import register as register_today
from qc.locale import N_, Translator
from qc.workspace import Workspace


@dataclass(frozen=True)
class Page:
    """`title` stands in the browser's tab; `frame` makes the page before its answers; `register` binds
    its callbacks."""

    title: str
    frame: Callable[[], Any]
    register: Callable[[Dash, Workspace], None]


SCORECARDS = ("period", "unit", "indicator")
ROUTES: Mapping[str, Page] = {
    today_update.PATH: Page(N_("Today"), today_layout.frame, register_today),
    scorecard_update.PATH: Page(N_("Scorecard"), scorecard_layout.frame, register_scorecard),
    imports_update.PATH: Page(N_("Import"), imports_layout.frame, register_imports),
}


def register(app: Dash, workspace: Workspace) -> None:
    """Bind every page of the table, and the switch between them."""
    for page in ROUTES.values():
        page.register(app, workspace)

    @app.callback(
        Output("route", "children"), Output("route", "data-title"), Input("address", "pathname")
    )
    def switch(pathname: str | None) -> Any:
        page = ROUTES.get(pathname or "/")
        name = page.title if page else N_("Today")
        shown = page.frame() if page else _nowhere(workspace.t)
        return shown, f"{workspace.clinic} · {workspace.t(name)}"

    _name_tab(app)


def keep_old_links(server: Flask) -> None:
    """The scorecard once stood at "/": a link that names a month, a unit or results leads to it still."""

    @server.before_request
    def lead_on() -> Any:
        if request.path == "/" and any(k in SCORECARDS or k.startswith(ROWS) for k in request.args):
            return redirect(
                f"{scorecard_update.PATH}?{request.query_string.decode('ascii', 'replace')}"
            )
        return None


def _name_tab(app: Any) -> None:
    app.clientside_callback(ClientsideFunction("address", "name"), Input("route", "data-title"))


def _nowhere(t: Translator) -> Any:
    way = html.A(t("Show the newest month"), href=scorecard_update.PATH, className="button")
    return html.Section(
        [html.H1(t("There is no such page.")), way], className="panel", role="alert"
    )
