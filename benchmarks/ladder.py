"""What a workspace costs as it grows, on SQLite or on PostgreSQL, and what it weighs as a lake:

    python -m benchmarks.ladder [TIMES ...]

TIMES is how busy the clinic is: 1 is some 300,000 results, 3 a million, 10 three million. Each size runs in a
process of its own; QC_DATABASE_URL names an empty PostgreSQL database, which takes one size. The rungs above
are measured by `make spark`.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from benchmarks.big_clinic import only_checks
from benchmarks.timing import in_own_process, peak_memory
from qc.analysis.coverage import coverage
from qc.analysis.scorecard import scorecard
from qc.lake import write_lake
from qc.store.repository import DATABASE
from qc.workspace import Workspace

SIZES = ("1", "3")
MODULE = "benchmarks.ladder"
T = TypeVar("T")


def main(arguments: Sequence[str]) -> None:
    if arguments[:1] == ["--alone"]:
        print(json.dumps(measured(int(arguments[1]))))
        return
    shown = Table("", *(f"{times} ×" for times in arguments or SIZES), box=None)
    told = [
        json.loads(in_own_process(MODULE, "--alone", times).splitlines()[-1])
        for times in arguments or SIZES
    ]
    for name in told[0]:
        shown.add_row(name, *(f"{each[name]:,.6g}" for each in told))
    Console(width=120).print(shown)


def measured(times: int) -> dict[str, float]:
    """What one size costs: seconds, bytes, mebibytes."""
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="qc-ladder-") as folder:
        workspace = _timed(
            figures, "reading and keeping, s", lambda: only_checks(Path(folder, "clinic"), times)
        )
        peak = peak_memory(lambda: _asked(workspace, figures))
        lake = Path(folder, "lake")
        written = _timed(figures, "writing the lake, s", lambda: [*write_lake(workspace, lake)])
        _timed(figures, "the lake again, nothing new, s", lambda: [*write_lake(workspace, lake)])
        rows = sum(each.rows for each in written)
        database = [*Path(folder, "clinic").glob(f"{DATABASE}*")]
        return {
            "results": float(rows),
            **figures,
            "peak memory of the first scorecard, MiB": peak,
            "SQLite, bytes a result": sum(each.stat().st_size for each in database) / rows,
            "lake, bytes a result": sum(each.bytes for each in written) / rows,
        }


def _asked(workspace: Workspace, figures: dict[str, float]) -> None:
    """The newest whole month's scorecard when nothing is known yet, and the month before, when it is."""
    *_, before, month, _ = _timed(figures, "first look, s", lambda: coverage(workspace)).months
    _timed(figures, "first scorecard, s", lambda: scorecard(workspace, month))
    _timed(figures, "next scorecard, s", lambda: scorecard(workspace, before))


def _timed(figures: dict[str, float], name: str, work: Callable[[], T]) -> T:
    started = time.perf_counter()
    done = work()
    figures[name] = time.perf_counter() - started
    return done


if __name__ == "__main__":
    main(sys.argv[1:])
