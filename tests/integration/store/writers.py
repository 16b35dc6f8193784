"""What several people do to one record at the same time, each from a process of their own."""

from __future__ import annotations

import multiprocessing
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qc.errors import ConflictError, UsageError
from qc.improve.acting import act_on, finding
from qc.improve.cycles.acting import open_cycle
from qc.ingest.importer import import_paths
from qc.workspace import DATABASE_VARIABLE, Workspace, open_workspace
from sample_data import workbooks
from tests.conftest import TODAY
from tests.cycles import PLAN
from tests.integration.store.rivals import Place
from tests.rectifying import HANDS, the

DAY = "2026-10-05"
SHARED = "换药室"
BOOKS = 2
ROUNDS = 1


@dataclass
class Day:
    """What somebody was told of their own work."""

    who: int
    imported: list[str] = field(default_factory=list)
    undone: str = ""
    notes: list[str] = field(default_factory=list)
    first: bool = False
    told: int = 0
    cycles: list[str] = field(default_factory=list)


def unit_of(who: int) -> str:
    return f"{who} 室"


def books_of(who: int) -> list[Path]:
    """Workbooks of one month, small ones, some for each."""
    month = sorted(workbooks()[:12], key=lambda path: path.stat().st_size)
    return month[who * BOOKS : (who + 1) * BOOKS]


def opened(place: Place, who: int) -> Workspace:
    folder, url = place
    if url:
        os.environ[DATABASE_VARIABLE] = url
    return open_workspace(folder, today=TODAY, actor=f"护士 {who}")


def work_together(place: Place, start: Any, answers: Any) -> None:
    """A day's work, begun at the same instant as the others'."""
    day = Day(int(multiprocessing.current_process().name))
    workspace = opened(place, day.who)
    shared = the(workspace, DAY, HANDS, SHARED)
    own = the(workspace, DAY, HANDS, unit_of(day.who))
    start.wait()
    day.first = _noted(workspace, shared.id, day, shared)
    _import(workspace, day)
    start.wait()
    _open_cycle(workspace, own.id, day)
    for _ in range(ROUNDS):
        assert _noted(workspace, own.id, day)
        while not _noted(workspace, shared.id, day):
            pass
    start.wait()
    _open_cycle(workspace, shared.id, day)
    workspace.store.close()
    answers.put(day)


def _import(workspace: Workspace, day: Day) -> None:
    outcomes = import_paths(workspace, books_of(day.who))
    assert {each.status for each in outcomes} <= {"imported", "partly"}
    day.imported = [each.sha256 for each in outcomes]
    day.undone = day.imported[0]
    known = workspace.store.find_import(workspace.scope, day.undone)
    assert known is not None
    workspace.store.undo(workspace.scope, known.id, "试一试")


def _noted(workspace: Workspace, name: str, day: Day, seen: Any = None) -> bool:
    """Write a remark; False when somebody else was quicker, and that was said."""
    text = f"{day.who}: {len(day.notes)}"
    try:
        act_on(workspace, seen or finding(workspace, name), "note", {"note": text})
    except ConflictError:
        day.told += 1
        return False
    day.notes.append(text)
    return True


def _open_cycle(workspace: Workspace, about: str, day: Day) -> None:
    try:
        day.cycles.append(open_cycle(workspace, [about], PLAN).subject)
    except UsageError as error:
        assert "is about the same item" in str(error)


def open_about(workspace: Workspace, unit: str) -> str:
    """A cycle about what failed in a unit; its subject."""
    return open_cycle(workspace, [the(workspace, DAY, HANDS, unit).id], PLAN).subject
