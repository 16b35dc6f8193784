"""The one thing that is put right without a person: files that were never finished are taken away."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from qc.doctor.model import Look
from qc.errors import WorkspaceError
from qc.locale import N_


def mend(looks: Iterable[Look]) -> tuple[Path, ...]:
    """Take away what the looks found left over; returns what went. WorkspaceError where it cannot."""
    gone = []
    for trouble in (each for look in looks for each in look.troubles):
        path = trouble.leftover
        if path is None:
            continue
        try:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        except OSError as error:
            raise WorkspaceError(
                N_("{path} cannot be taken away: {reason}."),
                N_("Ask for the right to read and write the workspace folder."),
                path=path,
                reason=error.strerror or error,
            ) from error
        gone.append(path)
    return tuple(gone)
