"""What a program that was killed, or a power cut, has left lying: files that were never finished."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from qc.backup.listed import CHECKSUM
from qc.backup.listed import FOLDER as BACKUPS
from qc.doctor.model import Look, Trouble
from qc.doctor.patient import Patient
from qc.locale import N_

PASSING = ".part"
OLD = 3600.0
"""Seconds: nothing is under way for so long without its file being written to."""

_PROCESS = re.compile(r"(?:^|\.)(\d+)(?:-\d+)?\.part")


def leftovers(patient: Patient) -> Look:
    """Those that are old and whose program has ended are in nobody's way, but hold what others should not
    read; younger ones may be somebody's work of this moment."""
    now = patient.clock().timestamp()
    every = [*_passing(patient.folder)]
    old = [path for path in every if _is_old(path, now) and not _is_alive(path)]
    troubles = tuple(
        Trouble(
            str(path),
            N_("This was never finished: the program was killed or the power failed."),
            N_("Nobody needs it: qc doctor --mend takes it away."),
            leftover=path,
        )
        for path in old
    )
    young = len(every) - len(old)
    said = N_("{young} are being written, or were left within the last hour.")
    return Look(
        "leftovers", N_("Unfinished files"), said if young else N_("None."), {"young": young}, troubles
    )  # fmt: skip


def _passing(folder: Path) -> Iterator[Path]:
    """In the workspace, and beside it where a restoring was killed."""
    yield from sorted(folder.parent.glob(f".restore-*{PASSING}"))
    for path in sorted(folder.rglob(f"*{PASSING}")):
        inside = any(p.suffix == PASSING for p in path.relative_to(folder).parents if p.name)
        if not inside:
            yield path
    for noted in sorted((folder / BACKUPS).glob(f"backup-*.zip{CHECKSUM}")):
        if not noted.with_name(noted.name.removesuffix(CHECKSUM)).exists():
            yield noted


def _is_old(path: Path, now: float) -> bool:
    try:
        inside = path.rglob("*") if path.is_dir() else ()
        newest: float = max(each.lstat().st_mtime for each in (path, *inside))
    except FileNotFoundError:  # finished meanwhile
        return False
    return now - newest > OLD


def _is_alive(path: Path) -> bool:
    """Whether the process that it names runs; where it cannot be known, its age decides."""
    named = _PROCESS.search(path.name)
    if not named or os.name == "nt":
        return False
    try:
        os.kill(int(named[1]), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
