"""Administration: who may sign in, who did what, backups, settings."""

from __future__ import annotations

from dash import Dash

from dashboards.page import Ask, Page
from dashboards.pages.admin import files, update
from dashboards.pages.admin.acts import ACTS
from dashboards.pages.admin.place import PATH


def page(app: Dash, ask: Ask) -> Page:
    """The page, with the route of the backups."""
    files.register(app.server, ask)
    return Page(PATH, update.show, ACTS)
