"""Who asks: the workspace as the reader of this request may see it, by today's standards."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs

from flask import abort, g, has_request_context

from dashboards.address import CLINIC
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


def as_asked(reader: Workspace, search: str | None) -> Workspace:
    """The same workspace for a reader of the address's language, of the lake's clinic that it names; a
    language that is none is passed over."""
    text = search if isinstance(search, str) else ""  # a forged request may send anything
    said = parse_qs(text.removeprefix("?"))
    language, clinic = said.get("lang", [""])[-1], said.get(CLINIC, [""])[-1]
    known = replace(reader, language=language) if language in LANGUAGES else reader
    return known if known.lake is None or not clinic else _at_clinic(known, clinic)


def _at_clinic(reader: Workspace, clinic: str) -> Workspace:
    """One clinic's part of a lake, where it may be seen at all."""
    seen = reader.scope.sites
    allowed = frozenset({clinic}) if seen is None or clinic in seen else frozenset()
    return replace(reader, clinic=clinic, scope=replace(reader.scope, sites=allowed))
