"""One finding: what, where, what is known of it, what can be done now, its cells and its history."""

from __future__ import annotations

from typing import Any

from dashboards.components import html
from dashboards.components.graphs import block
from dashboards.components.top import top
from dashboards.pages.findings import around
from dashboards.pages.findings.cases import cases
from dashboards.pages.findings.forms import form, must, ways
from dashboards.pages.findings.place import PATH, Place
from dashboards.pages.findings.words import (
    LABELS,
    about_one,
    due,
    gravity,
    indicator_name,
    state,
)
from qc.improve.acting import finding, findings
from qc.improve.findings import Finding
from qc.improve.states import possible
from qc.words import Right
from qc.workspace import Workspace


def show(reader: Workspace, search: str, place: Place) -> list[Any]:
    """The whole page; ScopeError for a finding that the reader may not see."""
    t, found = reader.t, finding(reader, place.finding or "")
    back = html.A(t("Back to the list"), href=place.link(finding=None), className="back")
    may = may_act(reader, found)
    parts = [
        _now(found, place, reader, may=may),
        cases(found, reader, search),
        around.history(found, reader),
        around.earlier(found, findings(reader), reader, place, search),
        around.cycle(found, reader, may=may),
    ]
    head = top(PATH, reader, search, about_one(found, reader), back, about=str(found.date))
    return [head, *(part for part in parts if part is not None)]


def may_act(reader: Workspace, found: Finding) -> bool:
    """May the reader write anything down about it?"""
    return reader.scope.refused(Right.RECORD) is None and reader.scope.covers(
        found.site, found.unit
    )


def _now(found: Finding, place: Place, reader: Workspace, *, may: bool) -> Any:
    """What is known and what can be done, a form where one lies open."""
    t = reader.t
    acts = possible(found.state) if may else ()
    parts: list[Any] = [_known(found, reader)]
    if acts and any(must(what, found) for what in acts) and found.needs_cause:
        why = t("Cause and measure are asked for: the item is critical, repeated or below its target.")  # fmt: skip
        parts.append(html.P(why, className="caption"))
    if acts:
        parts.append(ways(acts, place, t))
    if place.do in acts:
        parts.append(form(place.do or "", found, place, reader))
    said = t("What can be done now") if acts else t("There is nothing to be done with it here.")
    return block(said, t("How it stands"), parts, "now")


def _known(found: Finding, reader: Workspace) -> Any:
    t = reader.t
    late = "warns" if found.overdue(reader.today) else ""
    lines = {
        t("State"): state(found, t),
        t("Gravity"): gravity(found, t),
        t("Put right by"): html.Span(due(found, reader.today, t), className=late),
        t("Indicator"): indicator_name(found, reader.catalogue, t.language),
        **{t(LABELS[name]): found.told[name] for name in LABELS if name != "due" and name in found.told},
    }  # fmt: skip
    return html.Dl([part for name, told in lines.items() for part in (html.Dt(name), html.Dd(told))])  # fmt: skip
