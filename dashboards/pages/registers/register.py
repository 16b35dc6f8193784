"""The registers: adverse events, complaints, follow-ups, month by month."""

from __future__ import annotations

from dash import Dash

from dashboards.page import Ask, Page
from dashboards.pages.registers import update
from dashboards.pages.registers.place import PATH


def page(_app: Dash, _ask: Ask) -> Page:
    """The page; registers are kept in their sheets, so that nothing is done here."""
    return Page(PATH, update.show)
