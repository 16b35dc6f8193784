"""Writing that outlasts a power cut: passing names, flushed, renamed, the folders flushed too."""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

_LONGEST = 220  # bytes of a name; disks take 255, and a passing name has some thirty more


def write_whole(contents: dict[Path, bytes]) -> None:
    """All under passing names, then flushed, then renamed, then their folders flushed: each step
    for all files, for a disk that has flushed the first has mostly flushed the others with it. What
    fails leaves nothing under a passing name: a full disk is not filled further."""
    make_folders(place.parent for place in contents)
    passing = {place: _passing(place) for place in contents}
    try:
        for place, content in contents.items():
            passing[place].write_bytes(content)
        settle({name: place for place, name in passing.items()})
    finally:
        _remove(passing.values())


def put_whole(place: Path, make: Callable[[Path], object]) -> None:
    """Have `make` write one file under a passing name, then bring it to its place as `write_whole` does."""
    make_folders([place.parent])
    passing = _passing(place)
    try:
        make(passing)
        settle({passing: place})
    finally:
        _remove([passing])


def settle(passing: dict[Path, Path]) -> None:
    """Files that stand under passing names (the keys) brought to their places: flushed, renamed, the
    folders flushed."""
    for name in passing:
        flush_file(name)
    for name, place in passing.items():
        name.replace(place)
    for folder in {place.parent for place in passing.values()}:
        flush_folder(folder)


def _passing(place: Path) -> Path:
    name = place.name
    if len(os.fsencode(name)) > _LONGEST:  # there is room for the name, and none for more beside it
        name = hashlib.sha256(os.fsencode(name)).hexdigest()[:32]
    return place.with_name(f"{name}.{os.getpid()}-{threading.get_ident()}.part")


def _remove(names: Iterable[Path]) -> None:
    for name in names:
        with contextlib.suppress(OSError):  # what cannot be written cannot always be removed
            name.unlink(missing_ok=True)


def make_folders(folders: Iterable[Path]) -> None:
    """Make folders with those above them; all that are new last a power cut."""
    new: set[Path] = set()
    for folder in folders:
        above = (folder, *folder.parents)
        new.update(each for each in above if not each.exists())
    for folder in sorted(new, key=lambda each: len(each.parts)):
        folder.mkdir(exist_ok=True)
    for parent in {folder.parent for folder in new}:
        flush_folder(parent)


def flush_file(path: Path) -> None:
    """Make a file's content last a power cut."""
    with path.open("rb+") as file:  # Windows flushes only what is open for writing
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Make the names in it last a power cut; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
