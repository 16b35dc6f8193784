"""What the search finds: pages, indicators, units and checklists, each with its address. Sent once a
language, when somebody searches for the first time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

from flask import Flask, jsonify

from dashboards.address import CLINIC
from dashboards.components.navigation import TITLES, pages_of
from dashboards.page import Ask
from dashboards.sending import reader_of
from qc.analysis import coverage
from qc.analysis.places import place_name
from qc.analysis.sites import clinics_of
from qc.workspace import Workspace

PATH = "/finder.json"
Entry = dict[str, str]


def register(server: Flask, ask: Ask) -> None:
    """Answer PATH with what the reader may open."""

    def finder() -> Any:
        return jsonify(list(entries(reader_of(ask))))

    server.add_url_rule(PATH, endpoint="finder", view_func=finder)


def entries(reader: Workspace) -> Iterator[Entry]:
    """Pages first, then indicators, units and checklists, each in its own order."""
    t, language = reader.t, reader.language

    def entry(name: str, kind: str, path: str, **said: str) -> Entry:
        told = urlencode({"lang": language, **said}, quote_via=quote)
        return {"name": name, "kind": kind, "href": f"{path}?{told}"}

    for path in pages_of(reader):
        yield entry(t(TITLES[path]), t("Page"), path)
    for clinic in clinics_of(reader):
        yield entry(clinic, t("Clinic"), "/scorecard", **{CLINIC: clinic})
    held = coverage(reader)
    for code in held.indicators:
        name = reader.catalogue.indicators[code].name.of(language)
        yield entry(name, t("Indicator"), "/indicator", indicator=code)
    for unit in held.units:
        name = place_name(unit, reader.organisation, t)
        yield entry(name, t("Unit"), "/scorecard", unit=unit)
    for code, checklist in reader.catalogue.checklists.items():
        yield entry(checklist.name.of(language), t("Checklist"), "/standards", checklist=code)
