"""The wiring of the scorecard page: which part of the address calls which function."""

from __future__ import annotations

from typing import Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx

from dashboards.components.controls import GOES
from dashboards.components.evidence import GRID
from dashboards.pages.scorecard import layout, update
from qc.workspace import Workspace


def register(app: Dash, workspace: Workspace) -> None:
    """Bind the page's callbacks to one app and one workspace."""

    def page_fault(error: Exception) -> Any:
        return update.explained(workspace, ctx.inputs[f"{layout.VIEW}.data"], error)

    def drawer_fault(error: Exception) -> Any:
        panel = update.explained(workspace, ctx.inputs["address.search"], error)
        return True, "", panel

    @app.callback(
        Output(layout.BODY, "children"),
        Input(layout.VIEW, "data"),
        prevent_initial_call=True,
        on_error=page_fault,
    )
    def show_page(search: str) -> Any:
        return update.page(workspace, search)

    @app.callback(
        Output(layout.DRAWER, "opened"),
        Output(layout.DRAWER, "title"),
        Output(layout.DRAWER_BODY, "children"),
        Input("address", "search"),
        on_error=drawer_fault,
    )
    def show_drawer(search: str) -> Any:
        return update.drawer(workspace, search)

    _clientside(app)


def _clientside(app: Any) -> None:
    app.clientside_callback(
        ClientsideFunction("address", "view"),
        Output(layout.VIEW, "data"),
        Input("address", "search"),
        State(layout.VIEW, "data"),
    )
    app.clientside_callback(
        ClientsideFunction("address", "choose"),
        Input({"type": GOES, "name": ALL}, "value"),
        State({"type": GOES, "name": ALL}, "data-here"),
    )
    app.clientside_callback(
        ClientsideFunction("address", "fit"),
        Output(GRID, "columnDefs"),
        Input(GRID, "rowData"),
        State(GRID, "columnDefs"),
    )
    app.clientside_callback(ClientsideFunction("address", "shut"), Input(layout.DRAWER, "opened"))
    for figure in (layout.TREND, layout.PARETO):
        app.clientside_callback(
            ClientsideFunction("address", "open"),
            Input(figure, "clickData"),
            State(figure, "id"),
        )
