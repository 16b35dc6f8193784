"""How a database stands, asked without opening it as a store: nothing is made, migrated or written."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, inspect, text

from qc.store.engine import open_engine, reading

SOME = 20
"""So many faults of one kind are told; who has one must act anyway."""


@dataclass(frozen=True, slots=True)
class Health:
    """`faults` as SQLite words them; `revision` and the key's `fingerprint` are None where nothing was
    written yet; `locked`: somebody is writing at this moment; `only_read`: the server takes no writing."""

    faults: tuple[str, ...] = ()
    revision: str | None = None
    fingerprint: str | None = None
    locked: bool = False
    only_read: bool = False


def sqlite_health(path: Path) -> Health:
    """Every page and every reference of a SQLite database. sqlite3.Error when it cannot be read at all."""
    mode = "rw" if os.access(path, os.W_OK) else "ro"  # what a killed writer began is rolled back
    where = f"{path.absolute().as_uri()}?mode={mode}"
    with closing(sqlite3.connect(where, uri=True, timeout=30)) as database:
        said = [row[0] for row in database.execute(f"PRAGMA integrity_check({SOME})")]
        broken = database.execute("PRAGMA foreign_key_check").fetchmany(SOME)
        faults = [each for each in said if each != "ok"]
        faults += [f"{table}, row {row}: no {parent}" for table, row, parent, _ in broken]
        known = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
        return Health(
            (*faults,),
            _one(database, known, "alembic_version", "version_num"),
            _one(database, known, "seals", "fingerprint"),
            _is_locked(path),
        )


def _one(database: sqlite3.Connection, known: set[str], table: str, column: str) -> str | None:
    if table not in known:
        return None
    found = database.execute(f"SELECT {column} FROM {table}").fetchone()  # noqa: S608 our own names
    return found[0] if found else None


def _is_locked(path: Path) -> bool:
    """Whether another holds the write lock; it is taken and let go of, nothing is written."""
    try:
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as database:
            database.execute("BEGIN IMMEDIATE")
            database.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        return error.sqlite_errorname.startswith("SQLITE_BUSY")
    return False


def server_health(url: URL) -> Health:
    """What a PostgreSQL database says of itself. WorkspaceError when it cannot be reached."""
    engine = open_engine(url)
    try:
        with reading(engine) as connection:
            known = set(inspect(connection).get_table_names())
            asked = {
                "alembic_version": "SELECT version_num FROM alembic_version",
                "seals": "SELECT fingerprint FROM seals",
            }
            found = {
                name: connection.scalar(text(query))
                for name, query in asked.items()
                if name in known
            }
            only_read = connection.scalar(text("SHOW transaction_read_only")) == "on"
    finally:
        engine.dispose()
    return Health((), found.get("alembic_version"), found.get("seals"), only_read=only_read)
