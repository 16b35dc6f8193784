"""What the workspace stands in: its settings and standards, the right to write, room on the disk."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from qc.catalogue.load import load_catalogue
from qc.doctor.model import Look, Trouble, trouble_of
from qc.doctor.patient import Patient
from qc.errors import QcError
from qc.ingest.remembered import LAYOUTS, read_layouts
from qc.locale import N_
from qc.organisation import load_organisation
from qc.store import keys
from qc.store.backups import database_of
from qc.store.repository import INBOX, ORIGINALS
from qc.workspace import ORGANISATION, STANDARDS

LEAST_ROOM = 500_000_000
"""Bytes: a month's workbooks, their reports and the log of a large import."""


def settings(patient: Patient) -> Look:
    """workspace.toml was read already; the organisation and the remembered layouts."""
    troubles = []
    for name, read in (
        (ORGANISATION, lambda path: load_organisation(path, patient.settings.clinic)),
        (LAYOUTS, read_layouts),
    ):
        try:
            read(patient.folder / name)
        except QcError as error:
            troubles.append(trouble_of(patient.folder / name, error))
    return Look(
        "settings", N_("Settings"), N_("{clinic}"), {"clinic": patient.settings.clinic}, (*troubles,)
    )  # fmt: skip


def standards(patient: Patient) -> Look:
    """Those of the house with the clinic's own over them."""
    title, folder = N_("Standards"), patient.folder / STANDARDS
    try:
        known = load_catalogue(folder, patient.today)
    except QcError as error:
        return Look("standards", title, troubles=(trouble_of(folder, error),))
    counts = {"checklists": len(known.checklists), "indicators": len(known.indicators)}
    return Look(
        "standards", title, N_("{checklists} checklists and {indicators} indicators load."), counts
    )


def rights(patient: Patient) -> Look:
    """Whether what must be written can be, and the key is its owner's alone."""
    return Look(
        "rights", N_("Right to write"), N_("Folder and files can be written."),
        troubles=(*_not_writable(patient.folder), *_open_key(patient.folder)),
    )  # fmt: skip


def _not_writable(folder: Path) -> Iterator[Trouble]:
    parts = (folder, folder / ORIGINALS, folder / INBOX, database_of(folder))
    for path in parts:
        if path.exists() and not os.access(path, os.R_OK | os.W_OK):
            yield Trouble(
                str(path),
                N_("There is no right to read and write it, or the disk is read-only."),
                N_("Ask for the right to read and write the workspace folder."),
            )


def _open_key(folder: Path) -> Iterator[Trouble]:
    path = folder / keys.FILE
    if os.name != "nt" and path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
        yield Trouble(
            str(path),
            N_("Other users of this computer may read the key."),
            N_('Take that right away: chmod 600 "{path}".'),
            {"path": path},
        )


def room(patient: Patient) -> Look:
    """Enough for a month's work, and for a copy of the database (a backup, an upgrade)."""
    database = database_of(patient.folder)
    size = database.stat().st_size if database.exists() else 0
    free, wanted = shutil.disk_usage(patient.folder).free, max(LEAST_ROOM, 2 * size)
    told = {"free": free // 1_000_000, "wanted": wanted // 1_000_000}
    short = Trouble(
        str(patient.folder),
        N_("Only {free} MB are free; {wanted} MB are wanted."),
        N_("Make room: move old backups and reports to another disk."),
        told,
    )
    troubles = (short,) if free < wanted else ()
    return Look("room", N_("Room on the disk"), N_("{free} MB free."), told, troubles)
