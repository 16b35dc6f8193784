"""A folder that is watched: each workbook that is dropped into it is handed on once it is whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from qc.ingest.sources import is_wanted


class Seen(NamedTuple):
    """A file as it was at a look: size in bytes, time of its last change in nanoseconds."""

    size: int
    changed: int


def watch(folder: Path, hand_on: Callable[[Path], bool], wait: Callable[[], bool]) -> None:
    """Look at a folder (and those in it) again and again, and hand on every workbook that is new or was
    changed, in the order of their names.

    A file that changed between two looks is still being written or copied and waits for the next. `hand_on`
    says whether that is done with; if not, the file is tried again. `wait` comes back when it is time for
    the next look, False to end.
    """
    before: dict[Path, Seen] = {}
    done: dict[Path, Seen] = {}
    while True:
        now = look(folder)
        for path, seen in sorted(now.items()):
            is_whole = before.get(path) == seen
            if is_whole and done.get(path) != seen and hand_on(path):
                done[path] = seen
        before = now
        if not wait():
            return


def look(folder: Path) -> dict[Path, Seen]:
    """The workbooks in a folder as they are now, without the lock files of open ones; one that goes away
    meanwhile is none."""
    found = {}
    for path in folder.rglob("*"):
        try:
            if is_wanted(path.name) and path.is_file():
                told = path.stat()
                found[path] = Seen(told.st_size, told.st_mtime_ns)
        except OSError:  # gone between two questions, or not ours to read: no workbook for now
            continue
    return found
