"""Killed, full, read-only, without power, at odds with the clock: nothing acknowledged is lost, nothing is half done.

The long form of the killing is `python -m tests.faults`; docs/doctor.md has what it came to.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qc.analysis.periods import Period
from qc.backup import make, restore
from qc.doctor import examine
from qc.improve.acting import act_on, findings
from qc.ingest.importer import import_paths
from qc.reports.month import freeze
from qc.reports.month.stored import frozen_months
from qc.workspace import TIME_ZONE, Clock, open_workspace
from tests.faults.deeds import (
    Backup,
    Deed,
    Freeze,
    ImportAnew,
    ImportSome,
    Meeting,
    Note,
    Report,
    Restore,
    WriteLake,
)  # fmt: skip
from tests.faults.killing import Killing
from tests.faults.life import TODAY, Life, counted, settled
from tests.faults.nursery import Ended, Nursery
from tests.faults.power import outage
from tests.faults.sound import mended, unfinished, unsound

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="others kill, lock and mount otherwise"
)
SHORT: tuple[type[Deed], ...] = (
    ImportSome, ImportAnew, Report, Meeting, Freeze, Note, Backup, Restore, WriteLake,
)  # fmt: skip


@pytest.fixture(scope="module")
def nursery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nursery]:
    with Nursery(tmp_path_factory.mktemp("nursery")) as one:
        yield one


@pytest.fixture
def life(tmp_path: Path) -> Life:
    folder = tmp_path / "life"
    folder.mkdir()
    return Life(folder, random.Random(8))


def done(nursery: Nursery, deed: Deed) -> Ended:
    """A deed that nobody disturbs."""
    ended = nursery.run(deed.command(), deed.life.workspace)
    assert ended.code in deed.codes, ended
    deed.acknowledged(ended.out)
    return ended


def wrong(life: Life) -> list[str]:
    """What does not hold of a life's workspace."""
    workspace = life.opened()
    try:
        return [*unsound(life.workspace), *settled(life, workspace, []), *mended(life.workspace)[1]]
    finally:
        workspace.store.close()


def test_killed_at_any_instant_nothing_is_lost_and_nothing_half_done(tmp_path: Path) -> None:
    """A PC that is switched off at the wall would cost the nurse what it had said was in."""
    killing = Killing(tmp_path, seed=8, deeds=SHORT)
    lines = [*killing.run(kills=12)]
    assert not killing.tally.violations, lines
    assert killing.tally.kills == 12


@pytest.mark.skipif(not shutil.which("strace"), reason="strace tells what is written")
def test_after_a_power_cut_all_that_was_acknowledged_is_there(
    tmp_path: Path, nursery: Nursery, life: Life
) -> None:
    """What a disk had not written yet when the power went would be an empty file under a good name."""
    rng = random.Random(8)
    for kind in (ImportSome, Report):
        deed = kind(life)
        if life.sheets:
            workspace = life.opened()
            assert deed.possible(workspace)
            workspace.store.close()
        came = outage(deed, nursery, rng, share=0.02)
        assert not came.violations and came.states > 3
    assert not [*tmp_path.glob("*.trace")]


def test_the_log_cut_at_any_byte_holds_every_commit_before_the_cut(tmp_path: Path) -> None:
    """A torn end of the log would take whole months with it, or half a workbook would count."""
    life = Life(tmp_path / "a", random.Random(8))
    basket = life.basket()
    workspace = open_workspace(life.workspace, today=TODAY)
    log, sizes = life.workspace / "qc.sqlite-wal", [0]
    with workspace.store.engine.connect() as kept:  # while it reads, the log is not worked off
        kept.exec_driver_sql("SELECT 1 FROM imports").all()
        for _ in range(4):
            sheet = life.filled(basket, life.room(), "2026-10")
            import_paths(workspace, [next(basket.glob(f"*{sheet.unit}*"))])
            life.sheets[sheet.place] = sheet
            sizes.append(log.stat().st_size)
        copies = {size: tmp_path / f"{size}" for size in _cuts(sizes)}
        for copy in copies.values():
            shutil.copytree(life.workspace, copy, ignore=shutil.ignore_patterns("*-shm"))
    workspace.store.close()
    for size, copy in copies.items():
        os.truncate(copy / log.name, size)
        opened = open_workspace(copy, today=TODAY, create=False)
        whole = sum(each <= size for each in sizes[1:])
        assert len(opened.store.imports(opened.scope)) >= whole
        told = {place: (s.checked, s.passed) for place, s in life.sheets.items()}
        found = counted(opened)
        assert found.items() <= told.items() and len(found) == whole
        opened.store.close()
        assert not [*unsound(copy)]


def _cuts(sizes: list[int]) -> list[int]:
    """At the ends of commits, and by chance between them."""
    rng = random.Random(8)
    return sorted({*sizes[1:], *(rng.randint(sizes[1], sizes[-1]) for _ in range(8))})


@contextlib.contextmanager
def small_disk(place: Path, size: str) -> Iterator[Path]:
    """A disk of its own; root's to make."""
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


def may_mount() -> bool:
    if os.name == "nt" or os.geteuid() or not shutil.which("unshare"):
        return False
    return subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode == 0


def explained(ended: Ended, word: str = "") -> None:
    """It ended with a sentence that says what to do, not with a fault of ours."""
    assert ended.code == 2 and "Traceback" not in ended.err and word in ended.err, ended
    assert "Error: " in ended.err


