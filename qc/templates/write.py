"""Templates into their folder. A file that somebody has filled in is never written over."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path

from qc.catalogue.model import Checklist
from qc.errors import QcError, UsageError
from qc.locale import N_
from qc.store.disk import write_whole
from qc.templates.build import render
from qc.workspace import Workspace

FOLDER = "templates"
_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]')


def write_template(
    workspace: Workspace,
    checklist: Checklist,
    out: Path | None = None,
    given: Mapping[str, str | dt.date] | None = None,
    note: str = "",
) -> Path:
    """Write a checklist's template and return where it is: `out`, else
    `templates/消毒隔离质量检查表_2026-10.xlsx` in the workspace; folders are made.
    `given` is filled in above the table by field (unit, inspector, …), `note` told on the sheet of
    instructions.

    Raises UsageError for a name that is not .xlsx, QcError when something else stands there
    already or the file cannot be written.
    """
    target = out or workspace.folder / FOLDER / file_name(workspace, checklist)
    if target.suffix.lower() != ".xlsx":
        raise UsageError(
            N_("{path} is no name for an Excel workbook."),
            N_("Let the name end in .xlsx."),
            path=target,
        )
    _put(target, render(workspace, checklist, given, note))
    return target


def write_all(workspace: Workspace, folder: Path | None = None) -> list[Path]:
    """Write the template of every checklist into a folder, else into the workspace's.

    Raises as `write_template` does.
    """
    folder = folder or workspace.folder / FOLDER
    checklists = workspace.catalogue.checklists.values()
    return [write_template(workspace, c, folder / file_name(workspace, c)) for c in checklists]


def file_name(workspace: Workspace, checklist: Checklist) -> str:
    """A name that every system takes, with the month that is filled in."""
    name = _FORBIDDEN.sub(" ", checklist.name.of(workspace.language)).strip(" .")[:80]
    return f"{name or checklist.code}_{workspace.today:%Y-%m}.xlsx"


def _put(target: Path, content: bytes) -> None:
    """Write beside, then move into place; what stands there already stays."""
    try:
        if target.exists():
            if target.read_bytes() != content:
                raise _taken(target)
            return
        write_whole({target: content})
    except OSError as error:
        raise QcError(
            N_("The template {path} cannot be written: {reason}."),
            N_("Choose another place with --out."),
            path=target,
            reason=error.strerror or error,
        ) from error


def _taken(target: Path) -> QcError:
    return QcError(
        N_("{path} is there already and may hold entries; it was left as it is."),
        N_("Move it away, or choose another place with --out."),
        path=target,
    )
