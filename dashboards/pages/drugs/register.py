"""The page of stock, devices and certificates."""

from __future__ import annotations

from dash import Dash

from dashboards.page import Ask, Page
from dashboards.pages.drugs import update
from dashboards.pages.drugs.place import PATH


def page(_app: Dash, _ask: Ask) -> Page:
    """What expires, what lacks, what needs service."""
    return Page(PATH, update.show)
