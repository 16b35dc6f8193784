"""The page Today."""

from __future__ import annotations

from typing import Any

from dash import ClientsideFunction, Dash, Input

from dashboards.page import Ask, Page
from dashboards.pages.today import begin, update
from dashboards.sample import Underway
from qc.workspace import Workspace


def page(app: Dash, _ask: Ask) -> Page:
    """What needs somebody now; while the sample clinic comes or goes, how far it is."""
    now = Underway()
    bound: Any = app  # Dash has no types
    bound.clientside_callback(ClientsideFunction("today", "beat"), Input(begin.BEAT, "n_intervals"))

    def show(reader: Workspace, search: str) -> list[Any]:
        if fault := now.told_fault():
            raise fault
        return update.waiting(now, reader, search) if now.busy else update.show(reader, search)

    return Page(update.PATH, show, begin.acts(now))
