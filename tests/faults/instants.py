"""Instants at which a process can be killed that a clock would hardly ever hit: between two writings.

Within the process itself, without any outside help: it counts what it does to the disk and the database,
and ends itself with SIGKILL right before the n-th. Whatever a kill after one act leaves, the kill before
the next one leaves.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

_ACTS = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate"})
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Counter:
    """Counts the acts of this process; `deadly` is the one that it does not live to do."""

    def __init__(self, folder: Path, deadly: int | None) -> None:
        self.folder, self.deadly, self.count = str(folder), deadly, 0

    def tick(self) -> None:
        self.count += 1
        if self.count == self.deadly:
            os.kill(os.getpid(), signal.SIGKILL)

    def heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        """An audit hook of the interpreter's: it speaks before the act."""
        if event in _ACTS or (event == "open" and self._writes(*arguments)):
            self.tick()

    def _writes(self, path: object, _mode: object, flags: int) -> bool:
        return isinstance(path, str | Path) and str(path).startswith(self.folder) and bool(flags & _WRITES)  # fmt: skip


def count(folder: Path, deadly: int | None = None) -> Counter:
    """Begin to count in this process: files made, renamed and removed, flushes, statements, commits."""
    from sqlalchemy import Engine, event

    counter = Counter(folder, deadly)
    sys.addaudithook(counter.heard)
    flush = os.fsync

    def flushed(handle: int) -> None:
        counter.tick()
        flush(handle)

    os.fsync = flushed
    event.listen(Engine, "before_cursor_execute", lambda *_: counter.tick())
    event.listen(Engine, "commit", lambda *_: counter.tick())
    event.listen(Engine, "rollback", lambda *_: counter.tick())
    return counter
