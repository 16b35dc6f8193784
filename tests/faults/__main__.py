"""`python -m tests.faults [--kills 500] [--power 0.1] [--seed N]`: the long form, told as tables."""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.faults.deeds import DEEDS
from tests.faults.killing import Killing, Tally
from tests.faults.life import Life
from tests.faults.nursery import Nursery
from tests.faults.power import outage


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4), "big"))
    parser.add_argument("--power", type=float, default=0.1, help="share of calls after which the power fails")  # fmt: skip
    parser.add_argument("--folder", type=Path, help="where the clinics live; kept where one broke")
    asked = parser.parse_args(arguments)
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="qc-faults-"))
    print(f"seed {asked.seed}, {asked.kills} kills, in {folder}", flush=True)
    started = time.monotonic()
    violations = killed(asked.kills, asked.seed, folder / "killing")
    violations += unpowered(asked.power, asked.seed, folder / "power")
    print("\n".join(f"VIOLATION {each}" for each in violations))
    print(f"{time.monotonic() - started:.0f} s")
    if violations:
        return 1
    shutil.rmtree(folder)
    return 0


def killed(kills: int, seed: int, folder: Path) -> list[str]:
    """So many kills; what did not hold."""
    killing = Killing(folder, seed)
    for line in killing.run(kills):
        print(line, flush=True)
    print("\n".join(table(killing.tally)), flush=True)
    return killing.tally.violations


def unpowered(share: float, seed: int, folder: Path) -> list[str]:
    """Every deed once, its writing cut in every way; what did not hold."""
    if not share or not shutil.which("strace"):
        print("no power cuts: strace is missing, or no share of calls was asked for")
        return []
    violations: list[str] = []
    rng = random.Random(seed)
    life = Life(folder / "life", random.Random(seed))
    life.folder.mkdir(parents=True)
    print("| deed | calls that change the disk | states looked at |\n|---|---|---|")
    with Nursery(folder / "nursery") as nursery:
        for kind in (*DEEDS[:1], *DEEDS):
            deed = kind(life)
            if life.sheets:
                workspace = life.opened()
                possible = deed.possible(workspace)
                workspace.store.close()
                if not possible:
                    continue
            told = outage(deed, nursery, rng, share=share)
            violations += told.violations
            print(f"| {deed.name} | {told.calls} | {told.states} |", flush=True)
    return violations


def table(tally: Tally) -> list[str]:
    """A row a deed: kills that hit, ends before the kill, files left over and taken away."""
    rows = ["| deed | killed | ended before | left over |", "|---|---|---|---|"]
    names = sorted(tally.hit.keys() | tally.late.keys())
    rows += [f"| {n} | {tally.hit[n]} | {tally.late[n]} | {tally.left[n]} |" for n in names]
    sums = (sum(each.values()) for each in (tally.hit, tally.late, tally.left))
    rows.append("| all | " + " | ".join(map(str, sums)) + " |")
    rows.append(
        f"{tally.by_time} of {tally.kills} by the clock, the others by the count of acts; {tally.lives} lives"
    )
    return rows


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
