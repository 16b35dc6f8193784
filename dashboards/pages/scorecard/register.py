"""The scorecard page."""

from __future__ import annotations

from dash import Dash

from dashboards.page import Ask, Page
from dashboards.pages.scorecard import update


def page(_app: Dash, _ask: Ask) -> Page:
    """All indicators against their targets."""
    return Page(update.PATH, update.show)
