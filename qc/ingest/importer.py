"""The way in: files and folders become readings, readings are saved, each file whole or not at all.

A few files are read here, one after the other; more are read by several processes while what they
read is saved. Either way everything happens in the order of the names: nothing depends on which
process was the quickest, and never more than a few batches of files are in memory.
"""

from __future__ import annotations

import gc
import hashlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Literal, NamedTuple

from qc.errors import QcError, ScopeError, WorkbookError
from qc.ingest.reading import read_workbook, remembered_answers
from qc.ingest.reading_pool import Begin, Reading, reading_pool
from qc.ingest.reading_worker import YOUNG
from qc.ingest.remembered import Answers
from qc.ingest.sources import Source, sources
from qc.records import WorkbookReading
from qc.words import Right, Severity
from qc.workspace import Workspace

__all__ = [
    "FileOutcome", "Status", "import_content", "import_each", "import_paths", "read_workbook",
    "remembered_answers",
]  # fmt: skip

Status = Literal["imported", "partly", "rejected", "duplicate"]
Progress = Callable[[int, int, str], None]

FEW = 24  # files: until then the processes cost more than they save
_BATCH = 32  # files that are kept and saved together: one flush of the disk, one transaction
_AHEAD = 2  # batches that are being read while the one before is saved


@dataclass(frozen=True)
class FileOutcome:
    """What became of one file. `fault` is set when it could not be read at all."""

    path: Path
    sha256: str
    status: Status
    reading: WorkbookReading | None = None
    fault: QcError | None = None


class _Arrival(NamedTuple):
    """A file that has come in: what it holds and the reading that is under way, or its fault."""

    source: Source
    content: bytes = b""
    sha256: str = ""
    reading: Reading | None = None
    fault: WorkbookError | None = None


def import_paths(
    workspace: Workspace,
    paths: Sequence[Path],
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
    answers: Answers | None = None,
) -> list[FileOutcome]:
    """Import workbooks, and those in folders and archives, in the order of their names.

    A file is all in, partly in (something is held back), rejected, or recognised as a duplicate;
    `dry_run` tells the same and changes nothing; `answers` about layouts are those that the
    workspace remembers unless given. Raises UsageError when a path does not exist or holds no
    workbook.
    """
    return list(import_each(workspace, paths, dry_run=dry_run, progress=progress, answers=answers))


def import_each(
    workspace: Workspace,
    paths: Sequence[Path],
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
    answers: Answers | None = None,
) -> Iterator[FileOutcome]:
    """`import_paths`, one outcome after the other, for those who need not have all readings at once;
    files that were not asked for are not imported, but for a few that were ahead."""
    found = list(sources(paths))
    yield from _import(workspace, found, dry_run=dry_run, progress=progress, answers=answers)


def import_content(workspace: Workspace, name: str, content: bytes) -> FileOutcome:
    """Import one workbook that came as bytes, under its own name."""
    source = Source(Path(name), name, lambda: content)
    (outcome,) = _import(workspace, [source])
    return outcome


def _import(
    workspace: Workspace,
    found: Sequence[Source],
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
    answers: Answers | None = None,
) -> Iterator[FileOutcome]:
    if not dry_run:  # before anything is kept: who may not would fill the archive
        workspace.scope.must(Right.IMPORT)
    done, taken = 0, set[str]()
    said = remembered_answers(workspace) if answers is None else answers
    with _reader(workspace, len(found), said) as begin:
        for arrivals in _under_way(workspace, iter(found), begin, dry_run=dry_run):
            outcomes = []
            for arrival in arrivals:
                if progress:
                    progress(done, len(found), arrival.source.name)
                outcomes.append(_outcome(arrival, taken))
                done += 1
            if not dry_run:
                _save(workspace, arrivals, outcomes)
            yield from outcomes
    if progress:
        progress(len(found), len(found), "")


