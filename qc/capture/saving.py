"""From what was written down to a check like any other: its workbook goes through the import."""

from __future__ import annotations

from dataclasses import dataclass

from qc.capture.model import Capture
from qc.capture.photos import keep, picture_in
from qc.capture.sheet import file_name, workbook_of
from qc.errors import UsageError
from qc.ingest.importer import import_content, read_workbook
from qc.locale import N_
from qc.records import Check
from qc.words import Outcome
from qc.workspace import Workspace


@dataclass(frozen=True)
class Kept:
    """What was saved. `is_known`: it had been sent before, and counts once."""

    import_id: int
    items: int
    failed: int
    photos: int
    is_known: bool


def save(workspace: Workspace, capture: Capture) -> Kept:
    """Save a captured check with its photos.

    Raises UsageError when its workbook would not read as it was written down, ScopeError for
    another's unit; nothing is kept then.
    """
    name, written = file_name(capture), workbook_of(capture)
    for mark in capture.marks:
        for photo in mark.photos:
            picture_in(photo)
    check = _as_read(workspace, capture, name, written)
    outcome = import_content(workspace, name, written)
    if outcome.fault:
        raise outcome.fault
    known = workspace.store.find_import(workspace.scope, outcome.sha256)
    if known is None:
        raise _not_understood()
    return Kept(
        import_id=known.id,
        items=len(capture.marks),
        failed=sum(mark.outcome is Outcome.FAIL for mark in capture.marks),
        photos=keep(workspace, capture, check),
        is_known=outcome.status == "duplicate",
    )


def _as_read(workspace: Workspace, capture: Capture, name: str, written: bytes) -> Check:
    """The check that the import will make of the workbook: it must say what was written down."""
    reading = read_workbook(workspace, name, written)
    checks = [check for sheet in reading.sheets for check in sheet.checks]
    if len(checks) != 1 or checks[0].checklist != capture.checklist.code:
        raise _not_understood()
    said = {result.item_code: result.outcome for result in checks[0].results}
    meant = {mark.item_code: mark.outcome for mark in capture.marks}
    if said != meant or checks[0].date != capture.date:
        raise _not_understood()
    return checks[0]


def _not_understood() -> UsageError:
    return UsageError(
        N_("This checklist cannot be saved from here as it was filled in; nothing is lost."),
        N_("Fill in its template instead, and show this message to IT."),
    )
