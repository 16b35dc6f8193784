"""The workspace as it stands now: a program that runs for days judges by today, and a checklist that
was written meanwhile holds at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from qc.catalogue.load import load_catalogue
from qc.catalogue.model import Catalogue
from qc.workspace import STANDARDS, Workspace

Signature = tuple[tuple[str, int, int], ...]


def with_standards(workspace: Workspace) -> Workspace:
    """The workspace by today's date (the clock's, unless a day was asked for) and today's standards; the
    same catalogue as long as no file of it has changed.

    Raises CatalogueError for a file that does not hold any more.
    """
    today = workspace.now().date() if workspace.follows_clock else workspace.today
    folder = workspace.folder / STANDARDS
    catalogue = _catalogue(folder, standards_signature(folder), today)
    return replace(workspace, today=today, catalogue=catalogue)


def standards_signature(folder: Path) -> Signature:
    """What tells one state of a folder of standards from another: names, times, sizes."""
    found = sorted(folder.rglob("*.toml")) if folder.is_dir() else []
    stats = [(path, path.stat()) for path in found]
    return tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in stats)


@lru_cache(maxsize=8)
def _catalogue(folder: Path, signature: Signature, today: dt.date) -> Catalogue:  # noqa: ARG001 - the cache's key
    return load_catalogue(folder, today)