def _reader(workspace: Workspace, count: int, answers: Answers) -> AbstractContextManager[Begin]:
    if count > FEW:
        return _many(workspace, answers)
    return nullcontext(
        lambda name, content: partial(read_workbook, workspace, name, content, answers)
    )


@contextmanager
def _many(workspace: Workspace, answers: Answers) -> Iterator[Begin]:
    """Processes that read, and here a collector of garbage that does not look through the thousands
    of results on their way into the store, none of which is in a circle."""
    before = gc.get_threshold()
    gc.set_threshold(YOUNG, *before[1:])
    try:
        with reading_pool(workspace, answers=answers) as begin:
            yield begin
    finally:
        gc.set_threshold(*before)


def _under_way(
    workspace: Workspace, found: Iterator[Source], begin: Begin, *, dry_run: bool
) -> Iterator[list[_Arrival]]:
    """The files in batches; while one is being dealt with, those after it are read."""
    ahead: deque[list[_Arrival]] = deque()
    while (batch := list(islice(found, _BATCH))) or ahead:
        if batch:
            ahead.append(_arrived(workspace, batch, begin, dry_run=dry_run))
        if len(ahead) > _AHEAD or not batch:
            yield ahead.popleft()


def _arrived(
    workspace: Workspace, batch: Sequence[Source], begin: Begin, *, dry_run: bool
) -> list[_Arrival]:
    """The batch with its contents; those that are not known are kept, then begun to be read."""
    arrivals = [_arrival(source) for source in batch]
    known = [a.fault is not None or _is_known(workspace, a.sha256) for a in arrivals]
    if not dry_run:  # kept before anything is read from it
        workspace.store.archive.put_many(
            (a.source.name, a.content, a.sha256)
            for a, is_known in zip(arrivals, known, strict=True)
            if not is_known
        )
    return [
        a if is_known else a._replace(reading=begin(a.source.name, a.content))
        for a, is_known in zip(arrivals, known, strict=True)
    ]


def _arrival(source: Source) -> _Arrival:
    try:
        content = source.read()
    except WorkbookError as fault:
        return _Arrival(source, fault=fault)
    return _Arrival(source, content, hashlib.sha256(content).hexdigest())


def _is_known(workspace: Workspace, sha256: str) -> bool:
    return workspace.store.find_import(workspace.scope, sha256) is not None


def _outcome(arrival: _Arrival, taken: set[str]) -> FileOutcome:
    """What becomes of a file; `taken` are the contents that come in with this import, to which it is
    added."""
    path, sha256 = arrival.source.path, arrival.sha256
    if arrival.fault:
        return FileOutcome(path, sha256, "rejected", fault=arrival.fault)
    if arrival.reading is None or sha256 in taken:
        return FileOutcome(path, sha256, "duplicate")
    try:
        reading = arrival.reading()
    except WorkbookError as fault:
        return FileOutcome(path, sha256, "rejected", fault=fault)
    if not any(sheet.checks for sheet in reading.sheets):
        return FileOutcome(path, sha256, "rejected", reading)
    taken.add(sha256)
    held = any(found.severity is Severity.ERROR for found in reading.problems)
    return FileOutcome(path, sha256, "partly" if held else "imported", reading)


def _save(workspace: Workspace, arrivals: Sequence[_Arrival], outcomes: list[FileOutcome]) -> None:
    """Save what was read, in one transaction. What somebody else brought in meanwhile becomes a duplicate in
    `outcomes`. Raises ScopeError when a file is not the actor's to write, after the others were saved."""
    books = {
        place: (outcome.reading, arrival.content)
        for place, (arrival, outcome) in enumerate(zip(arrivals, outcomes, strict=True))
        if outcome.reading and outcome.status in ("imported", "partly")
    }
    answers = workspace.store.save_many(workspace.scope, [*books.values()])
    for place, saved in zip(books, answers, strict=True):
        if isinstance(saved, ScopeError):
            raise saved
        if saved.status == "known":
            known = outcomes[place]
            outcomes[place] = FileOutcome(known.path, known.sha256, "duplicate")
