"""The backups that lie in the workspace's own folder: whole ones, each with its checksum beside it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from qc.errors import ScopeError
from qc.locale import N_
from qc.store import trail_pages
from qc.store.backups import ABOUT, BACKUP
from qc.words import Right
from qc.workspace import TIME_ZONE, Workspace

FOLDER = "backups"
CHECKSUM = ".sha256"
WITHOUT_KEY = "-without-key"
_NAME = re.compile(r"backup-(\d{8}-\d{6})(-\d+)?(-without-key)?\.zip")


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup in the folder; `made` is the clinic's time."""

    path: Path
    made: dt.datetime
    size: int
    sha256: str
    with_key: bool


def file_name(moment: dt.datetime, folder: Path, *, with_key: bool) -> str:
    """What a backup of this moment is called; a name that is not taken."""
    ending = "" if with_key else WITHOUT_KEY
    for again in ("", *(f"-{n}" for n in range(2, 1000))):
        name = f"backup-{moment:%Y%m%d-%H%M%S}{again}{ending}.zip"
        if not (folder / name).exists():
            return name
    raise AssertionError("a thousand backups in a second")


def backups(workspace: Workspace) -> tuple[Backup, ...]:
    """All of them, newest first. ScopeError without the right to."""
    workspace.scope.must(Right.ADMINISTER)
    found = (_backup(path) for path in (workspace.folder / FOLDER).glob("backup-*.zip"))
    return tuple(sorted(filter(None, found), key=lambda each: each.path.name, reverse=True))


def backup_called(workspace: Workspace, name: str) -> Backup:
    """The one of this name; ScopeError where there is none."""
    for each in backups(workspace):
        if each.path.name == name:
            return each
    raise ScopeError(N_("There is no such file."))


def last_made(workspace: Workspace) -> dt.datetime | None:
    """When the last one was made, wherever it lies. ScopeError without the right to."""
    entry = trail_pages.latest(workspace.store, workspace.scope, BACKUP).get(ABOUT)
    return dt.datetime.fromisoformat(entry.at).astimezone(TIME_ZONE) if entry else None


def _backup(path: Path) -> Backup | None:
    named, noted = _NAME.fullmatch(path.name), path.with_name(path.name + CHECKSUM)
    try:
        sha256, size = noted.read_text(encoding="utf-8")[:64], path.stat().st_size
    except (OSError, UnicodeDecodeError):
        return None
    if not named or not re.fullmatch(r"[0-9a-f]{64}", sha256):
        return None
    made = dt.datetime.strptime(named[1], "%Y%m%d-%H%M%S").replace(tzinfo=TIME_ZONE)
    return Backup(path, made, size, sha256, named[3] is None)
