"""The way in: files and folders become readings, readings are saved, each file in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from qc.errors import QcError, WorkbookError
from qc.ingest.annotated import original_name
from qc.ingest.checks import read_table
from qc.ingest.containers import read_container
from qc.ingest.doubles import hold_back_across
from qc.ingest.grid import Grid
from qc.ingest.headers import find_tables
from qc.ingest.problems import problem
from qc.ingest.remembered import LAYOUTS, Answers, answers_of, read_layouts
from qc.ingest.sources import Source, sources
from qc.ingest.unread import is_read, of_unread_sheet
from qc.records import SheetReading, WorkbookReading
from qc.store.answers import Correction
from qc.words import Severity
from qc.workspace import Workspace

Status = Literal["imported", "partly", "rejected", "duplicate"]
Progress = Callable[[int, int, str], None]


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
    """Import workbooks, and those in folders and archives, in the order of their names.

    A file is all in, partly in (something is held back), rejected, or recognised as a duplicate;
    `dry_run` tells the same and changes nothing. Raises UsageError when a path does not exist or
    holds no workbook.
    """
    found = list(sources(paths))
    outcomes = []
    for done, source in enumerate(found):
        if progress:
            progress(done, len(found), source.name)
        outcomes.append(_import_source(workspace, source, dry_run=dry_run))
    if progress:
        progress(len(found), len(found), "")
    return outcomes


def read_workbook(
    workspace: Workspace,
    name: str,
    content: bytes,
    answers: Answers | None = None,
    corrections: Sequence[Correction] = (),
) -> WorkbookReading:
    """Understand a workbook without keeping anything of it. Raises WorkbookError.

    `answers` about its layouts are those that the workspace remembers unless given; `corrections`
    are read instead of what stands in their cells, later ones over earlier ones. An annotated copy that comes back is read under the name of the file that it corrects.
    """
    title = original_name(name)
    remembered = remembered_answers(workspace) if answers is None else answers
    sheets: list[SheetReading] = []
    container = read_container(name, content)
    problems = list(container.problems)
    for grid in (_corrected(grid, corrections) for grid in container.grids):
        tables = find_tables(grid) if is_read(grid) else ()
        for table in tables:
            others = [other for other in tables if other is not table]
            reading, found = read_table(workspace, table, title, others, remembered)
            sheets += [reading] if reading else []
            problems += found
        if not tables:
            problems += of_unread_sheet(grid)
    sheets, doubles = hold_back_across(sheets)
    problems += doubles
    if not sheets and all(found.severity is Severity.INFO for found in problems):
        problems.append(problem("no_table", "", None))
    return WorkbookReading(
        title, hashlib.sha256(content).hexdigest(), tuple(sheets), tuple(problems)
    )


def _corrected(grid: Grid, corrections: Sequence[Correction]) -> Grid:
    written = {c.cell: c.value for c in corrections if c.sheet == grid.sheet}
    return grid.over({cell: value for cell, value in written.items() if value is not None})


def remembered_answers(workspace: Workspace) -> Answers:
    """What was answered in this workspace about layouts of sheets."""
    return answers_of(read_layouts(workspace.folder / LAYOUTS))


def _import_source(workspace: Workspace, source: Source, *, dry_run: bool) -> FileOutcome:
    path, name = source.path, source.name
    try:
        content = source.read()
    except WorkbookError as fault:
        return FileOutcome(path, "", "rejected", fault=fault)
    sha256 = hashlib.sha256(content).hexdigest()
    if workspace.store.find_import(workspace.scope, sha256):
        return FileOutcome(path, sha256, "duplicate")
    try:
        if not dry_run:  # kept before anything is read from it
            workspace.store.archive.put(name, content)
        reading = read_workbook(workspace, name, content)
    except WorkbookError as fault:
        return FileOutcome(path, sha256, "rejected", fault=fault)
    if not any(sheet.checks for sheet in reading.sheets):
        return FileOutcome(path, sha256, "rejected", reading)
    if not dry_run:
        workspace.store.save(workspace.scope, reading, content)
    held = any(found.severity is Severity.ERROR for found in reading.problems)
    return FileOutcome(path, sha256, "partly" if held else "imported", reading)
