"""A zip is unpacked that may come from anybody: nothing outside of the folder, nothing larger than it
says, nothing that it does not name with its checksum."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from qc.backup.manifest import LARGEST, NAME, KeptFile, Manifest, read_manifest
from qc.errors import WorkspaceError
from qc.locale import N_

_BLOCK = 1 << 20
LONGEST = 1_000
_PART = re.compile(r'[^\x00-\x1f\x7f<>:"/\\|?*]{1,255}')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def open_zip(path: Path) -> ZipFile:
    """WorkspaceError, in a sentence, for a file that is no whole zip."""
    try:
        return ZipFile(path)
    except BadZipFile as error:
        raise WorkspaceError(
            N_("{path} is no whole backup."),
            N_("It was cut short or is another file: take another backup."),
            path=path,
        ) from error


def manifest_of(zipped: ZipFile) -> Manifest:
    """The manifest, held against what is really in the zip. WorkspaceError where they differ."""
    inside = {info.filename: info for info in zipped.infolist()}
    if NAME not in inside or inside[NAME].file_size > LARGEST:
        return read_manifest(b"")
    manifest = read_manifest(_content(zipped, inside[NAME]))
    named = {file.path: file for file in manifest.files}
    stand = len(zipped.infolist()) == len(inside) and len(named) == len(manifest.files)
    if not stand or inside.keys() != {*named, NAME}:
        odd = sorted(inside.keys() ^ {*named, NAME}) or [NAME]
        raise _tampered(odd[0])
    for name, file in named.items():
        if not is_safe(name) or inside[name].file_size != file.size:
            raise _tampered(name)
    return manifest


def is_safe(name: str) -> bool:
    """Whether a path stays in the folder on every system, and is a name and nothing more."""
    return len(name) <= LONGEST and all(map(_is_plain, name.split("/")))


def _is_plain(part: str) -> bool:
    """No "..", no drive, nothing that Windows takes for a device or cuts off at the end."""
    named = _PART.fullmatch(part) and not _DEVICES.fullmatch(part)
    return bool(named) and part == part.rstrip(". ")


def refuse_too_large(manifest: Manifest, folder: Path) -> None:
    """WorkspaceError where the disk has no room for it."""
    free = shutil.disk_usage(folder).free
    if manifest.size > free:
        raise WorkspaceError(
            N_("The backup takes {size} MB, and there are {free} MB of room."),
            N_("Choose a folder on another disk."),
            size=manifest.size // 1_000_000 + 1,
            free=free // 1_000_000,
        )


def unpack(zipped: ZipFile, manifest: Manifest, folder: Path) -> None:
    """Write every file of the manifest, each held against its checksum."""
    for file in manifest.files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write(zipped, file, path)


def _write(zipped: ZipFile, file: KeptFile, path: Path) -> None:
    digest, left = hashlib.sha256(), file.size
    try:
        with zipped.open(file.path) as source, path.open("xb") as into:
            path.chmod(0o600)
            while block := source.read(_BLOCK):
                left -= len(block)
                if left < 0:
                    raise _tampered(file.path)
                digest.update(block)
                into.write(block)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise _tampered(file.path) from error
    if left or digest.hexdigest() != file.sha256:
        raise _tampered(file.path)


def _content(zipped: ZipFile, info: ZipInfo) -> bytes:
    try:
        with zipped.open(info) as source:
            return source.read(LARGEST)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise _tampered(info.filename) from error


def _tampered(name: str) -> WorkspaceError:
    return WorkspaceError(
        N_("The backup is damaged or was changed: {name}."),
        N_("Nothing was brought back; take another backup."),
        name=name,
    )
