"""The database and its key, looked at before anything opens them as a store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from qc.doctor.model import Look, Trouble, trouble_of
from qc.doctor.patient import Patient
from qc.errors import QcError, WorkspaceError
from qc.locale import N_
from qc.store import keys
from qc.store.backups import database_of
from qc.store.health import Health, server_health, sqlite_health
from qc.store.repository import ORIGINALS
from qc.store.schema import REVISION

_TITLE, _KEY = N_("Database"), N_("Key")
_RESTORE = N_("Bring the workspace back from a backup.")


def database(patient: Patient) -> tuple[Look, Health | None]:
    """Whole, reachable, of this program's schema; None where it cannot be read."""
    try:
        found = _health(patient)
    except WorkspaceError as error:
        return Look("database", _TITLE, troubles=(trouble_of(_place(patient), error),)), None
    troubles = (*_faults(patient, found), *_gone(patient, found), *_other_schema(patient, found))
    said = N_("Whole, schema {revision}.") if found.revision else N_("Nothing was recorded yet.")
    if found.locked:
        said = N_("Whole, schema {revision}; somebody is writing at this moment.")
    return Look("database", _TITLE, said, {"revision": found.revision}, troubles), found


def _place(patient: Patient) -> str:
    if patient.url is None:
        return str(database_of(patient.folder))
    return patient.url.render_as_string(hide_password=True)


def _health(patient: Patient) -> Health:
    if patient.url is not None:
        return server_health(patient.url)
    path = database_of(patient.folder)
    if not path.exists():
        return Health()
    try:
        return sqlite_health(path)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            raise WorkspaceError(N_("The database {database} is damaged."), _RESTORE, database=path) from error  # fmt: skip
        raise WorkspaceError(
            N_("The database {database} cannot be read: {reason}."),
            N_("Ask for the right to read and write the workspace folder."),
            database=path,
            reason=error,
        ) from error


def _faults(patient: Patient, found: Health) -> Iterator[Trouble]:
    if found.only_read:
        yield Trouble(
            _place(patient),
            N_("The database can only be read: this server takes no writing."),
            N_("Ask the IT department for the address of the server that takes writings."),
        )
    for each in found.faults:
        yield Trouble(_place(patient), N_("The database is damaged: {fault}."), _RESTORE, {"fault": each})  # fmt: skip


def _gone(patient: Patient, found: Health) -> Iterator[Trouble]:
    """A key or originals without a record: the database was moved away or deleted."""
    if found.revision is None and any((patient.folder / ORIGINALS).glob("*/*")):
        yield Trouble(
            _place(patient), N_("There are originals, but no record: the database is gone."), _RESTORE
        )  # fmt: skip


def _other_schema(patient: Patient, found: Health) -> Iterator[Trouble]:
    if found.revision is None or found.revision == REVISION:
        return
    if found.revision > REVISION:
        yield Trouble(
            _place(patient),
            N_("This workspace was made by a newer version of the program (schema {found})."),
            N_("Install the newer version, then open the workspace again."),
            {"found": found.revision},
        )
        return
    yield Trouble(
        _place(patient),
        N_("The record is of an earlier version (schema {found})."),
        N_("Copy the folder, then run any other command: it brings the record up to date."),
        {"found": found.revision},
    )


def key(patient: Patient, found: Health | None) -> Look:
    """There, readable, and the one that the record is sealed with."""
    place = patient.folder / keys.FILE
    if found is None or found.fingerprint is None:
        return Look("key", _KEY, N_("Nothing is sealed yet."), done=found is not None)
    try:
        keys.load(patient.folder, found.fingerprint)
    except QcError as error:
        return Look("key", _KEY, troubles=(trouble_of(place, error),))
    return Look("key", _KEY, N_("There, and the right one."))
