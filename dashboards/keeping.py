"""From staged to imported: one file of the inbox, with the answers that were given about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dashboards import inbox
from dashboards.inbox import Staged
from dashboards.previews import answers_for
from qc.errors import UsageError
from qc.ingest.importer import read_workbook, remembered_answers
from qc.ingest.remembered import LAYOUTS, Layout, remember
from qc.locale import N_
from qc.records import WorkbookReading
from qc.words import Severity
from qc.workspace import Workspace


@dataclass(frozen=True)
class Kept:
    """What became of one file: its import, and whether all of it counts."""

    import_id: int
    status: Literal["imported", "partly", "duplicate"]


def keep(workspace: Workspace, staged: Staged) -> Kept:
    """Import a staged file and take it off the list. The answers given about its layouts are
    remembered first: the file must read the same whenever it is read again.

    Raises WorkbookError when it cannot be read, UsageError when nothing of it can be used,
    ScopeError when its units are somebody else's; it then stays on the list.
    """
    known = workspace.store.find_import(workspace.scope, staged.key)
    if known:
        inbox.clear(workspace, staged.key)
        return Kept(known.id, "duplicate")
    if staged.fault:
        raise staged.fault.error()
    content = inbox.content(workspace, staged.key)
    workspace.store.archive.put(staged.name, content)  # before anything is read from it
    answers = answers_for(workspace, staged)
    reading = read_workbook(workspace, staged.name, content, answers=answers)
    if not any(sheet.checks for sheet in reading.sheets):
        raise UsageError(
            N_("Nothing in {name} can be imported."),
            N_("See what is said about it, put it right and drop it again."),
            name=staged.name,
        )
    remember_answers(workspace, staged, titles_of(reading))
    saved = workspace.store.save(workspace.scope, reading, content)
    inbox.clear(workspace, staged.key)
    held = any(found.severity is Severity.ERROR for found in reading.problems)
    return Kept(saved.import_id, "partly" if held else "imported")


def titles_of(reading: WorkbookReading) -> dict[str, str]:
    """What people call each layout of a file, by its fingerprint."""
    return {sheet.fingerprint: sheet.title for sheet in reading.sheets}


def remember_answers(workspace: Workspace, staged: Staged, titles: dict[str, str]) -> None:
    """Keep the answers that were given about a file for every sheet of the same layout."""
    before = remembered_answers(workspace)
    for mark, said in staged.answers.items():
        answers = {**before.get(mark, {}), **said}
        if mark in titles and answers != before.get(mark):
            layout = Layout(fingerprint=mark, name=titles[mark], answers=answers)
            remember(workspace.folder / LAYOUTS, layout)
