"""`python -m tests.hostile [COUNT] [--seed N]`: the long form of the forged requests, over a clinic and over a chain's
office."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from argon2 import PasswordHasher

from dashboards.app import create_app
from qc.accounts import passwords
from tests.hostile.forging import Siege, Tally, listening
from tests.hostile.house import House, furnished
from tests.hostile.office import office

COUNT = 5000
SHOWN = 20


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    parser.add_argument(
        "count", nargs="?", type=int, default=COUNT, help="forged requests to each of the two"
    )
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4), "big"))
    asked = parser.parse_args(arguments)
    passwords._hasher = PasswordHasher(
        time_cost=1, memory_cost=1024, parallelism=1
    )  # they sign in often
    folder = Path(tempfile.mkdtemp(prefix="qc-hostile-"))
    print(f"seed {asked.seed}, {asked.count} requests each, in {folder}", flush=True)
    violations = []
    for name, make in (("clinic", furnished), ("office", office)):
        started = time.monotonic()
        house = make(folder / name, lambda workspace: create_app(workspace, shared=True))
        tally = besieged(house, asked.count, asked.seed)
        print(f"{name}, {time.monotonic() - started:.0f} s:\n{told(tally)}", flush=True)
        violations += tally.violations
        house.workspace.store.close()
    print("\n".join(f"VIOLATION {each}" for each in violations[:SHOWN]))
    if violations:
        return 1
    shutil.rmtree(folder)
    return 0


def besieged(house: House, count: int, seed: int) -> Tally:
    """So many requests to one house."""
    with listening() as log:
        return Siege(house, log).run(count, seed)


def told(tally: Tally) -> str:
    """A line each: what was sent, what was answered, who changed something, what must not have been."""
    parts = {"sent": tally.sent, "answered": tally.answered, "did what they may": tally.changed}
    lines = [
        f"  {name}: {', '.join(f'{key} {n}' for key, n in sorted(count.items()))}"
        for name, count in parts.items()
    ]
    return "\n".join([*lines, f"  violations: {len(tally.violations)}"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
