"""A page as a reader of an address gets it, without a browser."""

from __future__ import annotations

from typing import Any

from dashboards.asking import as_asked
from dashboards.page import Show
from qc.workspace import Workspace


def at(show: Show, workspace: Workspace, search: str = "") -> list[Any]:
    """The components of the page, in the language that the address asks for."""
    return show(as_asked(workspace, search), search)
