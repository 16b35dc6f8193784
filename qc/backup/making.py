"""A backup is made: the database as of one moment, then the files that it speaks of, in one zip.

Originals are on the disk before the record speaks of them and are never written again: taken after
the record, none is missing. Until it is whole the zip lies under another name in a folder of its own.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BufferedRandom
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from qc.backup.figures import Figures, figures
from qc.backup.listed import CHECKSUM, FOLDER, file_name
from qc.backup.manifest import NAME, KeptFile, Manifest, program
from qc.backup.passing import PASSING, clear_old
from qc.backup.unpacking import is_safe
from qc.errors import UsageError, WorkspaceError
from qc.locale import N_
from qc.store import keys
from qc.store.backups import BACKUP, is_in_folder, note, opened, snapshot
from qc.store.disk import flush_folder, settle, write_whole
from qc.store.repository import DATABASE
from qc.store.scope import Scope
from qc.words import Right
from qc.workspace import Workspace

LEFT_OUT = frozenset(
    {FOLDER, "annotated", "reports", "templates", "exports", "session.key", DATABASE, f"{DATABASE}-wal",
     f"{DATABASE}-shm", f"{DATABASE}-journal", NAME}
)  # fmt: skip
"""What can be made anew, what opens sessions, and the database, which is copied by itself."""

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Made:
    """`with_key`: whether the key lies in it, so that it must be kept like the key."""

    path: Path
    sha256: str
    size: int
    manifest: Manifest

    @property
    def with_key(self) -> bool:
        return self.manifest.key == "inside"


def make(workspace: Workspace, out: Path | None = None, *, with_key: bool = True) -> Made:
    """Make a backup; without `out` in the workspace's folder `backups`.

    ScopeError without the right to, UsageError for a file that is there already or lies in the
    workspace, WorkspaceError when the database is damaged or the zip cannot be written.
    """
    workspace.scope.must(Right.ADMINISTER)
    with_key = with_key and not os.environ.get(keys.VARIABLE)
    try:
        target = _target(workspace, out, with_key=with_key)
        with _aside(target.parent) as aside:
            made = _make(workspace, aside, target, with_key=with_key)
    except OSError as error:
        raise WorkspaceError(
            N_("The backup cannot be written to {path}: {reason}."),
            N_("See that the folder may be written to and its disk has room, then try again."),
            path=out or workspace.folder / FOLDER,
            reason=error.strerror or error,
        ) from error
    told = {"file": target.name, "sha256": made.sha256, "size": made.size, "key": made.manifest.key}
    note(workspace.store, workspace.scope, BACKUP, told)
    return made


def _target(workspace: Workspace, out: Path | None, *, with_key: bool) -> Path:
    own = workspace.folder / FOLDER
    place = (own if out is None else out).resolve()
    if place.is_relative_to(workspace.folder.resolve()) and not place.is_relative_to(own.resolve()):
        raise UsageError(
            N_("{path} lies in the workspace itself."),
            N_("Choose a place outside, best on another disk."),
            path=place,
        )
    if out is None:
        place.mkdir(mode=0o700, exist_ok=True)
        flush_folder(place.parent)
    if place.is_dir():
        return place / file_name(workspace.now(), place, with_key=with_key)
    if place.exists():
        raise UsageError(N_("{path} is there already."), N_("Choose another name."), path=place)
    return place


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """A folder for what is not whole yet; those that a killed backup left behind go a day later."""
    clear_old(folder, ".backup-")
    aside = Path(tempfile.mkdtemp(PASSING, ".backup-", folder))
    try:
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _make(workspace: Workspace, aside: Path, target: Path, *, with_key: bool) -> Made:
    held: Figures = ({}, (), {})
    database = aside / DATABASE
    if is_in_folder(workspace.store):
        snapshot(workspace.store, database)
        held = _figures(workspace, database)
    passing, noted = aside / f"zip{PASSING}", target.with_name(target.name + CHECKSUM)
    with os.fdopen(os.open(passing, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
        manifest = _write(file, workspace, _files(workspace, database, with_key), held)
        sha256 = _lasting(file)
    write_whole({noted: f"{sha256}  {target.name}\n".encode()})
    settle({passing: target})  # without its checksum no zip is ever seen
    return Made(target, sha256, target.stat().st_size, manifest)


def _write(
    file: BufferedRandom, workspace: Workspace, inside: Iterator[tuple[Path, str]], held: Figures
) -> Manifest:
    with ZipFile(file, "w", ZIP_DEFLATED) as zipped:
        files = [_add(zipped, path, name) for path, name in inside]
        manifest = _manifest(workspace, tuple(filter(None, files)), held)
        zipped.writestr(NAME, manifest.model_dump_json(indent=1))
    return manifest


def _lasting(file: BufferedRandom) -> str:
    """Have a file on the disk; returns its SHA-256."""
    file.flush()
    os.fsync(file.fileno())
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()


def _figures(workspace: Workspace, database: Path) -> Figures:
    store = opened(workspace.store, database)
    try:
        whole = replace(workspace, store=store, scope=Scope(workspace.scope.actor))
        return figures(whole, database)
    finally:
        store.close()


def _files(workspace: Workspace, database: Path, with_key: bool) -> Iterator[tuple[Path, str]]:
    """Every file that goes in, with its name in the zip."""
    if database.exists():
        yield database, DATABASE
    out = LEFT_OUT if with_key else LEFT_OUT | {keys.FILE}
    for top in sorted(workspace.folder.iterdir()):
        if top.name in out or top.name.startswith(".") or top.is_symlink():
            continue
        inside = sorted(top.rglob("*")) if top.is_dir() else [top]
        for path in inside:
            if path.is_file() and not path.is_symlink() and path.suffix != PASSING:
                yield path, _name(path, workspace.folder)


def _name(path: Path, folder: Path) -> str:
    """What a file is called in the zip; UsageError for a name that not every system can bring back."""
    name = path.relative_to(folder).as_posix()
    if is_safe(name):
        return name
    raise UsageError(
        N_('The file "{name}" has a name that not every computer can keep.'),
        N_("Give it a name without signs like : or ? and without a dot at the end."),
        name=name,
    )


def _add(zipped: ZipFile, path: Path, name: str) -> KeptFile | None:
    """Put a file in; None for one that went away meanwhile (what waits for import comes and goes)."""
    info = ZipInfo(name)
    info.external_attr = 0o600 << 16
    # what is sealed cannot be made smaller
    info.compress_type = ZIP_STORED if name.endswith(".sealed") else ZIP_DEFLATED
    digest, size = hashlib.sha256(), 0
    try:
        source = path.open("rb")
    except FileNotFoundError:
        return None
    with source, zipped.open(info, "w", force_zip64=True) as into:
        while block := source.read(_BLOCK):
            into.write(block)
            digest.update(block)
            size += len(block)
    return KeptFile(path=name, size=size, sha256=digest.hexdigest())


def _manifest(workspace: Workspace, files: tuple[KeptFile, ...], held: Figures) -> Manifest:
    counts, rates, heads = held
    return Manifest(
        program=program(),
        clinic=workspace.clinic,
        made_at=workspace.now(),
        made_by=workspace.scope.actor,
        today=workspace.today,
        database="sqlite" if is_in_folder(workspace.store) else "postgresql",
        key="inside" if any(file.path == keys.FILE for file in files) else "outside",
        fingerprint=workspace.store.keys.fingerprint,
        files=files,
        counts=counts,
        rates=rates,
        heads=heads,
    )
