"""The originals, kept by the SHA-256 of their content: `originals/ab/abcdef….xlsx`.

A file that stands here is whole and is never written again: it arrives under a passing name, is
flushed to the disk and only then renamed. The same content is one file, whatever its names were.
"""

from __future__ import annotations

import hashlib
import os
import re
import threading
from dataclasses import dataclass
from pathlib import Path

from qc.errors import WorkspaceError
from qc.locale import N_


@dataclass(frozen=True, slots=True)
class Archive:
    """The folder of originals."""

    folder: Path

    def put(self, file_name: str, content: bytes) -> str:
        """Keep a file's content; returns its SHA-256. Call it before reading anything from it."""
        sha256 = hashlib.sha256(content).hexdigest()
        place = self.path(sha256, file_name)
        try:
            if not place.exists():
                _write_whole(place, content)
        except OSError as error:
            raise WorkspaceError(
                N_('"{file}" cannot be kept in {folder}: {reason}'),
                N_("See that the folder may be written to and its disk has room, then try again."),
                file=file_name,
                folder=self.folder,
                reason=error.strerror or error,
            ) from error
        return sha256

    def get(self, sha256: str, file_name: str) -> bytes:
        """The content as it came in; WorkspaceError when it is gone or no longer the same."""
        place = self.path(sha256, file_name)
        try:
            content = place.read_bytes()
        except FileNotFoundError:
            content = b""
        if hashlib.sha256(content).hexdigest() != sha256:
            raise WorkspaceError(
                N_('The kept original of "{file}" is missing or damaged: {path}.'),
                N_("Bring this one file back from a backup of the workspace."),
                file=file_name,
                path=place,
            )
        return content

    def path(self, sha256: str, file_name: str) -> Path:
        """Where content of this hash stands; of the name only a plain suffix is used."""
        suffix = Path(file_name).suffix.lower()
        plain = suffix if re.fullmatch(r"\.[a-z0-9]{1,8}", suffix) else ""
        return self.folder / sha256[:2] / (sha256 + plain)


def _write_whole(place: Path, content: bytes) -> None:
    if not place.parent.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        _flush_folder(place.parent.parent)
    passing = place.with_name(f"{place.name}.{os.getpid()}-{threading.get_ident()}.part")
    with passing.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    passing.replace(place)
    _flush_folder(place.parent)


def _flush_folder(folder: Path) -> None:
    """Make the rename itself last a power cut; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
