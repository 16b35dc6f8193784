"""The calendar: what is due, done, late, missed; the week's draw."""

from __future__ import annotations

from dash import Dash

from dashboards.page import Ask, Page
from dashboards.pages.calendar import files, update
from dashboards.pages.calendar.acts import ACTS
from dashboards.pages.calendar.place import PATH


def page(app: Dash, ask: Ask) -> Page:
    """The page, with the routes of its files."""
    files.register(app.server, ask)
    return Page(PATH, update.show, ACTS)
