"""What is looked at after every fault: the workspace by its doctor, and that nothing lives on or piles up."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from qc.doctor import Look, examine, mend
from tests.faults.life import TODAY

AN_HOUR = 3700.0
DEADLINE = 20.0


def unsound(folder: Path) -> Iterator[str]:
    """What the doctor finds to be done, but for what was left over."""
    yield from _troubles(examine(folder, today=TODAY), leftovers=False)


def _troubles(looks: tuple[Look, ...], *, leftovers: bool) -> Iterator[str]:
    for look in looks:
        if not look.done:
            yield f"doctor: {look.code} could not be looked at"
        for trouble in look.troubles:
            if leftovers or trouble.leftover is None:
                yield f"doctor: {look.code}: {trouble.place}: {trouble.found} {dict(trouble.values)}"


def mended(folder: Path) -> tuple[int, list[str]]:
    """Have the doctor take away what was left over, as if an hour had passed; how much it was, and what
    does not hold: afterwards all is sound and nothing unfinished lies anywhere."""
    lying = [*unfinished(folder)]
    if not lying:
        return 0, []
    for path in lying:
        inside = path.rglob("*") if path.is_dir() else ()
        for each in (*inside, path):
            then = each.stat().st_mtime - AN_HOUR
            os.utime(each, (then, then))
    gone = mend(examine(folder, today=TODAY))
    faults = [f"{path} was not taken away" for path in unfinished(folder)]
    faults += _troubles(examine(folder, today=TODAY), leftovers=True)
    if len(gone) != len(lying):
        faults.append(f"{len(lying)} were left over, {len(gone)} were taken away")
    return len(gone), faults


def unfinished(folder: Path) -> Iterator[Path]:
    """Whatever was not finished, in the workspace and beside it, found without the doctor's help."""
    beside = [path for path in folder.parent.iterdir() if path.name.startswith(".")]
    for path in (*beside, *folder.rglob("*")):
        inside = any(parent.suffix == ".part" for parent in path.relative_to(folder.parent).parents)
        lonely = path.name.endswith(".sha256") and not path.with_suffix("").exists()
        if (path.suffix == ".part" or lonely) and not inside:
            yield path


def alive(group: int) -> bool:
    """Whether a process of a killed one's group lives on; it has some time to see that it is alone."""
    until = time.monotonic() + DEADLINE
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return False
        with suppress(ChildProcessError):
            os.waitpid(-1, os.WNOHANG)
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
    return True
