"""The originals, kept by the SHA-256 of their content: `originals/ab/abcdef….xlsx.sealed`.

They hold customers' names, so they are sealed with the workspace's key and opened through the program.
A file that stands here is whole and is never written again: it arrives under a passing name, is
flushed to the disk and only then renamed. The same content is one file, whatever its names were.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from qc.errors import WorkspaceError
from qc.locale import N_
from qc.store.keys import Keys
from qc.store.sealed_files import ENDING, read_sealed, write_sealed


@dataclass(frozen=True, slots=True)
class Archive:
    """The folder of originals."""

    folder: Path
    keys: Keys

    def put(self, file_name: str, content: bytes, sha256: str | None = None) -> str:
        """Keep a file's content; returns its SHA-256 (reckoned here unless the caller has done so).

        Call it before reading anything from it. What is kept already costs but a look."""
        sha256 = sha256 or hashlib.sha256(content).hexdigest()
        self.put_many([(file_name, content, sha256)])
        return sha256

    def put_many(self, files: Iterable[tuple[str, bytes, str]]) -> None:
        """Keep several files (name, content, SHA-256) and come back when all of them last.

        Cheaper than one by one: the disk writes them while they are waited for together."""
        try:
            write_sealed(
                self.keys,
                {
                    place: (sha256, content)
                    for name, content, sha256 in files
                    if not (place := self.path(sha256, name)).exists()
                },
            )
        except OSError as error:
            raise WorkspaceError(
                N_("Files cannot be kept in {folder}: {reason}"),
                N_("See that the folder may be written to and its disk has room, then try again."),
                folder=self.folder,
                reason=error.strerror or error,
            ) from error

    def get(self, sha256: str, file_name: str) -> bytes:
        """The content as it came in; WorkspaceError when it is gone or no longer the same."""
        place = self.path(sha256, file_name)
        content = read_sealed(self.keys, place, sha256)
        if content is None or hashlib.sha256(content).hexdigest() != sha256:
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
        return self.folder / sha256[:2] / (sha256 + plain + ENDING)
