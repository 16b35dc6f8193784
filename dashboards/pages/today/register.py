"""The wiring of the page Today."""

from __future__ import annotations

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, ctx

from dashboards.pages.today import layout, update
from qc.workspace import Workspace


def register(app: Dash, workspace: Workspace) -> None:
    """Bind the page's callbacks to one app and one workspace."""

    def page_fault(error: Exception) -> Any:
        return update.explained(workspace, ctx.inputs[f"{layout.VIEW}.data"], error)

    @app.callback(
        Output(layout.BODY, "children"),
        Input(layout.VIEW, "data"),
        prevent_initial_call=True,
        on_error=page_fault,
    )
    def show_page(search: str) -> Any:
        return update.page(workspace, search)

    _clientside(app)


def _clientside(app: Any) -> None:
    app.clientside_callback(
        ClientsideFunction("address", "view"),
        Output(layout.VIEW, "data"),
        Input("address", "search"),
        State(layout.VIEW, "data"),
    )
