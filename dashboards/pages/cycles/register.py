"""The page of the PDCA cycles."""

from __future__ import annotations

from dash import Dash

from dashboards.page import Ask, Page
from dashboards.pages.cycles import update
from dashboards.pages.cycles.acts import ACTS
from dashboards.pages.cycles.place import PATH


def page(_app: Dash, _ask: Ask) -> Page:
    """What is being improved, and whether it worked."""
    return Page(PATH, update.show, ACTS)
