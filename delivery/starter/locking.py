"""Who holds the records: one start at a time, so that a second double click opens the same dashboard."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

NAME = "program.lock"
BEYOND = 2**30
"""The byte that is held on Windows: none that a backup would read."""


def hold(folder: Path) -> IO[bytes] | None:
    """Hold the records while the answer lives; None where another start does. What is killed lets go."""
    file = (folder / NAME).open("ab")
    try:
        _take(file)
    except OSError as error:
        file.close()
        if sys.platform == "win32" or isinstance(error, BlockingIOError):
            return None
        raise
    return file


def _take(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(BEYOND)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
