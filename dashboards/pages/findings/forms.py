"""What an act on a finding asks for: its fields, and the button that does it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import dash_mantine_components as dmc

from dashboards.components import html
from dashboards.components.aria import data
from dashboards.components.fields import FIELD, button, choice, field
from dashboards.pages.findings.listed import of
from dashboards.pages.findings.place import Place
from dashboards.pages.findings.words import DO, LABELS
from qc.improve.acting import findings
from qc.improve.findings import Finding
from qc.improve.rules import load_rules
from qc.improve.states import STEPS
from qc.locale import Translator
from qc.workspace import Workspace

AND_NOTE = ("fix_at_once", "put_right", "recheck_passed")
"""Acts that take a note without asking for one."""


def asked(what: str) -> tuple[str, ...]:
    """The fields of an act, in the order in which they are filled in."""
    step = STEPS[what]
    cause = ("cause", "category", "measure") if step.grave else ()
    return (*cause, *step.needs, *(("note",) if what in AND_NOTE else ()))


def must(what: str, found: Finding) -> tuple[str, ...]:
    """Those that have to be filled in."""
    step = STEPS[what]
    return (*step.needs, *(step.grave if found.needs_cause else ()))


def form(what: str, found: Finding, place: Place, reader: Workspace) -> Any:
    """The form of an act, with what is known already filled in."""
    t, needed = reader.t, must(what, found)
    known = {"due": str(found.due), **found.told}
    fields = [
        field_of(name, reader, value=known.get(name, ""), free=name not in needed)
        for name in asked(what)
    ]
    foot = html.Div(
        [
            button(t(DO[what]), what, of(found), quiet=False),
            html.A(t("Not now"), href=place.link(), className="cancel"),
        ],
        className="foot",
    )
    head = html.H3(t(DO[what]), tabIndex=-1)
    return html.Div([head, *fields, foot], className="form act", id="form")


def field_of(name: str, reader: Workspace, *, value: str = "", free: bool = False) -> Any:
    """A field by its name; `free`: it may be left out."""
    t = reader.t
    label = t(LABELS[name]) + (t(" (may be left out)") if free else "")
    if name == "category":
        return choice(name, label, _categories(reader, value), value)
    if name == "person":
        return person_field(label, value, persons(findings(reader)))
    if name == "due":
        return field(name, label, value, attributes={"input": {"type": "date"}})
    return field(name, label, value)


def _categories(reader: Workspace, value: str) -> dict[str, str]:
    rules = load_rules(reader.folder)
    names = (*rules.cause_categories, *rules.own_categories)
    return {"": reader.t("not said"), **{name: name for name in names}, **({value: value} if value else {})}  # fmt: skip


def person_field(label: str, value: str, names: Sequence[str]) -> Any:
    """Typed freely; who was in charge before is offered."""
    return dmc.Autocomplete(
        id={"type": FIELD, "name": "person"}, label=label, value=value, data=list(names), limit=8
    )


def persons(found: Sequence[Finding]) -> list[str]:
    """Who was in charge of something so far, the most often first."""
    counts: dict[str, int] = {}
    for each in found:
        if name := each.told.get("person"):
            counts[name] = counts.get(name, 0) + 1
    return sorted(counts, key=lambda name: (-counts[name], name))


def ways(acts: Sequence[str], place: Place, t: Translator) -> Any:
    """Links that open the forms of what can be done."""
    links = [html.A(t(DO[what]), href=place.link(do=what), className="button quiet opens", **data(shows="form")) for what in acts]  # fmt: skip
    return html.Div(links, className="ways")


def written(told: Mapping[str, str]) -> dict[str, str]:
    """What was written, without what was left empty."""
    return {name: text for name, text in told.items() if text}
