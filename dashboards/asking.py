"""Who asks: the workspace as the reader of this request may see it, by today's standards."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs

from flask import abort, g, has_request_context

from dashboards.page import Ask
from dashboards.standing import with_standards
from qc.locale import LANGUAGES
from qc.workspace import Workspace


def asking(workspace: Workspace) -> Ask:
    """The way in for every page and route of an app. In a request it is the scope that the gate gave it
    (`dashboards.gate`); what no gate has let in is refused."""

    def ask() -> Workspace:
        if not has_request_context():
            return with_standards(workspace)
        if "scope" not in g:
            abort(401)
        return replace(with_standards(workspace), scope=g.scope)

    return ask


def in_language(reader: Workspace, search: str | None) -> Workspace:
    """The same workspace for a reader of the address's language; a word that is none is passed over."""
    text = search if isinstance(search, str) else ""  # a forged request may send anything
    said = parse_qs(text.removeprefix("?")).get("lang", [""])[-1]
    return replace(reader, language=said) if said in LANGUAGES else reader
