"""Which path shows which page: a table of our own, because Dash's is shared by the whole process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dash import Dash, Input, Output, html

from dashboards.pages.imports import layout as imports_layout
from dashboards.pages.imports import update as imports_update
from dashboards.pages.imports.register import register as register_imports
from dashboards.pages.scorecard import layout as scorecard_layout
from dashboards.pages.scorecard.register import register as register_scorecard
from qc.locale import Translator
from qc.workspace import Workspace


@dataclass(frozen=True)
class Page:
    """`frame` makes the page before its answers; `register` binds its callbacks."""

    frame: Callable[[], Any]
    register: Callable[[Dash, Workspace], None]


ROUTES: Mapping[str, Page] = {
    "/": Page(scorecard_layout.frame, register_scorecard),
    imports_update.PATH: Page(imports_layout.frame, register_imports),
}


def register(app: Dash, workspace: Workspace) -> None:
    """Bind every page of the table, and the switch between them."""
    for page in ROUTES.values():
        page.register(app, workspace)

    @app.callback(Output("route", "children"), Input("address", "pathname"))
    def switch(pathname: str | None) -> Any:
        page = ROUTES.get(pathname or "/")
        return page.frame() if page else _nowhere(workspace.t)


def _nowhere(t: Translator) -> Any:
    way = html.A(t("Show the newest month"), href="/", className="button")
    return html.Section(
        [html.H1(t("There is no such page.")), way], className="panel", role="alert"
    )
