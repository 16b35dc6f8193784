"""One writer at a time for a site: a lock that the system lets go of when its holder dies."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from qc.errors import WorkspaceError
from qc.locale import N_
from qc.store.disk import make_folders

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def locked(path: Path, site: str) -> Iterator[None]:
    """Hold a site's lock; WorkspaceError where another writer has it."""
    make_folders([path.parent])
    with path.open("ab") as file:
        try:
            _take(file)
        except OSError as error:
            raise WorkspaceError(
                N_("Another program is writing {site} into this lake."),
                N_("Wait until it is done, then try again."),
                site=site,
            ) from error
        os.utime(path)
        yield
