"""What the page Capture says: which unit, which checklist, then the form that the phone fills in.

The form itself is drawn by assets/capture.js out of the data given here, because it has to go on
when the connection does not.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qs, urlencode

from dashboards.components import html
from dashboards.components.aria import data
from dashboards.components.controls import select
from dashboards.components.top import top
from dashboards.pages.capture import layout
from qc.analysis import coverage
from qc.analysis.places import place_name, units_first
from qc.attention.matter import MatterKind
from qc.attention.reading import attention
from qc.attention.words import sentence
from qc.capture.model import can_be_captured
from qc.catalogue.model import Checklist
from qc.errors import UsageError
from qc.improve.followed import followed_items
from qc.locale import N_, Translator
from qc.workspace import Workspace

PATH = "/capture"
DUE = (MatterKind.LATE_CHECK, MatterKind.DUE_CHECK)


def show(reader: Workspace, search: str) -> list[Any]:
    """The whole page; UsageError for a checklist that is none or cannot be filled in here."""
    said = {name: values[-1] for name, values in parse_qs(search.removeprefix("?")).items()}
    units, t = _units(reader), reader.t
    if said.get("codes"):
        head = top(PATH, reader, search, t("Print the codes and hang one up in each unit."))
        return [
            head,
            layout.codes({unit: place_name(unit, reader.organisation, t) for unit in units}, t),
        ]
    unit = said.get("unit") or (units[0] if len(units) == 1 else None)
    checklist = _chosen(reader, said.get("checklist"))
    head = top(PATH, reader, search, _sentence(unit, checklist, reader), about=unit or "")
    choosing = _choosing(reader, unit, units, checklist)
    if not (unit and checklist):
        due = layout.due(_due(reader, unit), t)
        return [head, choosing, due, layout.to_codes(_link(t, codes="1"), t)]
    return [head, choosing, _form(reader, unit, checklist)]


def _sentence(unit: str | None, checklist: Checklist | None, reader: Workspace) -> str:
    t = reader.t
    if unit is None:
        return t("Which unit is inspected?")
    if checklist is None:
        return t("{unit}: which checklist?", unit=place_name(unit, reader.organisation, t))
    return t(
        "{checklist} in {unit}: {n} items",
        checklist=checklist.name.of(t.language),
        unit=place_name(unit, reader.organisation, t),
        n=len(checklist.items),
    )


def _units(reader: Workspace) -> list[str]:
    """The clinic's units that the reader may write to, those with checks and those without."""
    known = [unit.name for unit in reader.organisation.units]
    names = dict.fromkeys([*units_first(coverage(reader).units, reader.organisation), *known])
    allowed = reader.scope.units
    return [name for name in names if allowed is None or name in allowed]


def _chosen(reader: Workspace, code: str | None) -> Checklist | None:
    if code is None:
        return None
    found = reader.catalogue.checklists.get(code)
    if found is None or not can_be_captured(found):
        raise UsageError(
            N_("This checklist cannot be filled in here."), N_("Choose one of the list.")
        )
    return found


def _choosing(
    reader: Workspace, unit: str | None, units: Sequence[str], checklist: Checklist | None
) -> Any:
    t, code = reader.t, checklist.code if checklist else None
    places = [
        (place_name(each, reader.organisation, t), _link(t, unit=each, checklist=code))
        for each in units
    ]
    lists = [
        (each.name.of(t.language), _link(t, unit=unit, checklist=each.code))
        for each in reader.catalogue.checklists.values()
        if can_be_captured(each)
    ]
    here = _link(t, unit=unit, checklist=code)
    return html.Div(
        [
            select("capture-unit", t("Unit"), places, here if unit is None else _link(t, unit=unit, checklist=code), searchable=True, placeholder=t("Unit")),
            select("capture-list", t("Checklist"), lists, here, searchable=True, placeholder=t("Checklist")),
        ],
        className="choosing",
    )  # fmt: skip


def _link(t: Translator, **said: str | None) -> str:
    given = {"lang": t.language, **{key: text for key, text in said.items() if text}}
    return "?" + urlencode(given)


def _due(reader: Workspace, unit: str | None) -> list[tuple[str, str]]:
    """What is to be checked within a week and can be filled in here: text and address."""
    found = []
    for matter in attention(reader):
        link = matter.link
        checklist = reader.catalogue.checklists.get(link.checklist)
        if matter.kind not in DUE or checklist is None or not can_be_captured(checklist):
            continue
        if unit in (None, link.unit) or not link.unit:
            to = _link(reader.t, unit=link.unit or unit, checklist=checklist.code)
            found.append((sentence(matter, reader.t), to))
    return found


def _form(reader: Workspace, unit: str, checklist: Checklist) -> Any:
    """The place of the form, with all that the phone needs to draw it and to say what happens."""
    t, followed = reader.t, followed_items(reader, unit, checklist.code)
    form = {
        "checklist": checklist.code,
        "unit": unit,
        "date": reader.today.isoformat(),
        "inspector": reader.scope.actor,
        "lang": t.language,
        "items": [
            {
                "code": item.code,
                "text": item.text.of(t.language),
                "critical": item.critical,
                "followed": item.code in followed,
            }
            for item in checklist.items
        ],
        "words": {name: t(word) for name, word in layout.WORDS.items()},
    }
    return html.Section(id=layout.FORM, className="panel", **data(form=json.dumps(form)))
