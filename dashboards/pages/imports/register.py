"""The wiring of the import page: which part of it calls which function."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from dash import ALL, Dash, Input, Output, State, ctx, no_update

from dashboards import uploads
from dashboards.components.fields import ANSWER, DO, FIELD
from dashboards.pages.imports import actions, layout, update
from dashboards.pages.imports.place import Place
from dashboards.previews import previews
from qc.workspace import Workspace


def register(app: Dash, workspace: Workspace) -> None:
    """Bind the page's callbacks and the way in for files to one app and one workspace."""
    preview = previews()
    uploads.register(app.server, workspace, preview)

    def page_fault(error: Exception) -> Any:
        return update.explained(workspace, _search(ctx.inputs), error)

    def act_fault(error: Exception) -> Any:
        return update.explained(workspace, _search(ctx.states), error), no_update, no_update

    def answer_fault(error: Exception) -> Any:
        return update.explained(workspace, _search(ctx.states), error), str(uuid4())

    @app.callback(
        Output(layout.BODY, "children"),
        Input("address", "search"),
        Input(layout.TICK, "data"),
        on_error=page_fault,
    )
    def show_page(search: str, _tick: str) -> Any:
        return update.page(workspace, search, preview)

    @app.callback(
        Output(layout.SAID, "children"),
        Output(layout.TICK, "data"),
        Output("address", "search"),
        Input({"type": DO, "act": ALL, "of": ALL}, "n_clicks"),
        State({"type": FIELD, "name": ALL}, "value"),
        State({"type": FIELD, "name": ALL}, "id"),
        State("address", "search"),
        prevent_initial_call=True,
        on_error=act_fault,
    )
    def do(_clicks: list[int], values: list[str], ids: list[dict[str, str]], search: str) -> Any:
        pressed = ctx.triggered_id
        if not pressed or not ctx.triggered[0]["value"]:  # a button that has only just appeared
            return no_update, no_update, no_update
        place = Place.parse(search)
        written = {one["name"]: value or "" for one, value in zip(ids, values, strict=True)}
        reader = update.for_reader(workspace, place)
        done = actions.act(
            pressed["act"], actions.Asked(reader, place, pressed["of"], written, preview)
        )
        return done.said, str(uuid4()), no_update if done.link == search else done.link

    @app.callback(
        Output(layout.SAID, "children", allow_duplicate=True),
        Output(layout.TICK, "data", allow_duplicate=True),
        Input({"type": ANSWER, "of": ALL, "layout": ALL, "code": ALL}, "value"),
        State({"type": ANSWER, "of": ALL, "layout": ALL, "code": ALL}, "data-taken"),
        State("address", "search"),
        prevent_initial_call=True,
        on_error=answer_fault,
    )
    def answer(said: list[str], taken: list[str], search: str) -> Any:
        changed = [
            (ctx.inputs_list[0][n]["id"], new)
            for n, (new, old) in enumerate(zip(said, taken, strict=True))
            if new and new != old
        ]
        if not changed:
            return no_update, no_update
        reader = update.for_reader(workspace, Place.parse(search))
        for asked, new in changed:
            actions.answer(reader, asked["of"], asked["layout"], asked["code"], new)
        return None, str(uuid4())

    @app.callback(
        Output(layout.SAID, "children", allow_duplicate=True),
        Output(layout.TICK, "data", allow_duplicate=True),
        Input(layout.DONE, "data"),
        State("address", "search"),
        prevent_initial_call=True,
        on_error=answer_fault,
    )
    def came_in(done: dict[str, Any], search: str) -> Any:
        numbers = [one for one in done.get("imports", []) if isinstance(one, int)]
        place = Place.parse(search)
        said = actions.came_in(update.for_reader(workspace, place), place, numbers)
        return said if numbers else None, str(uuid4())


def _search(values: Any) -> str | None:
    found = values.get("address.search")
    return found if isinstance(found, str) else None
