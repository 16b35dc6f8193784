"""Files into the clinic's standards: tried out in another place first, then kept, all or none."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from qc.catalogue.load import load_catalogue
from qc.errors import CatalogueError
from qc.locale import N_
from qc.store.disk import write_whole


def try_out(folder: Path, files: Mapping[str, str], start: dt.date) -> None:
    """Load the standards as they would be, in a place that passes. CatalogueError where they do not."""
    with tempfile.TemporaryDirectory() as passing:
        copy = Path(passing) / folder.name
        if folder.exists():
            shutil.copytree(folder, copy)
        for name, text in files.items():
            path = copy / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        load_catalogue(copy, start)


def keep(folder: Path, files: Mapping[str, str]) -> list[Path]:
    """Write the files into the folder of standards, in their order, and return where they are. All of
    them, or after a fault none: CatalogueError."""
    done: list[tuple[Path, bytes | None]] = []
    try:
        for name, text in files.items():
            path = folder / name
            before = path.read_bytes() if path.exists() else None
            _replace(path, text.encode())
            done.append((path, before))
    except OSError as error:
        for path, before in reversed(done):
            _put_back(path, before)
        raise CatalogueError(
            N_("The standard cannot be written into {folder}: {reason}."),
            N_("See that the folder may be written to and its disk has room, then try again."),
            folder=folder,
            reason=error.strerror or error,
        ) from error
    return [path for path, _ in done]


def _replace(path: Path, content: bytes) -> None:
    write_whole({path: content})


def _put_back(path: Path, before: bytes | None) -> None:
    if before is None:
        path.unlink()
    else:
        _replace(path, before)
