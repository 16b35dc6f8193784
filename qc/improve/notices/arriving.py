"""The one way in for files, for the command line and the import page alike: checks go to the store as ever,
what came back on a notice to its findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qc.improve.notices.plan import Became
from qc.improve.notices.taking import Taken, take
from qc.ingest import importer
from qc.ingest.importer import FileOutcome, Progress, Status
from qc.ingest.remembered import Answers
from qc.records import WorkbookReading
from qc.workspace import Workspace


@dataclass(frozen=True)
class Arrived(FileOutcome):
    """What became of one file, and of the notices in it (None: it holds none)."""

    taken: Taken | None = None


def import_each(
    workspace: Workspace,
    paths: Sequence[Path],
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
    answers: Answers | None = None,
) -> Iterator[Arrived]:
    """`importer.import_each`, with the notices taken (or, with `dry_run`, looked at)."""
    for outcome in importer.import_each(
        workspace, paths, dry_run=dry_run, progress=progress, answers=answers
    ):
        yield _arrived(workspace, outcome, dry_run=dry_run)


def import_content(workspace: Workspace, name: str, content: bytes) -> Arrived:
    """`importer.import_content`, with the notices taken."""
    return _arrived(workspace, importer.import_content(workspace, name, content), dry_run=False)


def looked(workspace: Workspace, reading: WorkbookReading) -> WorkbookReading:
    """A reading with what would be said of its notices if they were taken now; nothing is written down."""
    if not reading.notices:
        return reading
    taken = take(workspace, reading.file_name, reading.notices, dry_run=True)
    return replace(reading, problems=(*reading.problems, *taken.problems))


def _arrived(workspace: Workspace, outcome: FileOutcome, *, dry_run: bool) -> Arrived:
    reading = outcome.reading
    plain = Arrived(outcome.path, outcome.sha256, outcome.status, reading, outcome.fault)
    if reading is None or not reading.notices:
        return plain
    taken = take(workspace, reading.file_name, reading.notices, dry_run=dry_run)
    said = replace(reading, problems=(*reading.problems, *taken.problems))
    return replace(plain, status=_status(outcome, reading, taken), reading=said, taken=taken)


def _status(outcome: FileOutcome, reading: WorkbookReading, taken: Taken) -> Status:
    """The notices' own, or what both come to where the file holds checks as well."""
    own = status_of(taken)
    if not any(sheet.checks for sheet in reading.sheets):
        return own
    refused = taken.count(Became.REFUSED) > 0
    return "partly" if refused and outcome.status == "imported" else outcome.status


def status_of(taken: Taken) -> Status:
    """All in, partly, nothing, or nothing new; a notice that nobody filled in holds nothing to import."""
    refused, new = taken.count(Became.REFUSED), taken.count(Became.TAKEN)
    known = taken.count(Became.KNOWN)
    if refused:
        return "partly" if new or known else "rejected"
    if new:
        return "imported"
    return "duplicate" if known else "rejected"
