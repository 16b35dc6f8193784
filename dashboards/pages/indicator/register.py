"""The page of one indicator."""

from __future__ import annotations

from dash import Dash

from dashboards.page import Ask, Page
from dashboards.pages.indicator import update
from dashboards.pages.indicator.acts import ACTS


def page(_app: Dash, _ask: Ask) -> Page:
    """Its trend, units, items, days, and what it depends on."""
    return Page(update.PATH, update.show, ACTS)
