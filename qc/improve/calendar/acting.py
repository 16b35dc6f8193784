"""Acting on an appointment: a file as its evidence, the reason why it was not done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from qc.errors import UsageError
from qc.improve.calendar.doings import Doing
from qc.improve.calendar.dues import Due
from qc.improve.calendar.states import possible
from qc.locale import N_
from qc.store.journal import Act, NewAct
from qc.workspace import Workspace

LARGEST = 50 * 1024 * 1024


def excuse(workspace: Workspace, due: Due, note: str) -> Act:
    """Say why it was not done. It stays not done; UsageError without a reason, or before its period
    is over, or when it was done or somebody else acted meanwhile."""
    return _act(workspace, due, "excuse", {"note": _said(note)})


def withdraw(workspace: Workspace, due: Due, note: str) -> Act:
    """Take back what people said of it: the reason and the files. UsageError without a note, or where
    nobody said anything."""
    if not any(act.what != "withdraw" for act in due.acts):
        raise UsageError(N_("Nobody said anything of it that could be taken back."))
    return _act(workspace, due, "withdraw", {"note": _said(note)})


def keep_evidence(
    workspace: Workspace, due: Due, name: str, content: bytes, day: dt.date | None = None
) -> Act:
    """Keep a file (minutes, a photograph of the list of those present) as what was done on a day,
    today where none is told.

    UsageError for something that is kept by its checks, an empty or too large file, a day before its
    period or to come, or when somebody else acted meanwhile.
    """
    held = day or workspace.today
    _may_keep(due, content)
    if not due.span.start <= held <= workspace.today:
        raise UsageError(
            N_("It cannot have been done on {day}."),
            N_("Name a day from {start} to {today}."),
            day=held,
            start=due.span.start,
            today=workspace.today,
        )
    _allowed(due, "evidence")
    sha256 = workspace.store.archive.put(name, content)
    fields = {"file": Path(name).name, "sha256": sha256, "day": held.isoformat()}
    return _act(workspace, due, "evidence", fields)


def evidence(workspace: Workspace, doing: Doing) -> bytes:
    """The file behind something done, as it was handed in. WorkspaceError when it is gone or damaged."""
    return workspace.store.archive.get(doing.sha256, doing.file)


def _may_keep(due: Due, content: bytes) -> None:
    if not due.takes_file:
        raise UsageError(
            N_("This is done by its checks, not by a file."),
            N_("Import the filled-in sheet: it counts by itself."),
        )
    if not content or len(content) > LARGEST:
        raise UsageError(
            N_("The file is empty or larger than {size} MB."),
            N_("Choose another file, or make it smaller."),
            size=LARGEST // 1024 // 1024,
        )


def _said(note: str) -> str:
    if not note.strip():
        raise UsageError(N_("A note is missing that says why."), N_("Fill it in and try again."))
    return note.strip()


def _allowed(due: Due, what: str) -> None:
    if what not in possible(due.state):
        raise UsageError(
            N_("This cannot be done with the appointment as it stands now."),
            N_("Look at it again: what can be done is offered there."),
        )


def _act(workspace: Workspace, due: Due, what: str, fields: Mapping[str, object]) -> Act:
    _allowed(due, what)
    about = {} if due.acts else {"about": _about(due)}
    new = NewAct(
        due.subject, len(due.acts), what, {**fields, **about}, site=due.site, unit=due.unit
    )
    return workspace.store.act(workspace.scope, new)


def _about(due: Due) -> dict[str, object]:
    return {
        "code": due.code,
        "site": due.site,
        "unit": due.unit,
        "start": due.span.start.isoformat(),
        "end": due.span.end.isoformat(),
        "times": due.times,
    }
