"""All looks in their order: what stands around the record first, the record itself where it opens.

Nothing is made, migrated or repaired on the way. What cannot be looked at says so and is not sound.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

from qc.doctor import kept, surroundings, times
from qc.doctor.database import database, key
from qc.doctor.leftovers import leftovers
from qc.doctor.model import Look, trouble_of
from qc.doctor.patient import Patient
from qc.errors import QcError, WorkspaceError
from qc.locale import N_
from qc.settings import settings
from qc.workspace import (
    SETTINGS,
    TIME_ZONE,
    Clock,
    Workspace,
    database_url,
    open_workspace,
    system_clock,
)

Asked = Callable[[Workspace], Look]

OPENED: tuple[tuple[str, str, Asked], ...] = (
    ("chains", N_("Audit trail and journal"), kept.chains),
    ("originals", N_("Original files"), kept.originals),
    ("figures", N_("Figures"), kept.figures),
    ("backup", N_("Backup"), times.backup),
    ("clock", N_("Clock"), times.clock),
)
"""What is looked at through the open workspace."""


def examine(
    folder: Path, *, today: dt.date | None = None, clock: Clock = system_clock
) -> tuple[Look, ...]:
    """Look at every part of a workspace. WorkspaceError where the folder is none at all."""
    if not (folder / SETTINGS).exists():
        raise WorkspaceError(
            N_("{folder} is not a workspace: there is no {file} in it."),
            N_("Check the name of the folder."),
            folder=folder,
            file=SETTINGS,
        )
    try:
        told = settings(folder)
        url = database_url(told)
    except QcError as error:
        trouble = trouble_of(folder / SETTINGS, error)
        return (Look("settings", N_("Settings"), troubles=(trouble,)), *_not_opened())
    day = today or clock().astimezone(TIME_ZONE).date()
    return tuple(_looks(Patient(folder, told, day, clock, url)))


def _looks(patient: Patient) -> Iterator[Look]:
    around = [
        surroundings.settings(patient),
        surroundings.standards(patient),
        surroundings.rights(patient),
        surroundings.room(patient),
    ]
    record, found = database(patient)
    sealed = key(patient, found)
    yield from (*around, record, sealed, leftovers(patient))
    if found is None or found.revision is None or not all(
        each.is_sound for each in (*around[:2], record, sealed)
    ):  # fmt: skip
        nothing_yet = record.is_sound and found is not None and found.revision is None
        yield from _not_opened() if not nothing_yet else ()
        return
    yield from _opened(patient)


def _opened(patient: Patient) -> Iterator[Look]:
    try:
        workspace = open_workspace(
            patient.folder, today=patient.today, create=False, clock=patient.clock
        )
    except QcError as error:
        trouble = trouble_of(patient.folder, error)
        yield Look("opening", N_("Opening"), troubles=(trouble,))
        yield from _not_opened()
        return
    try:
        for code, title, look in OPENED:
            try:
                yield look(workspace)
            except QcError as error:
                yield Look(code, title, troubles=(trouble_of(patient.folder, error),))
    finally:
        workspace.store.close()


def _not_opened() -> Iterator[Look]:
    said = N_("Not looked at: put the above right first.")
    yield from (Look(code, title, said, done=False) for code, title, _ in OPENED)
