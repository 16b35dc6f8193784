"""The database connection: SQLite in the workspace or PostgreSQL by URL, with the same manners.

A reading sees one consistent moment. Writings come one after the other: each takes the write lock
before it looks, so that what it decides upon cannot change under it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoneFreeError

from qc.errors import WorkspaceError
from qc.locale import N_

WAIT_SECONDS = 30.0
"""How long a writing waits for another one."""

OLDEST_SERVER = 11
"""PostgreSQL's oldest version that knows what the migrations ask of it (EXECUTE FUNCTION)."""

_WRITE_LOCK = 0x71635F73746F7265  # any constant of our own ("qc_store"), for PostgreSQL's lock


def open_engine(url: URL, *, wait: float = WAIT_SECONDS) -> Engine:
    """An engine for a SQLite or PostgreSQL URL; nothing is opened yet."""
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(url, wait)
    if url.get_backend_name() == "postgresql":
        return _postgresql_engine(url, wait)
    raise WorkspaceError(
        N_('"{backend}" is not a database that can be used here.'),
        N_("Give an address that begins with postgresql://, or none for SQLite."),
        backend=url.get_backend_name(),
    )


def _sqlite_engine(url: URL, wait: float) -> Engine:
    engine = create_engine(url, connect_args={"timeout": wait})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver begins too late; _begin_sqlite does it
    for setting in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {setting}")


def _begin_sqlite(connection: Connection) -> None:
    """A deferred BEGIN that turns to writing fails at once when another has written since."""
    options = connection.get_execution_options()
    writes = options.get("qc_writes")
    if options.get("qc_migrates"):  # within a transaction the setting would do nothing
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql_engine(url: URL, wait: float) -> Engine:
    given = url.query.get("options", "")
    # as SQLite's: what is told as saved is on the disk, whatever the server does by itself
    options = f"-c synchronous_commit=on {given} -c lock_timeout={int(wait * 1000)}"
    try:
        engine = create_engine(
            url.set(drivername="postgresql+psycopg").difference_update_query(["options"]),
            connect_args={"connect_timeout": 10, "options": options},
            pool_pre_ping=True,
            pool_timeout=wait,
        )
    except ModuleNotFoundError as error:
        raise WorkspaceError(
            N_("The driver for PostgreSQL is not installed."),
            N_('Install it with pip install "clinic-qc[postgres]".'),
        ) from error
    event.listen(engine, "connect", _refuse_old_server)
    return engine


def _refuse_old_server(connection: Any, _record: object) -> None:
    version = connection.info.server_version // 10_000
    if version < OLDEST_SERVER:
        connection.close()  # the pool has not taken it yet
        raise WorkspaceError(
            N_("The server is PostgreSQL {version}; {oldest} or newer is needed."),
            N_("Ask the IT department for a newer server."),
            version=version,
            oldest=OLDEST_SERVER,
        )


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction in which every query sees the same moment."""
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with explained(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that holds the write lock from its beginning; all of it or nothing."""
    with explained(engine), engine.execution_options(qc_writes=True).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _WRITE_LOCK})
        yield connection


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """A writing in which SQLite lets tables be made anew: what refers to them is checked at the end.

    Afterwards the connections are let go of, for theirs keep no references any more.
    """
    try:
        with writing(engine.execution_options(qc_migrates=True)) as connection:
            yield connection
            if connection.dialect.name == "sqlite":
                _refuse_broken_references(connection)
    finally:
        engine.dispose()


def _refuse_broken_references(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is not None:
        raise WorkspaceError(
            N_("The database {database} is damaged."),
            N_("Bring the workspace back from a backup."),
            database=connection.engine.url.database,
        )


@contextmanager
def explained(engine: Engine) -> Iterator[None]:
    """Turn what a user can put right about a database into a WorkspaceError; the rest goes on up."""
    name = engine.url.database if engine.dialect.name == "sqlite" else _public(engine.url)
    try:
        yield
    except NoneFreeError as error:
        raise WorkspaceError(
            N_("So many are at work in {database} at this moment that no connection is free."),
            N_("Wait until it is done and try again."),
            database=name,
        ) from error
    except DBAPIError as error:
        reason = _reason(error)
        if reason is None:
            raise
        message, remedy = reason
        said = next(iter(str(error.orig).splitlines()), "")
        raise WorkspaceError(message, remedy, database=name, reason=said) from error


def _public(url: URL) -> str:
    return url.render_as_string(hide_password=True)


_SQLITE_REASONS: dict[str, tuple[str, str]] = {
    "SQLITE_NOTADB": (
        N_("{database} is not a database of this program."),
        N_("Bring the file back from a backup, or choose another folder."),
    ),
    "SQLITE_CORRUPT": (
        N_("The database {database} is damaged."),
        N_("Bring the workspace back from a backup."),
    ),
    "SQLITE_BUSY": (
        N_("Another program is writing to {database}."),
        N_("Wait until it is done and try again."),
    ),
    "SQLITE_CANTOPEN": (
        N_("The database {database} cannot be opened."),
        N_("Ask for the right to read and write the workspace folder."),
    ),
    "SQLITE_READONLY": (
        N_("There is no right to write to {database}."),
        N_("Ask for the right to read and write the workspace folder."),
    ),
    "SQLITE_IOERR": (
        N_("The disk does not write or read {database} as it should: {reason}."),
        N_("See that the disk has room and is in order, then try again; nothing was half written."),
    ),
    "SQLITE_FULL": (
        N_("The disk with {database} is full."),
        N_("Make room and try again; nothing was half written."),
    ),
}


_NO_RIGHT = (
    N_("The rights in {database} do not suffice: {reason}"),
    N_("Ask the IT department for the right to make, read and write tables in this schema."),
)
_SERVER_REASONS: dict[str, tuple[str, str]] = {
    "55P03": _SQLITE_REASONS["SQLITE_BUSY"],  # lock_not_available
    "40": _SQLITE_REASONS["SQLITE_BUSY"],  # rolled back for another's sake
    "53100": _SQLITE_REASONS["SQLITE_FULL"],
    "25006": (
        N_("{database} can only be read: {reason}"),
        N_("Ask the IT department for the address of the server that takes writings."),
    ),
    "42501": _NO_RIGHT,
    "3F000": _NO_RIGHT,  # no schema on the path is one that this user may write to
    "57014": (
        N_("{database} took longer than the server allows: {reason}"),
        N_("Try again; if it stays so, ask the IT department to raise statement_timeout."),
    ),
}
"""By the beginning of an SQLSTATE (PostgreSQL's documentation, appendix A)."""


def _reason(error: DBAPIError) -> tuple[str, str] | None:
    """What went wrong and what to do, or None for a fault of ours."""
    cause: Any = error.orig
    if isinstance(cause, sqlite3.Error):
        name = getattr(cause, "sqlite_errorname", "")
        if name == "SQLITE_ERROR" and str(cause).startswith("no such"):  # a table is gone
            name = "SQLITE_CORRUPT"
        return next((why for key, why in _SQLITE_REASONS.items() if name.startswith(key)), None)
    state = getattr(cause, "sqlstate", None) or ""
    if known := next((why for key, why in _SERVER_REASONS.items() if state.startswith(key)), None):
        return known
    if isinstance(error, OperationalError | InterfaceError) or error.connection_invalidated:
        return (
            N_("The database {database} cannot be reached: {reason}"),
            N_("Ask the IT department whether the server runs and the address is right."),
        )
    return None
