"""The list of findings: a line each, its heads sort it, a mark in front of it chooses it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc

from dashboards.components import html
from dashboards.components.aria import aria, data
from dashboards.components.fields import FIELD
from dashboards.pages.findings.behind import cases_link
from dashboards.pages.findings.place import Place
from dashboards.pages.findings.words import due, gravity, indicator_name, state, times
from qc.analysis.places import place_name
from qc.improve.findings import Finding
from qc.locale import N_, Translator
from qc.workspace import Workspace

CHOSEN = {"type": FIELD, "name": "chosen"}
EVERY = "choose-all"
HEADS = {
    "item": N_("Finding"),
    "unit": N_("Unit"),
    "state": N_("State"),
    "due": N_("Put right by"),
    "person": N_("In charge"),
    "failed": N_("Failed / checked"),
    "times": N_("How often"),
    "gravity": N_("Gravity"),
    "date": N_("Found on"),
}
"""Each column is sorted by its name."""


def of(found: Finding) -> str:
    """How a button or a mark names a finding, and how much of it its reader has seen."""
    return f"{found.id}@{len(found.acts)}"


def listed(found: Sequence[Finding], place: Place, reader: Workspace, search: str, *, may: bool) -> Any:  # fmt: skip
    """The table; with marks to choose by where the reader `may` act."""
    t = reader.t
    head = [_head(name, place, t) for name in HEADS]
    if may:
        head = [html.Td(className="mark"), *head]
    table = html.Table(
        [
            html.Thead(html.Tr(head)),
            html.Tbody([_line(each, place, reader, search, may=may) for each in found]),
        ],
        className="plain stacks findings",
        **aria(label=t("Findings")),
    )
    if not may:
        return table
    return dmc.CheckboxGroup(table, id=CHOSEN, value=[], **aria(label=t("Chosen findings")))


def _head(name: str, place: Place, t: Translator) -> Any:
    """A head that sorts; pressed again, the other way round."""
    other = f"-{name}" if place.sort == name else name
    sorted_by = place.sort.removeprefix("-") == name
    way = "descending" if place.sort.startswith("-") else "ascending"
    arrow = {"ascending": " ↑", "descending": " ↓"}[way] if sorted_by else ""
    link = html.A([t(HEADS[name]), html.Span(arrow, **aria(hidden="true"))], href=place.link(sort=other, page="1"))  # fmt: skip
    number = "number" if name == "failed" else ""
    return html.Th(link, scope="col", className=number, **(aria(sort=way) if sorted_by else {}))


def every(found: Sequence[Finding], t: Translator) -> Any:
    """Chooses all that stand on the page; pressed again, none. A button: within the group, a mark would
    itself be one of the chosen."""
    return html.Button(
        t("Choose all {n} on this page", n=len(found)),
        id=EVERY,
        className="button quiet every",
        type="button",
        **data(all=",".join(of(each) for each in found)),
    )


def _line(found: Finding, place: Place, reader: Workspace, search: str, *, may: bool) -> Any:
    t, today = reader.t, reader.today
    name = html.A(found.item, href=place.link(finding=found.id))
    link = cases_link(found, search)
    counts = f"{found.failed}/{found.checked}"
    about = indicator_name(found, reader.catalogue, t.language)
    late = "warns" if found.overdue(today) else ""
    cells = {
        "unit": place_name(found.unit or found.site, reader.organisation, t),
        "state": state(found, t),
        "due": html.Span(due(found, today, t), className=late),
        "person": found.told.get("person", ""),
        "failed": html.A(counts, href=link, className="figure") if link else counts,
        "times": [times(found, t), *_last(found, t)] if found.repeated else "",
        "gravity": gravity(found, t),
        "date": str(found.date),
    }
    head = html.Th([name, html.Div(about, className="where")], scope="row")
    rest = [_cell(column, cell, t) for column, cell in cells.items()]
    return html.Tr([*([_mark(found, t)] if may else []), head, *rest])


def _last(found: Finding, t: Translator) -> list[Any]:
    return [html.Div(t("last on {day}", day=found.previous), className="where")]


def _cell(name: str, cell: Any, t: Translator) -> Any:
    empty = {"empty": "yes"} if cell in ("", "—") else {}
    kind = "number" if name == "failed" else f"of-{name}"
    return html.Td(cell, className=kind, **data(head="" if name == "state" else t(HEADS[name]), **empty))  # fmt: skip


def _mark(found: Finding, t: Translator) -> Any:
    label = t("Choose: {unit}, {item}", unit=found.unit, item=found.item)
    return html.Td(dmc.Checkbox(value=of(found), size="sm", **aria(label=label)), className="mark")
