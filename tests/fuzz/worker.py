"""The child that reads mutants: one number a line in, one line of JSON out.

Its memory is bounded by the system and measured for each mutant; the parent watches its time.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import re
import resource
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from qc.errors import QcError
from qc.ingest.importer import read_workbook
from qc.records import WorkbookReading
from qc.workspace import Workspace, open_workspace
from tests.fuzz.losses import lost
from tests.fuzz.mutants import Mutant, Original, mutant, originals
from tests.fuzz.rival import Book, differences

TODAY = dt.date(2026, 11, 2)
_ADDRESSES = (
    3 * 2**30
)  # bytes of address space: far above what may be used, far below the machine's
_AT_REST = 300  # MiB: what the rival keeps beyond is given back by a new child


@contextmanager
def workspace() -> Iterator[Workspace]:
    """An empty workspace that goes with the process."""
    with tempfile.TemporaryDirectory() as folder:
        opened = open_workspace(Path(folder) / "workspace", today=TODAY, actor="王丽")
        try:
            yield opened
        finally:
            opened.store.close()


def judge(clinic: Workspace, made: Mutant) -> dict[str, Any]:
    """What became of a mutant: the time of the reading and the memory that it took, and every fault as a
    sentence."""
    _forget_peak()
    held = _peak_mib()  # by whatever else this process does: a test run caches a gigabyte
    started = time.perf_counter()
    faults: list[str] = []
    reading = None
    try:
        reading = read_workbook(clinic, made.name, made.content)
        end = "read"
    except QcError as sentence:
        end = type(sentence).__name__
    except BaseException as crash:  # noqa: BLE001  a crash is what is sought
        end = "crash"
        faults.append("crash " + _where(crash))
    seconds, mib = time.perf_counter() - started, _peak_mib() - held
    compared = False
    if reading:
        compared, found = compare(reading, made.content)
        faults += found
    return {
        "end": end, "seconds": seconds, "mib": mib, "faults": faults[:6], "compared": compared, "family": made.family,
        "changes": made.changes, "original": made.original, "name": made.name, "accepted": _count(reading),
    }  # fmt: skip


def compare(reading: WorkbookReading, content: bytes) -> tuple[bool, list[str]]:
    """Whether openpyxl could read the file, and what it found wrong in the reading."""
    if not content.startswith(b"PK"):
        return False, []
    try:
        if _merges_far(content):
            return False, []
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = Book(content)
    except Exception:  # noqa: BLE001  what it cannot read it cannot compare
        return False, []
    if not book.sheets:
        return False, []
    return True, [*differences(reading, book), *lost(reading, book)]


def _merges_far(content: bytes) -> bool:
    """Whether a range covers more cells than openpyxl, which makes each of them, could live with."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheets = [package.read(n) for n in package.namelist() if "worksheets/" in n]
    rows = [
        int(n) for data in sheets for n in re.findall(rb'mergeCell ref="[^":]*:[A-Z]+(\d+)"', data)
    ]
    return max(rows, default=0) > 5_000


def _count(reading: WorkbookReading | None) -> int:
    sheets = reading.sheets if reading else ()
    return sum(len(check.results) for sheet in sheets for check in sheet.checks)


def _where(crash: BaseException) -> str:
    last = traceback.extract_tb(crash.__traceback__)[-1]
    return f"{type(crash).__name__}: {str(crash)[:120]} at {Path(last.filename).name}:{last.lineno} {last.name}"


def _forget_peak() -> None:
    with Path("/proc/self/clear_refs").open("w") as file:
        file.write("5")


def _peak_mib() -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def main(arguments: Sequence[str]) -> None:
    seed, folders = int(arguments[0]), [Path(folder) for folder in arguments[1:]]
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever a library prints is no answer

    def answer(said: dict[str, Any]) -> None:
        print(json.dumps(said), file=answers, flush=True)

    found: list[Original] = originals(folders)
    with workspace() as clinic:
        answer({"originals": len(found)})
        for line in sys.stdin:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    made = mutant(found, seed, int(line))
            except Exception as trouble:  # noqa: BLE001  openpyxl's, not the product's
                answer({"number": int(line), "unmade": repr(trouble)[:200]})
                continue
            answer({"number": int(line), "made": made.changes})
            report = judge(clinic, made)
            _forget_peak()
            tired = _peak_mib() > _AT_REST
            answer({"number": int(line), **report, "tired": tired})
            if tired:
                break


if __name__ == "__main__":
    main(sys.argv[1:])
