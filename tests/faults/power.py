"""The power fails: what a deed wrote is recorded once, and then cut at every call in several ways.

Each is a state in which a disk may be found in the morning; in each the workspace must open, be sound, hold
all that had been acknowledged by then, and every workbook as a whole or not at all.
"""

from __future__ import annotations

import copy
import hashlib
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field

from qc.store import keys
from tests.faults.deeds import Deed
from tests.faults.disk import CUTS, Cut, Disk, calls, left
from tests.faults.nursery import Nursery
from tests.faults.sound import mended, unsound


@dataclass
class Outage:
    """What came of it: calls that were followed, different states that were looked at, what did not hold."""

    calls: int = 0
    states: int = 0
    violations: list[str] = field(default_factory=list)


def outage(
    deed: Deed,
    nursery: Nursery,
    rng: random.Random,
    cuts: tuple[Cut, ...] = CUTS,
    share: float = 1.0,
) -> Outage:
    """Do a deed once, recorded, then cut the power after every call (or a share of them, by chance)."""
    life, told, seen = deed.life, Outage(), set[str]()
    trace = life.folder.parent / f"{life.folder.name}.trace"
    disk, before = Disk.of(life.folder), copy.deepcopy(deed)
    ended = nursery.run(deed.command(), life.folder, trace=trace)
    assert ended.code in deed.codes, ended
    for call in calls(trace):
        if not disk.do(call):
            continue
        told.calls += 1
        if rng.random() > share and call.name != "write":
            continue
        for cut in cuts:
            stands = left(disk, cut, rng)
            digest = _digest(stands) + str(len(disk.said))
            if digest not in seen:
                seen.add(digest)
                told.states += 1
                where = f"{deed.name}, call {told.calls} ({call.name}), {cut.name}"
                said = disk.said.decode("utf-8", "replace")
                told.violations += (f"{where}: {fault}" for fault in _morning(before, stands, said, ended.out))  # fmt: skip
    trace.unlink()
    deed.acknowledged(ended.out)
    return told


def _digest(stands: dict[str, bytes | None]) -> str:
    digest = hashlib.sha256()
    for path, content in stands.items():
        digest.update(f"{path}\0{-1 if content is None else len(content)}\0".encode())
        digest.update(content or b"")
    return digest.hexdigest()


def _morning(
    before: Deed, stands: dict[str, bytes | None], said: str, all_said: str
) -> Iterator[str]:
    """The disk as it was found, and what does not hold on it."""
    deed = copy.deepcopy(before)
    life = deed.life
    life.folder = before.life.folder.with_name("morning")
    shutil.rmtree(life.folder, ignore_errors=True)
    life.folder.mkdir()
    for path, content in stands.items():
        place = life.folder / path
        place.mkdir() if content is None else place.write_bytes(content)
        if place.name == keys.FILE:
            place.chmod(0o600)
    acknowledged = said == all_said
    if not (life.workspace / "workspace.toml").exists():
        if acknowledged or life.sheets:
            yield "the workspace is gone"
        return
    try:
        if acknowledged:
            deed.acknowledged(said.replace(str(before.life.folder), str(life.folder)))
        yield from unsound(life.workspace)
        workspace = life.opened()
        try:
            yield from deed.judged(workspace)
        finally:
            workspace.store.close()
        yield from mended(life.workspace)[1]
    except Exception as fault:  # noqa: BLE001 - the run goes on; it is told with where it was
        yield f"{type(fault).__name__}: {fault}"
