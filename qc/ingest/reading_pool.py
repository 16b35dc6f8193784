"""Reading many workbooks at once, each in a process that may die of it.

A reader that crashes, asks for too much memory or does not come to an end costs one file, which is
refused in words; a new process takes the place of the old one. The processes are started as commands
of their own, not forked: that is the same on every platform, whatever threads or main module the
program has that imports.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from queue import SimpleQueue
from typing import IO, cast

from qc.errors import WorkbookError
from qc.ingest.reading import remembered_answers, understand
from qc.ingest.reading_worker import READY, Answer, Refusal, Surroundings
from qc.ingest.remembered import Answers
from qc.locale import N_
from qc.records import WorkbookReading
from qc.workspace import Workspace

SECONDS = 10.0  # for one workbook; an ordinary one takes a hundredth of one
MEMORY = 2**30  # bytes, for one process

Reading = Callable[[], WorkbookReading]
"""Waits for a reading that is under way; raises WorkbookError."""
Begin = Callable[[str, bytes], Reading]
"""Begins to read a workbook (name, content)."""


@contextmanager
def reading_pool(
    workspace: Workspace,
    *,
    answers: Answers | None = None,
    seconds: float = SECONDS,
    memory: int = MEMORY,
) -> Iterator[Begin]:
    """As many processes as there are processors, to read workbooks by this workspace as it is now.
    However it is left, by an interruption too, the processes end with it."""
    surroundings = Surroundings(
        workspace.today, workspace.catalogue, workspace.organisation,
        remembered_answers(workspace) if answers is None else answers, seconds, memory,
    )  # fmt: skip
    count = os.cpu_count() or 1
    readers: SimpleQueue[_Reader] = SimpleQueue()
    every = [_Reader(surroundings) for _ in range(count)]
    for reader in every:
        readers.put(reader)

    def read(name: str, content: bytes) -> WorkbookReading:
        reader = readers.get()
        try:
            return reader.read(name, content)
        finally:
            readers.put(reader)

    threads = ThreadPoolExecutor(count, thread_name_prefix="reading")
    try:
        yield lambda name, content: threads.submit(read, name, content).result
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        for reader in every:
            reader.close()
        threads.shutdown()


class _Reader:
    """One process, started when it is needed and again when it has died. One thread at a time reads;
    any thread may close it."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._surroundings = surroundings
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._starting = threading.Lock()

    def read(self, name: str, content: bytes) -> WorkbookReading:
        if not self._is_running():  # no process to be had: then here, without its protection
            return understand(self._surroundings, name, content, self._surroundings.answers)
        started = time.monotonic()
        try:
            answer = cast("Answer", self._ask((name, content)))
        except (OSError, EOFError, pickle.UnpicklingError):
            self._end()
            slow = time.monotonic() - started >= self._surroundings.seconds
            raise _too_slow(name, self._surroundings.seconds) if slow else _broken(name) from None
        if isinstance(answer, WorkbookReading):
            return answer
        if isinstance(answer, Refusal):
            raise WorkbookError(answer.message, answer.remedy, **answer.values)
        self._end()  # what memory it still has is in pieces
        raise _broken(name)

    def close(self) -> None:
        with self._starting:
            self._closed = True
        self._end()

    def _is_running(self) -> bool:
        if self._process and self._process.poll() is None:
            return True
        self._end()
        with self._starting:
            if self._closed:
                return False
            try:
                self._process = _start()
            except OSError:
                return False
        try:
            return self._ask(self._surroundings) == READY
        except (OSError, EOFError, pickle.UnpicklingError):
            self._end()
            return False

    def _ask(self, request: object) -> object:
        process = self._process
        if process is None:
            raise EOFError
        requests, answers = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        pickle.dump(request, requests, pickle.HIGHEST_PROTOCOL)
        requests.flush()
        return pickle.load(answers)  # noqa: S301 the same program wrote it

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):  # what was not yet written finds no reader
                cast("IO[bytes]", pipe).close()


def _start() -> subprocess.Popen[bytes]:
    here = [path or os.getcwd() for path in sys.path]  # noqa: PTH109 as the path itself says it
    return subprocess.Popen(
        [sys.executable, "-P", "-c", "from qc.ingest.reading_worker import main; main()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(here)},
    )


def _too_slow(name: str, seconds: float) -> WorkbookError:
    return WorkbookError(
        N_("Reading {name} was given up after {seconds} seconds."),
        N_("Split it, or save it again as .xlsx from Excel or WPS, and import it again."),
        name=name,
        seconds=f"{seconds:g}",
    )


def _broken(name: str) -> WorkbookError:
    return WorkbookError(
        N_("{name} could not be read: the reader broke off or needed too much memory."),
        N_("Open it in Excel or WPS, save it again as .xlsx and import that file."),
        name=name,
    )
