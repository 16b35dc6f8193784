"""What a page says when it cannot be shown: a user's mistake in its own sentence, a fault of ours
logged and owned."""

from __future__ import annotations

import logging
from typing import Any

from dashboards.asking import as_asked
from dashboards.components import html, panels
from dashboards.components.navigation import TITLES, navigation
from dashboards.components.top import top
from qc.errors import QcError
from qc.workspace import Workspace

log = logging.getLogger(__name__)


def explained(reader: Workspace, path: str, search: str | None, error: Exception) -> Any:
    """An error as a panel, with the way back to the page as it is without its address's words."""
    t = as_asked(reader, search).t
    home = f"{path if path in TITLES else '/'}?lang={t.language}"
    if isinstance(error, QcError):
        return panels.mistake(error, t, home, t("Show the page without this"))
    log.error("%s%s could not be worked out", path, search or "", exc_info=error)
    return panels.fault(t, home, t("Show the page anew"))


def page_of(reader: Workspace, path: str, search: str | None, error: Exception) -> list[Any]:
    """A page that cannot be shown, with the way to the others."""
    seen, here = as_asked(reader, search), path if path in TITLES else "/"
    head = top(here, seen, search or "", seen.t("This page cannot be shown as it was asked for."))
    return [head, explained(reader, path, search, error)]


def nowhere(reader: Workspace) -> list[Any]:
    """An address that is no page."""
    t = reader.t
    way = html.A(
        t("Show what is to be done today"), href=f"/?lang={t.language}", className="button"
    )
    said = [html.H1(t("There is no such page.")), way]
    return [navigation("", reader), html.Section(said, className="panel", role="alert")]
