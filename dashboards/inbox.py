"""What was dropped and is not imported yet: staged in the workspace, so that a reload loses nothing.

Each person has a tray of their own, `inbox/<digest>/`. A file lies in it under the SHA-256 of its
content, sealed with the workspace's key, beside a note with its name, when it came and the answers given
so far. Names chosen by people never become paths.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any
from uuid import uuid4

from dashboards.arriving import shown_name, within
from qc.errors import UsageError, WorkbookError, WorkspaceError
from qc.ingest.containers.limits import MAX_FILE_BYTES
from qc.ingest.sources import MAX_ARCHIVE_BYTES, sources
from qc.locale import N_
from qc.store.repository import INBOX
from qc.store.sealed_files import ENDING, read_sealed, write_sealed
from qc.words import Right
from qc.workspace import Workspace

FOLDER = INBOX
LEFT_OVER = 3600.0
"""After so many seconds no archive is still being unpacked."""
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Fault:
    """Why a file could not even be staged (a locked member of an archive): message, remedy, values."""

    message: str
    remedy: str
    values: Mapping[str, str]

    def error(self) -> WorkbookError:
        return WorkbookError(self.message, self.remedy, **self.values)


@dataclass(frozen=True)
class Staged:
    """A file that waits. `answers` are by question, by fingerprint of the layout; `dropped` ones are
    kept until the next file comes, so that dropping can be taken back."""

    key: str
    name: str
    at: str
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    dropped: bool = False
    fault: Fault | None = None


def stage(workspace: Workspace, name: str, chunks: Iterable[bytes]) -> list[Staged]:
    """Keep what a browser sends under a name; of an archive each workbook in it.

    Raises WorkbookError for what is larger than the limits, before all of it has come;
    WorkspaceError when it cannot be kept.
    """
    workspace.scope.must(Right.IMPORT)
    shown = shown_name(name)
    is_archive = shown.lower().endswith(".zip")
    tray = _tray(workspace)
    with _writing(tray):
        tray.mkdir(parents=True, exist_ok=True)
        _sweep(workspace)
        if not is_archive:
            return [_kept(workspace, shown, b"".join(within(chunks, MAX_FILE_BYTES, shown)))]
        passing = tray / f"{uuid4().hex}.zip"
        try:
            with passing.open("wb") as file:
                file.writelines(within(chunks, MAX_ARCHIVE_BYTES, shown))
            return list(_unpacked(workspace, passing, shown))
        finally:
            passing.unlink(missing_ok=True)


def staged(workspace: Workspace, *, dropped: bool = False) -> list[Staged]:
    """The actor's files that wait (or those just dropped), in the order in which they came."""
    notes = [note for path in _tray(workspace).glob("*.json") if (note := _noted_at(path))]
    return sorted(
        (note for note in notes if note.dropped is dropped), key=lambda note: (note.at, note.name)
    )


def find(workspace: Workspace, key: str) -> Staged:
    """One of the actor's files; UsageError when it no longer waits."""
    note = _noted_at(_tray(workspace) / f"{key}.json") if _SHA256.fullmatch(key) else None
    if note is None:
        raise no_longer()
    return note


def no_longer() -> UsageError:
    return UsageError(
        N_("This file no longer waits for import."),
        N_("Look at the list anew; it may have been imported or discarded in another window."),
    )


def content(workspace: Workspace, key: str) -> bytes:
    """What a staged file holds; UsageError when it no longer waits."""
    find(workspace, key)
    with _writing(_tray(workspace)):
        data = read_sealed(workspace.store.keys, _place(workspace, key), key)
    if data is None:
        raise no_longer()
    return data


def answer(workspace: Workspace, key: str, fingerprint: str, code: str, said: str) -> None:
    """Note an answer about a layout, for this file alone until it is remembered."""
    note = find(workspace, key)
    about = {**note.answers.get(fingerprint, {}), code: said}
    _write(workspace, replace(note, answers={**note.answers, fingerprint: about}))


