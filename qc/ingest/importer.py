"""The way in: files and folders become readings, readings are saved, each file in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from qc.errors import QcError, UsageError, WorkbookError
from qc.ingest.checks import read_table
from qc.ingest.container import read_grids
from qc.ingest.doubles import hold_back_across
from qc.ingest.guard import MAX_FILE_BYTES, too_large
from qc.ingest.problems import problem
from qc.ingest.tables import find_tables
from qc.ingest.unread import is_read, of_unread_sheet
from qc.locale import N_
from qc.records import Problem, SheetReading, WorkbookReading
from qc.words import Severity
from qc.workspace import Workspace

Status = Literal["imported", "partly", "rejected", "duplicate"]
Progress = Callable[[int, int, str], None]

WORKBOOK_ENDINGS = (".xlsx", ".xlsm")


@dataclass(frozen=True)
class FileOutcome:
    """What became of one file. `fault` is set when it could not be read at all."""

    path: Path
    sha256: str
    status: Status
    reading: WorkbookReading | None = None
    fault: QcError | None = None


def import_paths(
    workspace: Workspace,
    paths: Sequence[Path],
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> list[FileOutcome]:
    """Import workbooks, and those in folders, in the order of their names.

    A file is all in, partly in (something is held back), rejected, or recognised as a duplicate;
    `dry_run` tells the same and changes nothing. Raises UsageError when a path does not exist or
    holds no workbook.
    """
    files = list(_workbooks(paths))
    outcomes = []
    for done, path in enumerate(files):
        if progress:
            progress(done, len(files), path.name)
        outcomes.append(_import_file(workspace, path, dry_run=dry_run))
    if progress:
        progress(len(files), len(files), "")
    return outcomes


def read_workbook(workspace: Workspace, name: str, content: bytes) -> WorkbookReading:
    """Understand a workbook without keeping anything of it. Raises WorkbookError."""
    sheets: list[SheetReading] = []
    problems: list[Problem] = []
    for grid in read_grids(name, content):
        tables = find_tables(grid) if is_read(grid) else ()
        for table in tables:
            reading, found = read_table(workspace, table, name)
            sheets += [reading] if reading else []
            problems += found
        if not tables:
            problems += of_unread_sheet(grid)
    sheets, doubles = hold_back_across(sheets)
    problems += doubles
    if not sheets and all(found.severity is Severity.INFO for found in problems):
        problems.append(problem("no_table", "", None))
    return WorkbookReading(
        name, hashlib.sha256(content).hexdigest(), tuple(sheets), tuple(problems)
    )


def _import_file(workspace: Workspace, path: Path, *, dry_run: bool) -> FileOutcome:
    try:
        content = _read(path)
    except WorkbookError as fault:
        return FileOutcome(path, "", "rejected", fault=fault)
    sha256 = hashlib.sha256(content).hexdigest()
    if workspace.store.find_import(workspace.scope, sha256):
        return FileOutcome(path, sha256, "duplicate")
    try:
        if not dry_run:  # kept before anything is read from it
            workspace.store.archive.put(path.name, content)
        reading = read_workbook(workspace, path.name, content)
    except WorkbookError as fault:
        return FileOutcome(path, sha256, "rejected", fault=fault)
    if not any(sheet.checks for sheet in reading.sheets):
        return FileOutcome(path, sha256, "rejected", reading)
    if not dry_run:
        workspace.store.save(workspace.scope, reading, content)
    held = any(found.severity is Severity.ERROR for found in reading.problems)
    return FileOutcome(path, sha256, "partly" if held else "imported", reading)


def _read(path: Path) -> bytes:
    """A file's content, if it is an ordinary file of a size that a workbook can have."""
    try:
        if not path.is_file():  # a pipe or a device would never come to an end
            raise WorkbookError(
                N_("{name} is not an ordinary file."),
                N_("Name a workbook, or the folder that it is in."),
                name=path.name,
            )
        if path.stat().st_size > MAX_FILE_BYTES:
            raise too_large(path.name)
        return path.read_bytes()
    except OSError as fault:
        raise WorkbookError(
            N_("{name} cannot be opened: {reason}."),
            N_("Close it in Excel or WPS, check that you may read it and import it again."),
            name=path.name,
            reason=fault.strerror or str(fault),
        ) from fault


def _workbooks(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        try:
            yield from _workbooks_at(path)
        except OSError as fault:  # a name that is too long, a folder that may not be entered
            raise UsageError(
                N_("{path} cannot be opened: {reason}."),
                N_("Check the name, and that you may read it."),
                path=path,
                reason=fault.strerror or str(fault),
            ) from fault


def _workbooks_at(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        if not path.exists():
            raise UsageError(
                N_("There is no file or folder {path}."), N_("Check the name."), path=path
            )
        yield path
        return
    found = sorted(p for p in path.rglob("*") if _is_workbook(p))
    if not found:
        raise UsageError(
            N_("The folder {path} holds no workbook (.xlsx)."),
            N_("Name the folder in which the audit sheets are, or the files themselves."),
            path=path,
        )
    yield from found


def _is_workbook(path: Path) -> bool:
    """By ending; not the lock files that Excel and WPS leave beside an open workbook."""
    return (
        path.is_file()
        and path.suffix.lower() in WORKBOOK_ENDINGS
        and not path.name.startswith(("~$", ".~", "._"))
    )
