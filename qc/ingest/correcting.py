"""Putting a file right without sending it again: a cell corrected in place, an answer changed.

The original stays as it came in. What a person wrote over its cells is laid over it and it is read
anew, the same way as the first time; the store then replaces what was read from it.
"""

from __future__ import annotations

from qc.errors import UsageError
from qc.ingest.containers import read_grids
from qc.ingest.grid import place_of
from qc.ingest.importer import read_workbook
from qc.ingest.values.text import show
from qc.locale import N_
from qc.records import WorkbookReading
from qc.store.answers import Correction, Saved
from qc.workspace import Workspace


def put_right(
    workspace: Workspace, sha256: str, sheet: str, cell: str, value: str | None, why: str
) -> tuple[WorkbookReading, Saved]:
    """Write `value` over a cell of a file that is in, with the reason; None takes that back.

    Raises UsageError without a reason, for a cell that is not there or when somebody else has
    corrected the file meanwhile, ScopeError when the file is not the actor's.
    """
    name, content = workspace.store.original(workspace.scope, sha256)
    seen = workspace.store.corrections(workspace.scope, sha256)
    was = _shown(name, content, sheet, cell)
    correction = Correction(sheet, cell, value, was, why)
    reading = read_workbook(workspace, name, content, corrections=[*seen, correction])
    saved = workspace.store.reread(workspace.scope, reading, correction, seen)
    return reading, saved


def read_anew(workspace: Workspace, sha256: str) -> tuple[WorkbookReading, Saved]:
    """Read a file that is in again, by what is now answered about its layout."""
    name, content = workspace.store.original(workspace.scope, sha256)
    seen = workspace.store.corrections(workspace.scope, sha256)
    reading = read_workbook(workspace, name, content, corrections=seen)
    return reading, workspace.store.reread(workspace.scope, reading, None, seen)


def _shown(name: str, content: bytes, sheet: str, cell: str) -> str:
    place = place_of(cell)
    for grid in read_grids(name, content):
        if place and grid.sheet == sheet and place[0] < grid.height and place[1] < grid.width:
            return grid.errors.get(place) or show(grid.cell(*place).value)
    raise UsageError(
        N_("There is no cell {cell} on a sheet {sheet} of {file}."),
        N_("Choose a cell of the list."),
        cell=cell,
        sheet=sheet,
        file=name,
    )
