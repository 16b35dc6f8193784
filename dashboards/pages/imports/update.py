"""What the import page says for an address: plain functions of a workspace and a search string."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from dashboards import inbox
from dashboards.components import html
from dashboards.components.aria import data
from dashboards.components.fields import button
from dashboards.components.layouts import layouts
from dashboards.components.navigation import moment
from dashboards.components.top import top
from dashboards.inbox import Staged
from dashboards.pages.imports import layout
from dashboards.pages.imports.history import history
from dashboards.pages.imports.opened import opened
from dashboards.pages.imports.own_standard import offer, own_standard
from dashboards.pages.imports.place import Place
from dashboards.pages.imports.seeing import picture_at
from dashboards.pages.imports.staged import staged_file
from dashboards.pictures import inspected, staged_cell, stored_cell
from dashboards.previews import (
    LISTS,
    Preview,
    Previews,
    SheetPreview,
    as_staged,
    looked_at,
    masked_problems,
)
from qc.analysis.kept import kept
from qc.errors import ScopeError, UsageError, WorkspaceError
from qc.ingest.remembered import LAYOUTS, read_layouts
from qc.locale import N_, Translator
from qc.store.answers import StoredImport
from qc.text import number_in
from qc.workspace import Workspace

PATH = "/import"
FILES = 200  # staged files that are shown at once
Waiting = Sequence[tuple[Staged, Preview, StoredImport | None]]


def show(reader: Workspace, search: str, preview: Previews) -> list[Any]:
    """The whole page; UsageError for an import or a sheet that cannot be shown."""
    place = Place.parse(search)
    waiting = waiting_files(reader, preview)
    imports = kept(reader, "imports", lambda: reader.store.imports(reader.scope))
    t = reader.t
    return layout.page(
        top(PATH, reader, search, headline(waiting, imports, t)),
        layout.drop_zone(t),
        _own_form(reader, place, preview),
        _staged(reader, place, waiting),
        _opened(reader, place, imports, preview),
        layout.block(t("History"), history(imports, place, t), "history"),
        layout.block(t("What was agreed about each layout"), [_layouts(reader)], "layouts"),
    )


def waiting_files(reader: Workspace, preview: Previews) -> Waiting:
    """The staged files with their previews, and the import of those that are in already."""
    return [
        (
            staged,
            looked_at(reader, staged, preview(reader, staged)),
            reader.store.find_import(reader.scope, staged.key),
        )
        for staged in inbox.staged(reader)
    ]


def headline(waiting: Waiting, imports: Sequence[StoredImport], t: Translator) -> str:
    """How the import stands, in one sentence."""
    if any(preview.can_come_in for _, preview, _ in waiting):
        new = [preview for _, preview, known in waiting if not known]
        return t(
            "Files that wait: {files}; results that can go in: {results}; to be put right: {held}.",
            files=len(waiting),
            results=sum(preview.results for preview in new),
            held=sum(preview.errors for preview in new),
        )
    live = [one for one in imports if not one.is_undone]
    held = sum(one.errors for one in live)
    if held:
        files = sum(one.errors > 0 for one in live)
        return t(
            "Places that wait to be put right: {held}; files: {files}.", held=held, files=files
        )
    if live:
        return t("Files that are in: {files}; nothing is held back.", files=len(live))
    return t("Drop the month's audit workbooks and look before anything is saved.")


def _staged(reader: Workspace, place: Place, waiting: Waiting) -> Any:
    t = reader.t
    dropped = inbox.staged(reader, dropped=True)
    if not waiting and not dropped:
        return None
    files = [_file(reader, place, *one) for one in waiting[:FILES]]
    more = len(waiting) - len(files)
    parts = [
        html.P(t("Nothing of this is saved yet."), className="caption"),
        *files,
        html.P(t("Files that wait besides: {n}; they are imported too.", n=more)) if more else None,
        _dropped(dropped, t),
        _decision(waiting, t),
    ]
    return layout.block(t("Preview"), [part for part in parts if part], "staged")


def _file(
    reader: Workspace, place: Place, staged: Staged, preview: Preview, known: StoredImport | None
) -> Any:
    t = reader.t
    links = [place.link(own=f"{staged.key}.{n}") for n, _ in enumerate(preview.sheets)]
    said = known and t(
        "Known already: imported {at} by {who}. Nothing will be added.",
        at=moment(known.imported_at), who=known.imported_by,
    )  # fmt: skip
    seen = picture_at(reader, place, staged.key, staged_cell)
    return staged_file(staged, preview, said or None, reader.catalogue, links, seen, place, t)


def _dropped(dropped: Sequence[Staged], t: Translator) -> Any:
    if not dropped:
        return None
    lines = [
        html.Li([one.name, " ", button(t("Take back"), "restore", one.key)]) for one in dropped
    ]
    return html.Div(
        [html.P(t("Discarded: {n}", n=len(dropped))), html.Ul(lines)], className="dropped"
    )


def _decision(waiting: Waiting, t: Translator) -> Any:
    """Import all that can be, or drop everything; without files that can come in only the latter."""
    if not waiting:
        return None
    keys = [one.key for one, preview, known in waiting if known or preview.can_come_in]
    go = html.Button(
        t("Import what can go in ({n})", n=len(keys)), id="import-all", className="button", type="button",
        **data(keys=" ".join(keys)),
    )  # fmt: skip
    both = [go] if keys else []
    return html.Div([*both, button(t("Discard all"), "drop-all")], className="decision")


def _opened(
    reader: Workspace, place: Place, imports: Sequence[StoredImport], preview: Previews
) -> Any:
    if place.opened is None:
        return None
    one = find_import(imports, place.opened)
    store, scope = reader.store, reader.scope
    found = [each.problem for each in store.problems(scope) if each.import_id == one.id]
    waiting = masked_problems(found, inspected(reader, one)) if found else ()
    corrections = () if one.is_undone else store.corrections(scope, one.sha256)
    offers = [] if one.is_undone else _offers(reader, place, one, preview)
    seen = picture_at(reader, place, one.sha256, stored_cell)
    return opened(one, waiting, corrections, offers, seen, place, reader.catalogue, reader.t)


def _offers(reader: Workspace, place: Place, one: StoredImport, preview: Previews) -> list[Any]:
    """What of an import could become a standard; nothing where its original cannot be read as a
    whole, which is said to those who ask for it."""
    if not LISTS.intersection(one.kinds):
        return []
    try:
        sheets = preview(reader, as_staged(one)).sheets
    except (ScopeError, WorkspaceError):
        return []
    links = (place.link(own=f"{one.sha256}.{n}") for n, _ in enumerate(sheets))
    offers = (offer(sheet, link, reader.t) for sheet, link in zip(sheets, links, strict=True))
    return [each for each in offers if each is not None]


def find_import(imports: Sequence[StoredImport], number: int) -> StoredImport:
    """An import by its number; UsageError for one that the reader cannot see."""
    for one in imports:
        if one.id == number:
            return one
    raise UsageError(
        N_("There is no import with the number {number}."),
        N_("Choose an import of the list."),
        number=number,
    )


def _own_form(reader: Workspace, place: Place, preview: Previews) -> Any:
    if place.own is None:
        return None
    _, _, sheet = own_sheet(reader, place.own, preview)
    name = re.sub(r"\d+\s*[年月日号./-]*", "", sheet.reading.title).strip() or sheet.reading.sheet
    return own_standard(
        sheet, place.own, name, reader.scope.actor, place.link(), reader.catalogue, reader.t
    )


def own_sheet(reader: Workspace, own: str, preview: Previews) -> tuple[bool, Staged, SheetPreview]:
    """The sheet that an address names as "key.number", its file, and whether that is in already;
    UsageError where there is none whose items could become a standard."""
    key, _, number = own.rpartition(".")
    known = reader.store.find_import(reader.scope, key)
    files = [as_staged(known)] if known else inbox.staged(reader)
    for file in files:
        sheets = preview(reader, file).sheets if file.key == key else ()
        wanted = number_in(number)
        if wanted is not None and wanted < len(sheets) and sheets[wanted].own_items:
            return known is not None, file, sheets[wanted]
    raise UsageError(
        N_("This sheet has no items that could become a standard."),
        N_("Look at the list anew; it may follow a standard by now."),
    )


def _layouts(reader: Workspace) -> Any:
    known = read_layouts(reader.folder / LAYOUTS)
    return layouts(known, reader.catalogue, reader.t)
