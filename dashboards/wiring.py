"""Every page is wired in the same way: the address shows it, a press does one of its acts, a figure's
point or a link opens the results behind it. Only here does a browser's word reach a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx, no_update

from dashboards import drawer, faults, sample, shell
from dashboards.asking import as_asked
from dashboards.components import fields, graphs
from dashboards.components.controls import GOES
from dashboards.components.evidence import GRID
from dashboards.components.navigation import TITLES
from dashboards.components.static import compacted
from dashboards.page import Ask, Asked, Done, Page
from dashboards.pages.today.begin import banner
from dashboards.pictures import stored_cell
from qc.analysis.kept import one_moment
from qc.errors import ConflictError, UsageError
from qc.locale import N_
from qc.workspace import Workspace

HUSH = "hush"
"""The act that puts away what was said last; it belongs to every page."""


def wire(app: Dash, ask: Ask, pages: Mapping[str, Page]) -> None:
    """Bind all pages of one app, by their paths."""
    _show(app, ask, pages)
    _act(app, ask, pages)
    _open_results(app, ask)
    _show_source(app, ask)
    _clientside(app)


def _show(app: Dash, ask: Ask, pages: Mapping[str, Page]) -> None:
    def at_fault(error: Exception) -> Any:
        path, search = place(ctx.inputs[f"{shell.VIEW}.data"])
        return faults.page_of(ask(), path, search, error), no_update, "at-fault"

    @app.callback(
        Output(shell.BODY, "children"),
        Output(shell.BODY, "data-title"),
        Output(shell.BODY, "className"),
        Input(shell.VIEW, "data"),
        Input(shell.TICK, "data"),
        prevent_initial_call=True,
        on_error=at_fault,
    )
    def show_page(view: str, _tick: str) -> Any:
        path, search = place(view)
        reader = as_asked(ask(), search)
        title = f"{reader.clinic} · {reader.t(TITLES.get(path, TITLES['/']))}"
        name = path.strip("/") or "today"
        if path not in pages:
            return faults.nowhere(reader), title, "at-nowhere"
        with one_moment():
            shown = _noted(pages[path].show(reader, search), reader)
        return compacted(shown), title, f"at-{name}"


def _noted(shown: list[Any], reader: Workspace) -> list[Any]:
    """A page, with the note over it while the sample clinic is in."""
    return [shown[0], banner(reader), *shown[1:]] if sample.is_in(reader) else shown


def _act(app: Dash, ask: Ask, pages: Mapping[str, Page]) -> None:
    def at_fault(error: Exception) -> Any:
        path, search = ctx.states["address.pathname"], ctx.states["address.search"]
        # what was written stays on the page, unless the page shows what is no longer so
        tick = str(uuid4()) if isinstance(error, ConflictError) else no_update
        return faults.explained(ask(), path, search, error), tick, no_update

    @app.callback(
        Output(shell.SAID, "children"),
        Output(shell.TICK, "data"),
        Output("address", "search"),
        Input(shell.ASKED, "data"),
        State("address", "pathname"),
        State("address", "search"),
        prevent_initial_call=True,
        on_error=at_fault,
    )
    def do(asked: Mapping[str, Any], path: str, search: str) -> Any:
        if asked.get("act") == HUSH:
            return None, no_update, no_update
        reader = as_asked(ask(), search)
        written = asked.get("written")
        done = act(
            pages.get(path),
            str(asked.get("act")),
            Asked(reader, search or "", str(asked.get("of") or ""), dict(written or {})),
        )
        stays = done.link is None or done.link == search
        return shell.told(done.said, reader.t), str(uuid4()), no_update if stays else done.link


def act(page: Page | None, name: str, asked: Asked) -> Done:
    """Do one act of a page; UsageError for one that the page does not know."""
    if page is None or name not in page.acts:
        raise UsageError(N_("The page does not know how to do this."), N_("Load the page again."))
    return page.acts[name](asked)


def _open_results(app: Dash, ask: Ask) -> None:
    def at_fault(error: Exception) -> Any:
        path, search = ctx.states["address.pathname"], ctx.inputs["address.search"]
        return True, "", faults.explained(ask(), path, search, error)

    @app.callback(
        Output(shell.DRAWER, "opened"),
        Output(shell.DRAWER, "title"),
        Output(shell.DRAWER_BODY, "children"),
        Input("address", "search"),
        State("address", "pathname"),
        on_error=at_fault,
    )
    def show_results(search: str | None, _path: str) -> Any:
        if not drawer.is_asked_for(search):
            return False, "", None
        return True, *drawer.drawer(as_asked(ask(), search), search or "")


def _show_source(app: Dash, ask: Ask) -> None:
    def at_fault(error: Exception) -> Any:
        path, search = ctx.states["address.pathname"], ctx.states["address.search"]
        return faults.explained(ask(), path, search, error)

    @app.callback(
        Output(shell.SOURCE, "children"),
        Input(GRID, "selectedRows"),
        State("address", "search"),
        State("address", "pathname"),
        prevent_initial_call=True,
        on_error=at_fault,
    )
    def show_source(chosen: Any, search: str | None, _path: str) -> Any:
        if not chosen or not chosen[0].get("sha256"):  # of a lake, whose originals lie elsewhere
            return None
        told = {name: str(chosen[0].get(name)) for name in ("sha256", "sheet", "cell")}
        return stored_cell(as_asked(ask(), search), **told)


def place(view: Any) -> tuple[str, str]:
    """Path and search of what the browser says it shows: "/scorecard?period=2026-10"."""
    path, sign, search = (view if isinstance(view, str) else "/").partition("?")
    return path or "/", sign + search


def _clientside(app: Any) -> None:
    """What the browser does by itself (assets/address.js): `app` is any, because Dash has no types."""
    bind = app.clientside_callback
    bind(
        ClientsideFunction("address", "view"),
        Output(shell.VIEW, "data"),
        Input("address", "pathname"),
        Input("address", "search"),
        State(shell.VIEW, "data"),
    )
    bind(
        ClientsideFunction("address", "press"),
        Output(shell.ASKED, "data"),
        Input({"type": fields.DO, "act": ALL, "of": ALL}, "n_clicks"),
        State({"type": fields.FIELD, "name": ALL}, "value"),
        State({"type": fields.FIELD, "name": ALL}, "id"),
        prevent_initial_call=True,
    )
    bind(
        ClientsideFunction("address", "choose"),
        Input({"type": GOES, "name": ALL}, "value"),
        State({"type": GOES, "name": ALL}, "data-here"),
    )
    bind(
        ClientsideFunction("address", "fit"),
        Output(GRID, "columnDefs"),
        Input(GRID, "rowData"),
        State(GRID, "columnDefs"),
    )
    bind(
        ClientsideFunction("address", "open"),
        Input({"type": graphs.FIGURE, "name": ALL}, "clickData"),
        State({"type": graphs.FIGURE, "name": ALL}, "id"),
    )
    bind(ClientsideFunction("address", "shut"), Input(shell.DRAWER, "opened"))
    bind(ClientsideFunction("address", "name"), Input(shell.BODY, "data-title"))
