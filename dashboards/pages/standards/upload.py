"""An edited workbook of the standards: what it would change, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboards.components import html
from dashboards.components.aria import data
from dashboards.components.fields import button, field
from dashboards.components.graphs import block
from dashboards.components.plain_table import line, plain_table
from dashboards.components.standard_changes import changes, heading
from dashboards.pages.standards import tray
from dashboards.pages.standards.place import Place
from qc.errors import QcError
from qc.locale import Translator
from qc.standards.mistakes import Mistake, MistakesError
from qc.standards.plan import Plan, plan_import
from qc.standards.preview import field_words, head_words, notes_of
from qc.words import Right
from qc.workspace import Workspace

FROM = "standards-from"


def may_change(reader: Workspace) -> bool:
    """Whether the one who asks may change the standards, which hold for all."""
    return reader.scope.is_whole and reader.scope.refused(Right.STANDARDS) is None


def workbook(reader: Workspace) -> Any:
    """The way out and back in: download, edit, look, take."""
    t = reader.t
    lang = f"lang={t.language}"
    out = html.A(
        t("Download the workbook of all standards"), href=f"/standards-workbook?{lang}", download="", className="button quiet",
    )  # fmt: skip
    parts: list[Any] = [out]
    if may_change(reader):
        said = t(
            "Edit it in Excel and bring it back: what changes is shown before anything is written."
        )
        way = html.Button(
            t("Bring an edited workbook back"),
            className="button quiet",
            type="button",
            **data(sends=f"/standards-workbook?{lang}", then="look", takes=".xlsx", lost=t("The file did not arrive; try again.")),
        )  # fmt: skip
        parts += [
            way,
            html.P(className="sending", role="status"),
            html.P(said, className="caption"),
        ]
    caption = t("Changes become new versions; the figures of past months stay.")
    return block(t("Change the standards in Excel"), caption, [html.Div(parts)], "workbook")


def preview(place: Place, reader: Workspace) -> Any:
    """What the workbook that the address names changes from its day on, or everything that is wrong."""
    if place.upload is None or not may_change(reader):
        return None
    t = reader.t
    path = tray.find(reader, place.upload)
    try:
        plan = plan_import(reader, path, place.start)
    except MistakesError as error:
        said = t(error.message, **error.values)
        parts = [_mistakes(error.mistakes, t), html.P(t(error.remedy)), _drop(place, t)]
        return block(said, path.name, parts, "preview")
    except QcError as error:
        return block(
            error.sentence(t), path.name, [_when(place, reader), _drop(place, t)], "preview"
        )
    return block(head_words(plan, t), path.name, _plan(plan, place, reader), "preview")


def _plan(plan: Plan, place: Place, reader: Workspace) -> list[Any]:
    t = reader.t
    shown: list[Any] = []
    for change in plan.changes:
        words = changes(change, lambda each: field_words(each, reader.catalogue, t), t)
        shown.append(html.Section([html.H3(heading(change, t)), words], className="version"))
    notes = [html.P(said, className="caption") for said in notes_of(plan, t)]
    take = button(t("Take these changes"), "take", place.upload or "", quiet=False)
    go = [take] if plan.files else []
    return [
        *shown,
        *notes,
        _when(place, reader),
        html.Div([*go, _drop(place, t)], className="decision"),
    ]


def _when(place: Place, reader: Workspace) -> Any:
    """From which day on it shall hold."""
    t = reader.t
    day = str(place.start or reader.today)
    return html.Div(
        [field(FROM, t("In force from"), day), button(t("Look at it from this day on"), "from")],
        className="form from-day",
    )


def _drop(place: Place, t: Translator) -> Any:
    return button(t("Discard the workbook"), "drop", place.upload or "")


def _mistakes(found: Sequence[Mistake], t: Translator) -> Any:
    heads = [t("Cell"), t("What stands there"), t("What is expected"), t("What to do")]
    rows = [
        line(
            heads,
            [f"{each.sheet}!{each.cell}", each.seen[:60], t(each.expected, **each.values), t(each.remedy, **each.values)],
        )
        for each in found
    ]  # fmt: skip
    return plain_table(heads, rows, "mistakes")
