"""The findings: what failed, who puts it right and by when, one by one or several at once."""

from __future__ import annotations

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State

from dashboards.page import Ask, Page
from dashboards.pages.findings import bulk, files, listed, update
from dashboards.pages.findings.acts import ACTS
from dashboards.pages.findings.place import PATH


def page(app: Dash, ask: Ask) -> Page:
    """The page, with the route of the feedback book."""
    files.register(app.server, ask)
    _clientside(app)
    return Page(PATH, update.show, ACTS)


def _clientside(app: Any) -> None:
    """Choosing (assets/findings.js) asks the server nothing: `app` is any, because Dash has no types."""
    app.clientside_callback(
        ClientsideFunction("findings", "every"),
        Output(listed.CHOSEN, "value"),
        Input(listed.EVERY, "n_clicks"),
        State(listed.EVERY, "data-all"),
        State(listed.CHOSEN, "value"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("findings", "count"),
        Output(bulk.PART, "hidden"),
        Output(bulk.COUNT, "children"),
        Input(listed.CHOSEN, "value"),
        State(bulk.PART, "data-said"),
        prevent_initial_call=True,
    )
