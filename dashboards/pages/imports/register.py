"""The import page: the way in for files, and the answers to what is asked about them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from dash import ALL, Dash, Input, Output, State, ctx, dcc, no_update

from dashboards import faults, shell, uploads
from dashboards.asking import as_asked
from dashboards.components.fields import ANSWER
from dashboards.page import Ask, Page
from dashboards.pages.imports import actions, layout, update
from dashboards.pages.imports.place import Place
from dashboards.previews import previews


def page(app: Dash, ask: Ask) -> Page:
    """Files in, looked at before anything is saved."""
    preview = previews()
    uploads.register(app.server, ask, preview)
    _answers(app, ask)
    return Page(
        update.PATH,
        show=lambda reader, search: update.show(reader, search, preview),
        acts=actions.acts(preview),
        keeps=(dcc.Store(id=layout.DONE),),
    )


def _answers(app: Dash, ask: Ask) -> None:
    def at_fault(error: Exception) -> Any:
        search = ctx.states["address.search"]
        return faults.explained(ask(), update.PATH, search, error), str(uuid4())

    @app.callback(
        Output(shell.SAID, "children", allow_duplicate=True),
        Output(shell.TICK, "data", allow_duplicate=True),
        Input({"type": ANSWER, "of": ALL, "layout": ALL, "code": ALL}, "value"),
        State({"type": ANSWER, "of": ALL, "layout": ALL, "code": ALL}, "data-taken"),
        State("address", "search"),
        prevent_initial_call=True,
        on_error=at_fault,
    )
    def answer(said: list[str], taken: list[str], search: str) -> Any:
        changed = [
            (ctx.inputs_list[0][n]["id"], new)
            for n, (new, old) in enumerate(zip(said, taken, strict=True))
            if new and new != old
        ]
        if not changed:
            return no_update, no_update
        reader = as_asked(ask(), search)
        for asked, new in changed:
            actions.answer(reader, asked["of"], asked["layout"], asked["code"], new)
        return None, str(uuid4())

    @app.callback(
        Output(shell.SAID, "children", allow_duplicate=True),
        Output(shell.TICK, "data", allow_duplicate=True),
        Input(layout.DONE, "data"),
        State("address", "search"),
        prevent_initial_call=True,
        on_error=at_fault,
    )
    def came_in(done: dict[str, Any], search: str) -> Any:
        numbers, notices = _all(done, "imports", int), _all(done, "said", str)
        reader = as_asked(ask(), search)
        said = actions.came_in(reader, Place.parse(search), numbers, notices)
        return shell.told(said, reader.t) if numbers or notices else None, str(uuid4())


def _all(done: dict[str, Any], name: str, kind: type) -> list[Any]:
    """What a browser sends under a name, of one kind; nothing where it sends anything else."""
    sent = done.get(name)
    return [one for one in sent if isinstance(one, kind)] if isinstance(sent, list) else []
