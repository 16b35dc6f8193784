"""The cases of a finding, each with its cell, and the photos that were taken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboards.components import html
from dashboards.components.graphs import block
from dashboards.components.masking import masked
from dashboards.components.plain_table import line, plain_table
from dashboards.pages.findings.behind import cases_link
from qc.capture.photos import photos
from qc.improve.acting import cases as cases_of
from qc.improve.findings import Finding
from qc.locale import N_
from qc.workspace import Workspace

MOST = 100
_HEADS = (N_("File, sheet, cell"), N_("As written"), N_("Inspected"))


def cases(found: Finding, reader: Workspace, search: str) -> Any:
    """A line a case; the cell opens the drawer, where it is shown in its sheet."""
    t = reader.t
    rows = cases_of(reader, found).to_dict("records")
    caption = t("Where it is written")
    if not rows:
        said = t("The record was corrected: nothing of it is left in the files.")
        return block(said, caption, [], "cases")
    heads = [t(each) for each in _HEADS]
    lines = [_line(row, heads, found, reader, search) for row in rows[:MOST]]
    said = t("{failed} of {checked} were not in order on {day}", failed=found.failed, checked=found.checked, day=found.date)  # fmt: skip
    parts = [plain_table(heads, lines, "cases-table", label=caption)]
    if len(rows) > MOST:
        parts.append(html.P(t("The first {shown} of {all}.", shown=MOST, all=len(rows))))
    return block(said, caption, [*parts, *photos_of(found, reader)], "cases")


def _line(
    row: Mapping[Any, Any], heads: list[str], found: Finding, reader: Workspace, search: str
) -> Any:
    known = reader.catalogue.checklists.get(found.checklist)
    subject = masked(row["subject"], str(known.kind) if known else "")
    where = f"{row['file']} › {row['sheet']} › {row['cell']}"
    return line(heads, [html.A(where, href=cases_link(found, search)), row["raw"], subject or "—"])


def photos_of(found: Finding, reader: Workspace) -> list[Any]:
    """What was photographed of this failure, as far as the reader may see it: two sites may each have a
    unit of the same name."""
    about = (found.site, found.unit, found.date.isoformat(), found.checklist, found.item_code)
    mine = [
        photo
        for photo in photos(reader)
        if (photo.site, photo.unit, photo.date, photo.checklist, photo.item_code) == about
    ]
    if not mine:
        return []
    said = reader.t("Photo taken on the spot: {item}", item=found.item)
    shown = [html.A(html.Img(src=f"/photos/{each.name}", alt=said), href=f"/photos/{each.name}", target="_blank") for each in mine]  # fmt: skip
    return [html.Div(shown, className="photos")]