@pytest.mark.parametrize("size", [10_000, 60_000])
def test_where_no_file_can_grow_the_import_says_so_and_is_repeated_later(
    nursery: Nursery, life: Life, size: int
) -> None:
    """On a full disk half a workbook would be in, or the program would end with a fault that nobody reads."""
    done(nursery, ImportSome(life))
    deed = ImportSome(life)
    explained(nursery.run(deed.command(), life.workspace, limit=size))
    assert not wrong(life)
    assert not [*unfinished(life.workspace)]
    done(nursery, deed)
    assert not wrong(life)


@pytest.mark.skipif(not may_mount(), reason="only root makes disks")
def test_on_a_full_disk_nothing_is_half_done_and_with_room_it_goes_on(
    nursery: Nursery, tmp_path: Path
) -> None:
    """The record would be damaged on the day on which nobody had looked at the disk."""
    with small_disk(tmp_path / "disk", "6m") as disk:
        life = Life(disk / "life", random.Random(8))
        life.folder.mkdir()
        done(nursery, ImportSome(life))
        deed, filler = ImportSome(life), disk / "filler"
        with contextlib.suppress(OSError), filler.open("wb") as file:
            while file.write(bytes(4096)):
                file.flush()
        explained(nursery.run(deed.command(), life.workspace))
        for words in (("report", "--period", "2026-10"), ("backup",)):
            explained(nursery.run(life.arguments(*words), life.workspace))
        assert any(look.code == "room" and look.troubles for look in examine(life.workspace))
        filler.unlink()
        assert not [*unfinished(life.workspace)]
        done(nursery, deed)
        workspace = life.opened()
        assert not [*settled(life, workspace, [])]
        workspace.store.close()


@pytest.mark.skipif(not may_mount(), reason="only root makes disks")
def test_a_disk_that_became_read_only_is_named_by_every_command(
    nursery: Nursery, tmp_path: Path
) -> None:
    """A worn-out disk turns read-only: a traceback would tell nobody to look at it."""
    with small_disk(tmp_path / "disk", "40m") as disk:
        life = Life(disk / "life", random.Random(8))
        life.folder.mkdir()
        done(nursery, ImportSome(life))
        deed = ImportSome(life)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        for words in (deed.command()[:2], ("report", "--period", "2026-10"), ("backup",)):
            explained(nursery.run(life.arguments(*words), life.workspace))
        told = nursery.run(life.arguments("doctor"), life.workspace)
        assert told.code == 1 and "disk is read-only" in told.out, told
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
        done(nursery, deed)
        workspace = life.opened()
        assert not [*settled(life, workspace, [])]
        workspace.store.close()


def test_one_file_imported_twice_at_once_counts_once(
    nursery: Nursery, life: Life, tmp_path: Path
) -> None:
    """Two nurses who drop the same workbook would double the month."""
    done(nursery, ImportSome(life))
    with Nursery(tmp_path / "other") as other:
        for _ in range(2):
            deed = ImportSome(life)
            other.begin(deed.command(), life.workspace)
            both = [nursery.run(deed.command(), life.workspace), other.ended()]
            assert [ended.code for ended in both] == [0, 0], both
            deed.acknowledged(both[0].out)
            told = [sum(line.startswith("✓") for line in each.out.splitlines()) for each in both]
            assert sum(told) == len(deed.doubtful), both
            assert not wrong(life)


def clock(day: str) -> Clock:
    moment = dt.datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=TIME_ZONE)
    return lambda: moment


def test_a_clock_set_forward_and_back_loses_nothing_and_is_told_of(tmp_path: Path) -> None:
    """An empty battery sets a PC to another year: entries would be out of order, corrections lost."""
    life = Life(tmp_path / "a", random.Random(8))
    for day in ("2026-11-02", "2031-05-01", "1999-01-01"):
        workspace = open_workspace(life.workspace, today=TODAY, clock=clock(day))
        basket = life.basket()
        place = min(life.sheets, default=(life.room(), "2026-10"))
        days = life.sheets[place].days if place in life.sheets else 0
        sheets = [life.filled(basket, *place, days), life.filled(basket, life.room(), "2026-10")]
        outcomes = import_paths(workspace, [basket])
        assert {outcome.status for outcome in outcomes} == {"imported"}
        life.sheets |= {sheet.place: sheet for sheet in sheets}
        assert not [*settled(life, workspace, [])]
        found = findings(workspace)[0]
        act_on(workspace, found, "note", {"note": f"am {day}"})
        made = make(workspace, tmp_path / f"{day}.zip")
        workspace.store.close()
        restore(made.path, tmp_path / day, clock=clock(day))
    workspace = replace(life.opened(), today=TODAY)
    month = next(iter(life.sheets))[1]
    assert month == "2026-10"
    freeze(workspace, Period.parse(month))
    assert [str(each.month) for each in frozen_months(workspace)] == [month]
    workspace.store.close()
    looks = {
        look.code: look for look in examine(life.workspace, today=TODAY, clock=clock("2026-11-03"))
    }
    assert looks["chains"].is_sound and looks["figures"].is_sound and looks["originals"].is_sound
    (ahead,) = looks["clock"].troubles
    assert ahead.values["last"] == "2031-05-01 10:00"
