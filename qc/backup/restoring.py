"""A backup becomes a workspace again, in a new folder: checked file by file, opened, held against the
rows, rates and chains that it had. Until all of it holds nothing stands under the folder's name."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import zlib
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from qc.backup.figures import figures
from qc.backup.listed import CHECKSUM
from qc.backup.manifest import Manifest, program
from qc.backup.passing import PASSING, clear_old
from qc.backup.unpacking import manifest_of, open_zip, refuse_too_large, unpack
from qc.errors import UsageError, WorkspaceError
from qc.locale import N_
from qc.store import keys
from qc.store.backups import RESTORED, counts, database_of, note
from qc.store.disk import flush_file, flush_folder, make_folders
from qc.workspace import DATABASE_VARIABLE, Clock, open_workspace, system_clock


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back. `differs`: rates that another version of the program reckons otherwise."""

    folder: Path
    sha256: str
    manifest: Manifest
    differs: int


def restore(path: Path, folder: Path, *, clock: Clock = system_clock) -> Restored:
    """Bring a backup back into a new folder.

    UsageError for a folder that holds something, WorkspaceError for a backup that is cut short, was
    changed, lacks its key, or does not come to what it was: then nothing is left behind.
    """
    _refuse_filled(folder)
    try:
        sha256 = _checksum(path)
        place = folder.absolute()
        make_folders([place.parent])
        clear_old(place.parent, ".restore-")
        aside = Path(tempfile.mkdtemp(PASSING, ".restore-", place.parent))
        try:
            with closing(open_zip(path)) as zipped:
                restored = _restore(zipped, aside, clock, path.name, sha256)
            _lasting(aside)
            if place.exists():
                place.rmdir()  # it is empty
            aside.rename(place)
            flush_folder(place.parent)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except (OSError, zlib.error) as error:
        raise WorkspaceError(
            N_("The backup {path} cannot be brought back: {reason}."),
            N_("See that the file is whole, the folder may be written to and its disk has room."),
            path=path,
            reason=getattr(error, "strerror", None) or error,
        ) from error
    return Restored(folder, sha256, *restored)


def _restore(
    zipped: ZipFile, aside: Path, clock: Clock, name: str, sha256: str
) -> tuple[Manifest, int]:
    manifest = manifest_of(zipped)
    refuse_too_large(manifest, aside)
    unpack(zipped, manifest, aside)
    if manifest.database == "postgresql":
        return manifest, 0
    if os.environ.get(DATABASE_VARIABLE):
        raise UsageError(
            N_("{variable} is set: what comes back would be held against another database."),
            N_("Unset it, then try again."),
            variable=DATABASE_VARIABLE,
        )
    _refuse_without_key(aside, manifest)
    return manifest, _compare(manifest, aside, clock, {"file": name, "sha256": sha256})


def _compare(manifest: Manifest, aside: Path, clock: Clock, told: dict[str, object]) -> int:
    """WorkspaceError where rows, chains or rates are not those of the manifest. Rates may differ when
    another version of the program reckons: then how many do."""
    before = counts(database_of(aside))
    workspace = open_workspace(aside, today=manifest.today, create=False, clock=clock)
    try:
        _, rates, heads = figures(workspace, database_of(aside))
        wrong = _unlike(manifest.counts, before) or _unlike(manifest.heads, heads)
        differing = {row[:2] for row in {*rates} ^ {*manifest.rates}}
        if not wrong and differing and manifest.program == program():
            wrong = " ".join(sorted(differing)[0])
        if wrong:
            raise WorkspaceError(
                N_("What came back is not what the backup says it held: {what}."),
                N_("Nothing was brought back; take another backup."),
                what=wrong,
            )
        note(workspace.store, workspace.scope, RESTORED, told)
        return len(differing)
    finally:
        workspace.store.close()


def _unlike(one: Mapping[str, object], other: Mapping[str, object]) -> str:
    """The first name whose value is another's, "" where all are the same."""
    names = sorted({*one, *other})
    return next((name for name in names if one.get(name) != other.get(name)), "")


def _refuse_without_key(folder: Path, manifest: Manifest) -> None:
    """The key is told of before anything is opened with it."""
    if keys.given(folder) is None:
        raise WorkspaceError(
            N_("The key is not in this backup: without it the names in it cannot be read."),
            N_("Set {variable} to what {file} of the workspace held, then try again."),
            variable=keys.VARIABLE,
            file=keys.FILE,
        )
    keys.load(folder, manifest.fingerprint)


def _lasting(folder: Path) -> None:
    """All of it is on the disk before it stands under its name: a power cut leaves no half of it there."""
    for path in folder.rglob("*"):
        if path.is_dir():
            flush_folder(path)
        elif not path.name.endswith("-shm"):  # SQLite's memory
            flush_file(path)
    flush_folder(folder)


def _refuse_filled(folder: Path) -> None:
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    raise UsageError(
        N_("{folder} is not empty."),
        N_("Name a new folder: what is there is never written over."),
        folder=folder,
    )


def _checksum(path: Path) -> str:
    """The file's SHA-256, held against the one that was noted beside it, where it was."""
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    noted = path.with_name(path.name + CHECKSUM)
    if noted.exists() and noted.read_text(encoding="utf-8", errors="replace")[:64] != found:
        raise WorkspaceError(
            N_("{path} is not the file that its checksum was taken of."),
            N_("Nothing was brought back; take another backup."),
            path=path,
        )
    return found
