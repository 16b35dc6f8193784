"""The standards: what is looked at, against which target, in which version."""

from __future__ import annotations

from dash import Dash

from dashboards.page import Ask, Page
from dashboards.pages.standards import files, update
from dashboards.pages.standards.acts import ACTS
from dashboards.pages.standards.place import PATH


def page(app: Dash, ask: Ask) -> Page:
    """The page, with the routes of its files."""
    files.register(app.server, ask)
    return Page(PATH, update.show, ACTS)
