"""A file sealed with the workspace's key: it stands under its name with `.sealed` behind it."""

from __future__ import annotations

from pathlib import Path

from cryptography.exceptions import InvalidTag

from qc.store.disk import write_whole
from qc.store.keys import Keys

ENDING = ".sealed"
"""Whoever looks into the folder sees that the file opens through the program."""


def write_sealed(keys: Keys, files: dict[Path, tuple[str, bytes]]) -> None:
    """Write files (by their places, which end in ENDING: SHA-256 and content), all of them lasting."""
    write_whole({place: keys.seal_file(content, name) for place, (name, content) in files.items()})


def read_sealed(keys: Keys, place: Path, sha256: str) -> bytes | None:
    """The content of a sealed file; of one that still lies in the clear after an upgrade, too. None when
    there is neither, or when it was changed."""
    clear = place.with_name(place.name.removesuffix(ENDING))
    for path in (place, clear, place):  # one in the clear may be sealed meanwhile
        try:
            data = path.read_bytes()
            return data if path == clear else keys.open_file(data, sha256)
        except FileNotFoundError:
            continue
        except InvalidTag:
            break
    return None


def seal_file(keys: Keys, path: Path, sha256: str) -> None:
    """A file in the clear becomes a sealed one; it goes only when that lasts."""
    place = path.with_name(path.name + ENDING)
    if not place.exists():
        write_sealed(keys, {place: (sha256, path.read_bytes())})
    path.unlink(missing_ok=True)
