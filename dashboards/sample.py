"""The sample clinic in an empty workspace: brought in, told apart from real checks, taken out again.

Its workbooks are known by their content: no mark in the workspace could be lost or copied along.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock, Thread

from qc.errors import QcError, UsageError
from qc.ingest.importer import import_paths
from qc.locale import N_
from qc.workspace import Workspace
from sample_data import core_workbooks

BATCH = 8
"""Files that are read and saved together, and after which the count is told."""

WHY = "示例数据 sample data"
DEMO = "DEMO.txt"
"""Stands in the folder of `qc demo`, which is the sample clinic's own."""

Advance = Callable[[int, int], None]


@lru_cache(maxsize=1)
def digests() -> frozenset[str]:
    """The SHA-256 of each sample workbook; worked out once, for they come with the program."""
    return frozenset(hashlib.sha256(path.read_bytes()).hexdigest() for path in core_workbooks())


def is_offered(reader: Workspace) -> bool:
    """Whether the sample may come in: the workbooks are there, and nothing was ever imported. Who sees a part
    cannot know that."""
    return (
        bool(core_workbooks()) and reader.scope.is_whole and not reader.store.imports(reader.scope)
    )


def is_in(reader: Workspace) -> bool:
    """Whether sample checks stand among the figures of a workspace that is not the sample's own."""
    if (reader.folder / DEMO).exists():
        return False
    return any(reader.store.find_import(reader.scope, digest) for digest in sorted(digests())[:3])


def bring_in(reader: Workspace, advance: Advance) -> None:
    """Import the sample's year of core audits."""
    paths = core_workbooks()
    for at in range(0, len(paths), BATCH):
        advance(at, len(paths))
        import_paths(reader, _batch(paths, at))


def take_out(reader: Workspace, advance: Advance) -> None:
    """Undo every import of a sample workbook, the last one first."""
    known = [one for one in reader.store.imports(reader.scope) if one.sha256 in digests()]
    live = [one for one in known if reader.store.find_import(reader.scope, one.sha256)]
    for done, one in enumerate(sorted(live, key=lambda one: one.id, reverse=True)):
        advance(done, len(live))
        reader.store.undo(reader.scope, one.id, WHY)


def _batch(paths: Sequence[Path], at: int) -> list[Path]:
    return list(paths[at : at + BATCH])


@dataclass
class Underway:
    """What runs beside the pages of one app: how far it is, and the fault that ended it."""

    done: int = 0
    all: int = 0
    busy: bool = False
    fault: QcError | None = None

    def __post_init__(self) -> None:
        self._lock = Lock()

    def begin(self, reader: Workspace, deed: Callable[[Workspace, Advance], None]) -> None:
        """Do a deed in a thread of its own; UsageError while another one runs."""
        with self._lock:
            if self.busy:
                raise UsageError(N_("This is being done already."), N_("Wait until it is done."))
            self.done, self.all, self.busy, self.fault = 0, 0, True, None
        Thread(target=self._do, args=(reader, deed), daemon=True).start()

    def told_fault(self) -> QcError | None:
        """Why the last deed ended early; told once."""
        fault, self.fault = self.fault, None
        return fault

    def _do(self, reader: Workspace, deed: Callable[[Workspace, Advance], None]) -> None:
        try:
            deed(reader, self._advance)
        except QcError as error:
            self.fault = error
        finally:
            self.busy = False

    def _advance(self, done: int, known: int) -> None:
        self.done, self.all = done, known
