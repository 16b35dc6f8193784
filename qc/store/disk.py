"""Writing that outlasts a power cut: passing names, flushed, renamed, the folders flushed too."""

from __future__ import annotations

import os
import threading
from pathlib import Path


def write_whole(contents: dict[Path, bytes]) -> None:
    """All under passing names, then flushed, then renamed, then their folders flushed: each step
    for all files, for a disk that has flushed the first has mostly flushed the others with it."""
    _make_folders({place.parent for place in contents})
    passing = {place: _passing(place) for place in contents}
    for place, content in contents.items():
        passing[place].write_bytes(content)
    for name in passing.values():
        _flush_file(name)
    for place, name in passing.items():
        name.replace(place)
    for folder in {place.parent for place in contents}:
        _flush_folder(folder)


def _passing(place: Path) -> Path:
    return place.with_name(f"{place.name}.{os.getpid()}-{threading.get_ident()}.part")


def _make_folders(folders: set[Path]) -> None:
    new = [folder for folder in folders if not folder.exists()]
    for folder in new:
        folder.mkdir(parents=True, exist_ok=True)
    for parent in {folder.parent for folder in new}:
        _flush_folder(parent)


def _flush_file(path: Path) -> None:
    with path.open("rb+") as file:  # Windows flushes only what is open for writing
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    """Make the rename itself last a power cut; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
