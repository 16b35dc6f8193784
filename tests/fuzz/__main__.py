"""`python -m tests.fuzz [N] [--seed S] [--jobs J] [--folder DIR ...] [--keep DIR]`: N mutants of the
sample workbooks, read in children whose time and memory are watched; what breaks is said and kept.

Exit code 1 where anything was found.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import selectors
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.fuzz.mutants import mutant, originals

SECONDS, MIB = 10.0, 1024.0
_PATIENCE = 120.0  # seconds for making a mutant and for the rival, which are not judged

Report = dict[str, Any]


class Child:
    """A worker that is started again whenever it had to be stopped."""

    def __init__(self, seed: int, folders: Sequence[Path]) -> None:
        self._command = [sys.executable, "-m", "tests.fuzz.worker", str(seed), *map(str, folders)]
        self._process: subprocess.Popen[bytes] | None = None

    def judge(self, number: int) -> Report:
        """What became of one mutant; a child that hangs or dies is a finding."""
        process = self._process or self._start()
        assert process.stdin is not None
        process.stdin.write(f"{number}\n".encode())
        process.stdin.flush()
        made = self._line(_PATIENCE)
        if made is None or "unmade" in made:
            return made or self._stopped(number, "mutator hung")
        found = self._line(SECONDS + _PATIENCE)
        if found and found["tired"]:
            self.close()
        return found or self._stopped(number, "hang or death of the child")

    def _start(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
        )
        self._line(_PATIENCE)
        return self._process

    def _line(self, patience: float) -> Report | None:
        assert self._process is not None
        assert self._process.stdout is not None
        with selectors.DefaultSelector() as ready:
            ready.register(self._process.stdout, selectors.EVENT_READ)
            if not ready.select(patience):
                return None
        line = self._process.stdout.readline()
        if line and not line.startswith(b"{"):
            raise RuntimeError(f"the child said {line!r}")
        found: Report | None = json.loads(line) if line else None
        return found

    def _stopped(self, number: int, why: str) -> Report:
        code = self._process.poll() if self._process else None
        self.close()
        return {"number": number, "end": why, "faults": [f"{why} ({code})"], "seconds": 0.0, "mib": 0.0,
                "family": "?", "changes": "?", "original": "?", "compared": False, "accepted": 0}  # fmt: skip

    def close(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None


def run(numbers: Sequence[int], seed: int, jobs: int, folders: Sequence[Path]) -> Iterator[Report]:
    """The reports of all mutants, from as many children as there are jobs."""
    with ThreadPoolExecutor(jobs) as pool:
        shares = [numbers[job::jobs] for job in range(jobs)]
        for share in pool.map(lambda one: list(_share(one, seed, folders)), shares):
            yield from share


def _share(numbers: Sequence[int], seed: int, folders: Sequence[Path]) -> Iterator[Report]:
    child = Child(seed, folders)
    try:
        for done, number in enumerate(numbers, 1):
            report = child.judge(number)
            for fault in report.get("faults", ()):
                print(
                    f"{number}: {fault}  [{report['original']} {report['changes']}]",
                    file=sys.stderr,
                    flush=True,
                )
            if done % 500 == 0:
                print(f"… {done} of {len(numbers)}", file=sys.stderr, flush=True)
            yield report
    finally:
        child.close()


def faults_of(report: Report) -> list[str]:
    """The faults of a mutant, with those of time and memory."""
    found = list(report.get("faults", ()))
    if report.get("seconds", 0) > SECONDS:
        found.append(f"hang: {report['seconds']:.1f} s")
    if report.get("mib", 0) > MIB:
        found.append(f"memory: {report['mib']:.0f} MiB")
    return found


def summary(reports: Sequence[Report]) -> str:
    """Counts, the worst time and memory, and every class of fault with an example."""
    made = [report for report in reports if "end" in report]
    slowest = max(made, key=lambda r: float(r["seconds"]))
    largest = max(made, key=lambda r: float(r["mib"]))
    classes: dict[str, list[int]] = defaultdict(list)
    for report in made:
        for fault in faults_of(report):
            classes[re.sub(r"[\d.]+", "0", fault.split(":")[0].split("!")[0])].append(
                report["number"]
            )
    lines = [
        f"{len(reports)} mutants, {len(reports) - len(made)} that could not be made",
        f"families {dict(Counter(r['family'] for r in made))}; ends {dict(Counter(r['end'] for r in made))}",
        f"compared with openpyxl {sum(r['compared'] for r in made)}; results read {sum(r['accepted'] for r in made)}",
        f"slowest {slowest['seconds']:.2f} s (mutant {slowest['number']}, {slowest['changes']})",
        f"largest {largest['mib']:.0f} MiB (mutant {largest['number']}, {largest['changes']})",
        f"classes of faults: {len(classes)}",
        *(
            f"  {len(n)} × {name}: mutants {n[:5]}"
            for name, n in sorted(classes.items(), key=lambda c: -len(c[1]))
        ),
    ]
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    options = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    options.add_argument("n", nargs="?", type=int, default=20_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--first", type=int, default=0, help="number of the first mutant")
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument(
        "--folder", type=Path, action="append", default=[], help="further workbooks"
    )
    options.add_argument(
        "--keep", type=Path, help="where to write the mutants that broke something"
    )
    asked = options.parse_args(arguments)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    started = time.monotonic()
    numbers = range(asked.first, asked.first + asked.n)
    reports = list(run(numbers, asked.seed, asked.jobs, asked.folder))
    print(summary(reports))
    print(f"{time.monotonic() - started:.0f} s")
    broken = [report["number"] for report in reports if faults_of(report)]
    if asked.keep and broken:
        _keep(broken, asked.seed, asked.folder, asked.keep)
    return 1 if broken else 0


def _keep(numbers: Sequence[int], seed: int, folders: Sequence[Path], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    found = originals(folders)
    for number in numbers[:200]:
        made = mutant(found, seed, number)
        (folder / f"{number} {made.name}").write_bytes(made.content)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
