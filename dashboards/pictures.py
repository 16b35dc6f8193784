"""The picture of a cell for the one who asks: of a file that is in, or of one that waits for import."""

from __future__ import annotations

from typing import Any

from dashboards import inbox
from dashboards.components.masking import THINGS
from dashboards.components.sheet_picture import sheet_picture
from dashboards.previews import answers_for, persons
from qc.ingest.importer import read_workbook
from qc.ingest.picture import picture
from qc.store.answers import StoredImport
from qc.workspace import Workspace


def stored_cell(reader: Workspace, sha256: str, sheet: str, cell: str) -> Any:
    """Raises ScopeError for a file that the reader may not open as a whole, UsageError for a cell that
    it does not hold."""
    name, content = reader.store.original(reader.scope, sha256)
    known = reader.store.find_import(reader.scope, sha256)
    names = inspected(reader, known) if known else frozenset()
    return sheet_picture(picture(name, content, sheet, cell, names), name, reader.t)


def staged_cell(reader: Workspace, key: str, sheet: str, cell: str) -> Any:
    """The same of a file that waits; UsageError where there is none of that key."""
    one = inbox.find(reader, key)
    content = inbox.content(reader, key)
    names = persons(read_workbook(reader, one.name, content, answers=answers_for(reader, one)))
    return sheet_picture(picture(one.name, content, sheet, cell, names), one.name, reader.t)


def inspected(reader: Workspace, one: StoredImport) -> frozenset[str]:
    """Those inspected in a file: their names are shown to nobody."""
    rows = reader.store.results(reader.scope, import_id=one.id, columns=("subject", "kind"))
    people = rows.loc[~rows["kind"].isin([*THINGS]), "subject"]
    return frozenset(str(subject) for subject in people.unique() if subject)