def drop(workspace: Workspace, key: str, *, dropped: bool = True) -> None:
    """Take a file off the list, or put it back."""
    _write(workspace, replace(find(workspace, key), dropped=dropped))


def clear(workspace: Workspace, key: str) -> None:
    """Forget a file that was imported."""
    tray = _tray(workspace)
    with _writing(tray):
        (tray / f"{key}.json").unlink(missing_ok=True)
        for place in (tray / key, _place(workspace, key)):
            place.unlink(missing_ok=True)


def _tray(workspace: Workspace) -> Path:
    person = hashlib.sha256(workspace.scope.actor.encode()).hexdigest()[:12]
    return workspace.folder / FOLDER / person


def _place(workspace: Workspace, key: str) -> Path:
    return _tray(workspace) / (key + ENDING)


def _kept(workspace: Workspace, name: str, data: bytes) -> Staged:
    """A file in the actor's tray, sealed, with its note."""
    key = hashlib.sha256(data).hexdigest()
    write_sealed(workspace.store.keys, {_place(workspace, key): (key, data)})
    return _noted(workspace, key, name)


def _unpacked(workspace: Workspace, archive: Path, shown: str) -> Iterator[Staged]:
    """The workbooks of an archive, one by one; what cannot be unpacked is listed with its reason."""
    for source in sources([archive]):
        name = shown if source.path == archive else shown_name(source.name)
        try:
            data = source.read()
        except WorkbookError as error:
            yield _refused(workspace, shown, name, error)
            continue
        yield _kept(workspace, name, data)


def _refused(workspace: Workspace, archive: str, name: str, error: WorkbookError) -> Staged:
    values = {key: str(value) for key, value in error.values.items()} | {"name": name}
    key = hashlib.sha256(f"{archive}\n{name}".encode()).hexdigest()
    fault = Fault(error.message, error.remedy, values)
    note = Staged(key, name, _now(workspace), fault=fault)
    _write(workspace, note)
    return note


def _noted(workspace: Workspace, key: str, name: str) -> Staged:
    """The note of a file that has come; what was answered about the same content stays."""
    before = _noted_at(_tray(workspace) / f"{key}.json")
    note = Staged(key, name, _now(workspace), before.answers if before else {})
    _write(workspace, note)
    return note


def _sweep(workspace: Workspace) -> None:
    """Forget what was dropped, and what a program that was killed has left over."""
    for left in _tray(workspace).glob("*.zip"):
        if workspace.now().timestamp() - left.stat().st_mtime > LEFT_OVER:
            left.unlink(missing_ok=True)
    for note in staged(workspace, dropped=True):
        clear(workspace, note.key)


def _now(workspace: Workspace) -> str:
    return workspace.now().isoformat(timespec="microseconds")


def _noted_at(path: Path) -> Staged | None:
    """A note, None where there is none (any more: another window may have imported the file)."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    fault = told.pop("fault")
    return Staged(**told, fault=Fault(**fault) if fault else None)


def _write(workspace: Workspace, note: Staged) -> None:
    tray = _tray(workspace)
    fault = note.fault and {
        "message": note.fault.message, "remedy": note.fault.remedy, "values": dict(note.fault.values),
    }  # fmt: skip
    told: dict[str, Any] = {
        "key": note.key,
        "name": note.name,
        "at": note.at,
        "answers": {mark: dict(said) for mark, said in note.answers.items()},
        "dropped": note.dropped,
        "fault": fault,
    }
    passing = tray / f"{uuid4().hex}.part"
    with _writing(tray):
        passing.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        passing.replace(tray / f"{note.key}.json")


@contextmanager
def _writing(tray: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WorkspaceError(
            N_("Files cannot be kept in {folder}: {reason}"),
            N_("See that the folder may be written to and its disk has room, then try again."),
            folder=tray,
            reason=error.strerror or error,
        ) from error
