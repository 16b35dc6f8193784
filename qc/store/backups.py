"""A copy of the database at one moment, while others go on writing; and what is written down about it."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from qc.errors import WorkspaceError
from qc.locale import N_
from qc.store.archive import Archive
from qc.store.engine import open_engine, writing
from qc.store.keys import OPTION
from qc.store.repository import DATABASE, Store
from qc.store.scope import Scope
from qc.store.trail import Change, record

BACKUP, RESTORED, SETTINGS, STANDARDS = "backup", "restored", "settings", "standards"
"""The actions of the trail that are about the workspace as a whole."""

ABOUT = "workspace"


def is_in_folder(store: Store) -> bool:
    """Whether the database lies in the workspace's folder; else it is PostgreSQL's."""
    return store.engine.dialect.name == "sqlite"


def snapshot(store: Store, path: Path) -> None:
    """Copy a SQLite database as it stands at one moment, through SQLite itself; `path` must not be there.

    WorkspaceError when it is damaged or the copy cannot be written.
    """
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    place = str(store.engine.url.database)
    try:
        with closing(sqlite3.connect(place)) as here, closing(sqlite3.connect(path)) as there:
            here.backup(there)
            sound = there.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    except sqlite3.DatabaseError as error:
        raise WorkspaceError(
            N_("The database {database} cannot be copied: {reason}."),
            N_("See that it is whole and the disk has room, then try again."),
            database=place,
            reason=error,
        ) from error
    if not sound:
        raise WorkspaceError(
            N_("The database {database} is damaged."),
            N_("Bring the workspace back from a backup."),
            database=place,
        )


def opened(store: Store, path: Path) -> Store:
    """A store over such a copy, with the same keys and originals; to be closed by the caller."""
    engine = open_engine(store.engine.url.set(database=str(path)))
    engine = engine.execution_options(**{OPTION: store.keys})
    return replace(store, engine=engine, archive=Archive(store.archive.folder, store.keys))


def counts(path: Path) -> dict[str, int]:
    """How many rows each table of a SQLite database holds, whatever its schema."""
    with closing(sqlite3.connect(path)) as database:
        named = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        )
        names = [name for (name,) in named]
        count = 'SELECT count(*) FROM "{}"'
        return {name: database.execute(count.format(name)).fetchone()[0] for name in names}


def note(
    store: Store, scope: Scope, action: str, after: Mapping[str, object], before: object = None
) -> None:
    """Write down what was done with the workspace as a whole."""
    at = store.clock().astimezone(dt.UTC).isoformat(timespec="milliseconds")
    with writing(store.engine) as connection:
        change = Change(action, None, before=before, after=dict(after), about=ABOUT)
        record(connection, scope, at, [change])


def database_of(folder: Path) -> Path:
    """Where a workspace's SQLite database lies."""
    return folder / DATABASE
