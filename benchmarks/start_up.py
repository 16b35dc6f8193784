"""`qc --help` beside a Python that does nothing."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.timing import Ratio, beside, medians


def run() -> list[Ratio]:
    times = medians(
        {
            "ours": lambda: _run("-m", "qc.cli", "--help"),
            "python -c pass": lambda: _run("-c", "pass"),
        },
        rounds=15,
    )
    return beside("qc --help", times, {"python -c pass": "at most 10"})


def _run(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
