"""The page on which a check is filled in where it is made."""

from __future__ import annotations

from dash import Dash

from dashboards import captures
from dashboards.page import Ask, Page
from dashboards.pages.capture import update


def page(app: Dash, ask: Ask) -> Page:
    """A spot check by thumb."""
    captures.register(app.server, ask)
    return Page(update.PATH, update.show)
