"""After an upgrade that sealed the record: what still lies in the clear on the disk is sealed too.

Killed in the middle, it goes on at the next opening. A file in the clear goes only when its sealed one
lasts; until then either is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine, select, update

from qc.errors import WorkspaceError
from qc.locale import N_
from qc.store.engine import reading, writing
from qc.store.keys import Keys
from qc.store.schema import seals
from qc.store.sealed_files import seal_file

_SHA256 = 64
_NAMED = re.compile(r"([0-9a-f]{64})(\.[a-z0-9]{1,8})?")


def finish(engine: Engine, keys: Keys, folders: tuple[Path, ...]) -> None:
    """Seal the files that lie in the clear in these folders and wipe what the database has left over,
    unless that was done. WorkspaceError when the disk does not let it."""
    with reading(engine) as connection:
        if connection.scalar(select(seals.c.finished)):
            return
    try:
        for folder in folders:
            for path in _in_the_clear(folder):
                seal_file(keys, path, path.name[:_SHA256])
    except OSError as error:
        raise WorkspaceError(
            N_("Files cannot be kept in {folder}: {reason}"),
            N_("See that the folder may be written to and its disk has room, then try again."),
            folder=folder,
            reason=error.strerror or error,
        ) from error
    if engine.dialect.name == "sqlite":
        _wipe(engine)
    with writing(engine) as connection:
        connection.execute(update(seals).values(finished=1))


def _in_the_clear(folder: Path) -> Iterator[Path]:
    yield from (path for path in folder.glob("*/*") if _NAMED.fullmatch(path.name))


def _wipe(engine: Engine) -> None:
    """SQLite keeps what was written over in its free pages and its log."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("VACUUM")
        raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        raw.close()
