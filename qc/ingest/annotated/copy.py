"""The annotated copy of a file, made and kept in the workspace."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qc.errors import WorkspaceError
from qc.ingest.annotated.notes import copy_name, lines_of
from qc.ingest.annotated.patch import BROKEN, patched
from qc.ingest.containers import read_grids
from qc.locale import N_, Translator
from qc.records import Problem
from qc.store.disk import write_whole
from qc.words import Severity

if TYPE_CHECKING:
    from qc.workspace import Workspace

FOLDER = "annotated"
_HASH = 12  # signs of the hash that name a file's folder


def annotated_copy(
    name: str, content: bytes, problems: Sequence[Problem], t: Translator
) -> tuple[str, bytes]:
    """Name and content of a copy in which faulty cells are coloured and say in a note what is wrong;
    a new first sheet lists all problems.

    An .xlsx or .xlsm stays as it is but for that. Anything else, and a package too odd to be changed
    safely, becomes a new .xlsx with its values, which says so. `content` is a file whose problems
    have been read: its limits were checked then. Raises WorkbookError for a file that cannot be read.
    """
    lines = lines_of(problems, t)
    try:
        ending, copy = patched(content, lines, t)
    except BROKEN:
        from qc.ingest.annotated.plain import plain_copy  # its writer is seldom needed

        ending, copy = ".xlsx", plain_copy(name, read_grids(name, content), lines, t)
    return copy_name(name, ending, t), copy


def keep_copy(
    workspace: Workspace, name: str, sha256: str, problems: Sequence[Problem]
) -> Path | None:
    """Keep the copy of an archived file that has errors or warnings, and say where; None without.

    Raises WorkspaceError when the original is missing or the copy cannot be written.
    """
    if all(problem.severity is Severity.INFO for problem in problems):
        return None
    content = workspace.store.archive.get(sha256, name)
    title, copy = annotated_copy(name, content, problems, workspace.t)
    path = workspace.folder / FOLDER / sha256[:_HASH] / title
    try:
        write_whole({path: copy})
    except OSError as error:
        raise WorkspaceError(
            N_("The annotated copy of {name} cannot be written: {reason}."),
            N_("Close it in Excel or WPS if it is open there, and see that the disk has room."),
            name=name,
            reason=error.strerror or error,
        ) from error
    return path
