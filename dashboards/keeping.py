"""From staged to imported: one file of the inbox, with the answers that were given about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboards import inbox
from dashboards.inbox import Staged
from dashboards.previews import Previews
from qc.errors import UsageError
from qc.improve.notices import Arrived, import_content, told
from qc.improve.notices.plan import Became
from qc.ingest.importer import Status, remembered_answers
from qc.ingest.remembered import LAYOUTS, Layout, remember
from qc.locale import N_
from qc.words import Right
from qc.workspace import Workspace


@dataclass(frozen=True)
class Kept:
    """What became of one file: its import (0: it held a notice alone), whether all of it counts, and
    what is to be said of its notice."""

    import_id: int
    status: Status
    said: tuple[str, ...] = ()


def keep(workspace: Workspace, staged: Staged, preview: Previews) -> Kept:
    """Import a staged file and take it off the list. The answers given about its layouts are
    remembered first: the file must read the same whenever it is read again.

    Raises WorkbookError when it cannot be read, UsageError when nothing of it can be used,
    ScopeError when its units are somebody else's; it then stays on the list.
    """
    if staged.fault:
        raise staged.fault.error()
    content = inbox.content(workspace, staged.key)
    if workspace.store.find_import(workspace.scope, staged.key) is None:
        _remember_all(workspace, staged, preview)
    outcome = import_content(workspace, staged.name, content)
    if outcome.fault:
        raise outcome.fault
    if outcome.taken:
        return _notice_taken(workspace, staged, outcome)
    known = workspace.store.find_import(workspace.scope, staged.key)
    if known is None:
        raise UsageError(
            N_("Nothing in {name} can be imported."),
            N_("See what is said about it, put it right and drop it again."),
            name=staged.name,
        )
    inbox.clear(workspace, staged.key)
    return Kept(known.id, outcome.status)


def _notice_taken(workspace: Workspace, staged: Staged, outcome: Arrived) -> Kept:
    """What became of a file with a notice; one of which lines were not taken stays on the list, so that
    they can be seen there."""
    assert outcome.taken
    t, known = workspace.t, workspace.store.find_import(workspace.scope, staged.key)
    if not outcome.taken.count(Became.REFUSED):
        inbox.clear(workspace, staged.key)
    said = t("{file}: {said}", file=staged.name, said=told(outcome.taken.counts, t))
    return Kept(known.id if known else 0, outcome.status, (said,))


def _remember_all(workspace: Workspace, staged: Staged, preview: Previews) -> None:
    if staged.answers and (found := preview(workspace, staged)).can_come_in:
        remember_answers(workspace, staged, found.titles)


def remember_answers(workspace: Workspace, staged: Staged, titles: Mapping[str, str]) -> None:
    """Keep the answers that were given about a file for every sheet of the same layout."""
    workspace.scope.must(Right.IMPORT)
    before = remembered_answers(workspace)
    for mark, said in staged.answers.items():
        answers = {**before.get(mark, {}), **said}
        if mark in titles and answers != before.get(mark):
            layout = Layout(fingerprint=mark, name=titles[mark], answers=answers)
            remember(workspace.folder / LAYOUTS, layout)
