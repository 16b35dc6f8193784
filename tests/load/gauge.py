"""What the server's process takes while it serves: memory, files, threads, and the write-ahead log of its database."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

EVERY = 10.0  # seconds


@dataclass(frozen=True)
class Reading:
    """At one moment, seconds after the beginning: MiB of memory, open files, threads, MiB of the log."""

    at: float
    memory: float
    files: int
    threads: int
    log: float


@dataclass
class Gauge:
    """Read about every ten seconds, in a thread of its own; Linux only."""

    process: int
    folder: Path
    readings: list[Reading] = field(default_factory=list)

    @contextmanager
    def watching(self) -> Iterator[None]:
        stop, begun = threading.Event(), time.monotonic()

        def watch() -> None:
            while not stop.wait(EVERY):
                self.readings.append(self._read(time.monotonic() - begun))

        watcher = threading.Thread(target=watch)
        watcher.start()
        try:
            yield
        finally:
            stop.set()
            watcher.join()

    def _read(self, at: float) -> Reading:
        place = Path("/proc") / str(self.process)
        told = dict(line.split(":", 1) for line in (place / "status").read_text().splitlines())
        log = self.folder / "qc.sqlite-wal"
        return Reading(
            at,
            int(told["VmRSS"].split()[0]) / 1024,
            sum(1 for _ in (place / "fd").iterdir()),
            int(told["Threads"]),
            log.stat().st_size / 2**20 if log.exists() else 0.0,
        )
