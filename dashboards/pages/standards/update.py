"""What the page of the standards says: plain functions of a workspace and an address."""

from __future__ import annotations

from typing import Any

from dashboards.components import html
from dashboards.components.controls import select
from dashboards.components.fields import button, field
from dashboards.components.top import top
from dashboards.pages.standards import indicator, one
from dashboards.pages.standards.lists import kind_name, lists
from dashboards.pages.standards.place import PATH, Place
from dashboards.pages.standards.upload import preview, workbook
from dashboards.pages.standards.versions import versions
from qc.standards.listing import listing
from qc.words import Level
from qc.workspace import Workspace

SEARCH = "standards-search"


def show(reader: Workspace, search: str) -> list[Any]:
    """The whole page; UsageError for a standard or version that is none."""
    place = Place.parse(search)
    if place.checklist:
        return _checklist(reader, place, search)
    if place.indicator:
        known = indicator.indicator_of(reader, place.indicator)
        head = _top(reader, search, indicator.sentence(known, reader), _back(place, reader))
        return [head, *indicator.parts(known, place, reader)]
    head = _top(reader, search, _sentence(reader), *_controls(place, reader))
    parts = [preview(place, reader), workbook(reader), *lists(reader, place)]
    return [head, _search(place, reader), *(part for part in parts if part is not None)]


def _top(reader: Workspace, search: str, said: str, *controls: Any) -> Any:
    return top(PATH, reader, search, said, *controls)


def _back(place: Place, reader: Workspace) -> Any:
    return html.A(reader.t("All standards"), href=place.listed(), className="language")


def _checklist(reader: Workspace, place: Place, search: str) -> list[Any]:
    standard = one.standard_of(reader, place)
    head = _top(reader, search, one.sentence(standard, reader), _back(place, reader))
    side = [
        one.about(standard, place, reader),
        one.used(standard, reader, search),
    ]
    parts = [one.items(standard, place, reader)] if standard.items else []
    return [head, html.Div(side, className="two"), *parts, versions(standard, place, reader)]


def _sentence(reader: Workspace) -> str:
    """ "41项指标、111张检查表；3项过了复核日期，1项有新版待生效。"."""
    t, found = reader.t, listing(reader)
    overdue = sum(each.overdue for each in found)
    later = sum(each.later is not None for each in found)
    indicators = sum(each.sort == "indicator" for each in found)
    parts = [
        t("{indicators} indicators and {checklists} checklists are in force", indicators=indicators, checklists=len(found) - indicators),
        t("the review day of {n} has gone by", n=overdue) if overdue else "",
        t("{n} have a new version ready", n=later) if later else "",
    ]  # fmt: skip
    return t("{said}.", said=t("; ").join(filter(None, parts)))


def _controls(place: Place, reader: Workspace) -> list[Any]:
    t = reader.t
    used = dict.fromkeys(each.kind for each in reader.catalogue.checklists.values())
    kinds = [(t("All kinds of sheet"), place.listed(kind=None))]
    kinds += [(kind_name(kind, t.language), place.listed(kind=kind)) for kind in used]
    levels = [(t("All levels"), place.listed(level=None))]
    levels += [(t(level.label), place.listed(level=level)) for level in Level]
    return [
        select("kind", t("Kind of sheet"), kinds, place.listed()),
        select("level", t("Level"), levels, place.listed()),
    ]


def _search(place: Place, reader: Workspace) -> Any:
    t = reader.t
    shut = [html.A(t("Show all"), href=place.listed(q=None))] if place.q else []
    return html.Div(
        [
            field(SEARCH, t("Search names, items, aliases"), place.q or ""),
            html.Div([button(t("Search"), "search"), *shut], className="foot"),
        ],
        className="form search",
        role="search",
    )
