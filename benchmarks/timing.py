"""Times of rivals that take turns, so that a busy moment of the machine falls on all of them."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Ratio:
    """Our median time beside a peer's, in seconds; `note` says what else must be known. A peer that
    could not run has no time."""

    what: str
    peer: str
    ours: float
    theirs: float | None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours ÷ theirs: below 1 we are faster."""
        return None if self.theirs is None else self.ours / self.theirs


def medians(rivals: Mapping[str, Callable[[], object]], rounds: int = 5) -> dict[str, float]:
    """Median seconds of each, in alternating rounds after one that warms up."""
    times: dict[str, list[float]] = {name: [] for name in rivals}
    for turn in range(rounds + 1):
        for name, run in rivals.items():
            started = time.perf_counter()
            run()
            if turn:
                times[name].append(time.perf_counter() - started)
    return {name: statistics.median(taken) for name, taken in times.items()}


def beside(what: str, times: Mapping[str, float], notes: Mapping[str, str]) -> list[Ratio]:
    """The first rival is ours; one ratio for each of the others."""
    (_, ours), *others = times.items()
    return [Ratio(what, name, ours, taken, notes.get(name, "")) for name, taken in others]


PROC = Path("/proc/self")
UNKNOWN = float("nan")


def peak_memory(run: Callable[[], object]) -> float:
    """Peak resident memory of this process during a run, in MiB; the highest so far is forgotten
    first. NaN where the system does not tell (it is Linux that does)."""
    if not (PROC / "clear_refs").exists():
        return UNKNOWN
    (PROC / "clear_refs").write_text("5", encoding="ascii")
    run()
    status = (PROC / "status").read_text(encoding="ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def in_own_process(module: str, *arguments: str) -> str:
    """What a module prints when run alone: memory that one rival keeps must not count for another."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout
