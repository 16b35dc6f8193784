"""The edited workbook that somebody has sent, kept until it is taken or dropped: one for each person."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

from dashboards.downloads import safe_name
from dashboards.inbox import FOLDER
from qc.errors import UsageError, WorkspaceError
from qc.ingest.containers.limits import MAX_FILE_BYTES, too_large
from qc.locale import N_
from qc.workspace import Workspace

_SHA256 = re.compile(r"[0-9a-f]{64}")


def keep(reader: Workspace, name: str, content: bytes) -> str:
    """Keep a workbook in place of the one before; its SHA-256. WorkbookError for one that is too
    large, UsageError for an empty one."""
    if len(content) > MAX_FILE_BYTES:
        raise too_large(name)
    if not content:
        raise UsageError(N_("The file is empty."), N_("Choose the workbook of the standards."))
    key = hashlib.sha256(content).hexdigest()
    drop(reader)
    folder = _tray(reader) / key
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / safe_name(name)).write_bytes(content)
    except OSError as error:
        raise WorkspaceError(
            N_("Files cannot be kept in {folder}: {reason}"),
            N_("See that the folder may be written to and its disk has room, then try again."),
            folder=folder,
            reason=error.strerror or error,
        ) from error
    return key


def find(reader: Workspace, key: str) -> Path:
    """The workbook; UsageError when it is there no more."""
    found = sorted((_tray(reader) / key).glob("*")) if _SHA256.fullmatch(key) else []
    if not found:
        raise UsageError(
            N_("This workbook is no longer here."),
            N_("It was taken or discarded; choose the file again."),
        )
    return found[0]


def drop(reader: Workspace) -> None:
    """Forget it."""
    shutil.rmtree(_tray(reader), ignore_errors=True)


def _tray(reader: Workspace) -> Path:
    person = hashlib.sha256(reader.scope.actor.encode()).hexdigest()[:12]
    return reader.folder / FOLDER / person / "standards"
