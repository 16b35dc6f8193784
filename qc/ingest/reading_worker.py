"""The other end of `qc.ingest.reading_pool`: a process that reads workbooks and does nothing else.

It is told by standard input what to read and answers by standard output, in pickles; both ends are
the same program. What a workbook could do to
it (crash its reader, fill the memory, never come to an end) it does to this process alone.
"""

from __future__ import annotations

import datetime as dt
import faulthandler
import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any, NamedTuple

from qc.catalogue.model import Catalogue
from qc.errors import WorkbookError
from qc.ingest.reading import understand
from qc.ingest.remembered import Answers
from qc.organisation import Organisation
from qc.records import WorkbookReading

READY = "ready"

YOUNG = 100_000  # objects: looking for circles after every 700 took a quarter of the time


class Surroundings(NamedTuple):
    """What a workbook is understood by, the seconds that one may take and the bytes of memory."""

    today: dt.date
    catalogue: Catalogue
    organisation: Organisation
    answers: Answers
    seconds: float
    memory: int


class Refusal(NamedTuple):
    """A WorkbookError as it is handed over."""

    message: str
    remedy: str
    values: dict[str, Any]


Answer = WorkbookReading | Refusal | MemoryError


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer requests (name, content), the first being the Surroundings, until there are no more."""
    surroundings: Surroundings = pickle.load(requests)  # noqa: S301 the same program wrote it
    _limit_memory(surroundings.memory)
    gc.freeze()  # catalogue and code stay; of a reading nearly everything goes by itself
    gc.set_threshold(YOUNG, 20, 20)
    answer: Answer | str = READY
    with open(os.devnull, "w") as nowhere, suppress(EOFError):  # noqa: PTH123
        while True:
            pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
            answers.flush()
            name, content = pickle.load(requests)  # noqa: S301
            faulthandler.dump_traceback_later(surroundings.seconds, exit=True, file=nowhere)
            answer = _read(surroundings, name, content)
            faulthandler.cancel_dump_traceback_later()


def _read(surroundings: Surroundings, name: str, content: bytes) -> Answer:
    try:
        return understand(surroundings, name, content, surroundings.answers)
    except WorkbookError as fault:
        return Refusal(fault.message, fault.remedy, fault.values)
    except MemoryError:
        return MemoryError()


def _limit_memory(size: int) -> None:
    """As far as the platform can: Windows has no such limit, macOS does not keep it."""
    try:
        import resource
    except ImportError:  # pragma: no cover
        return
    set_limit: Callable[..., None] = resource.setrlimit
    with suppress(ValueError, OSError):  # a lower limit is in force already
        set_limit(resource.RLIMIT_AS, (size, resource.getrlimit(resource.RLIMIT_AS)[1]))


def main() -> None:
    """Serve standard input; what anything prints goes to standard error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started this decides when it ends
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.stdin.buffer, answers)
