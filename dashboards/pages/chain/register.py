"""The page of all clinics in a lake."""

from __future__ import annotations

from dash import Dash

from dashboards.page import Ask, Page
from dashboards.pages.chain import update


def page(_app: Dash, _ask: Ask) -> Page:
    """The chain's own scorecard, its clinics beside each other, and the way to each."""
    return Page(update.PATH, update.show)
