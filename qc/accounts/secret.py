"""The secret that signs sessions: made once, in the workspace, for its owner's eyes only."""

from __future__ import annotations

import os
from pathlib import Path

from qc.errors import WorkspaceError
from qc.locale import N_

FILE = "session.key"
LENGTH = 32


def session_secret(folder: Path) -> bytes:
    """The secret of a workspace, made where there is none; without it everybody signs in anew.

    WorkspaceError when it can be neither read nor written, or others may read it.
    """
    path = folder / FILE
    try:
        if not path.exists() or path.stat().st_size != LENGTH:
            _make(path)
        _for_its_owner_only(path)
        return path.read_bytes()
    except OSError as error:
        raise WorkspaceError(
            N_("The secret of the sessions cannot be kept in {path}: {reason}."),
            N_("Ask for the right to read and write the workspace folder."),
            path=path,
            reason=error.strerror or error,
        ) from error


def _make(path: Path) -> None:
    passing = path.with_name(f"{FILE}.{os.getpid()}.part")
    passing.unlink(missing_ok=True)
    handle = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(os.urandom(LENGTH))
    passing.replace(path)


def _for_its_owner_only(path: Path) -> None:
    """A copy from a backup may have come with wider rights (Windows keeps them with the folder)."""
    if os.name == "posix" and path.stat().st_mode & 0o077:
        path.chmod(0o600)
