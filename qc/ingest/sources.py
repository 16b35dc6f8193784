"""Where workbooks come from: files, folders and zip archives, one source a workbook.

Nothing of an archive is ever written to the disk; its members are unpacked one at a time, into
memory, within limits that are checked before.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from qc.errors import UsageError, WorkbookError
from qc.ingest.containers.guard import PACKED, package_kind
from qc.ingest.containers.limits import MAX_FILE_BYTES, TooFarError, damaged, protected, too_large
from qc.ingest.containers.listing import refuse_long_listing
from qc.locale import N_
from qc.text import printable

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".html", ".htm", ".zip")
MAX_ARCHIVE_BYTES = 500 * 2**20
MAX_MEMBERS = 5_000
MAX_UNPACKED_BYTES = 2**30  # of all members of an archive

_LOCKS = ("~$", ".~", "._")  # what Excel, WPS and macOS leave beside a workbook
_UTF8_NAME, _ENCRYPTED = 0x800, 0x1


class Source(NamedTuple):
    """A workbook to be: the path to show (of a member: archive.zip/三月/01.xlsx), its own name, and
    how to read it, which raises WorkbookError, in words, where that cannot be."""

    path: Path
    name: str
    read: Callable[[], bytes]


def sources(paths: Sequence[Path]) -> Iterator[Source]:
    """The workbooks that the paths name, those in folders and archives in the order of their names.

    Raises UsageError when a path does not exist or a folder holds no workbook.
    """
    for path in paths:
        try:
            for file in _files_at(path):
                yield from _sources_at(file)
        except OSError as fault:  # a name that is too long, a folder that may not be entered
            raise UsageError(
                N_("{path} cannot be opened: {reason}."),
                N_("Check the name, and that you may read it."),
                path=path,
                reason=fault.strerror or str(fault),
            ) from fault


def _files_at(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        if not path.exists():
            raise UsageError(
                N_("There is no file or folder {path}."), N_("Check the name."), path=path
            )
        yield path
        return
    found = sorted(p for p in path.rglob("*") if is_wanted(p.name) and p.is_file())
    if not found:
        raise UsageError(
            N_("The folder {path} holds no workbook (.xlsx, .xls, .ods, .csv, .html, .zip)."),
            N_("Name the folder in which the audit sheets are, or the files themselves."),
            path=path,
        )
    yield from found


def is_wanted(name: str) -> bool:
    """By ending; not the lock files beside an open workbook."""
    return name.lower().endswith(ENDINGS) and not name.startswith(_LOCKS)


def _sources_at(path: Path) -> Iterator[Source]:
    if path.suffix.lower() != ".zip" or not path.is_file():
        yield Source(path, path.name, partial(_read_file, path))
        return
    if path.stat().st_size > MAX_ARCHIVE_BYTES:
        yield Source(path, path.name, partial(_refuse, _too_much(path.name)))
        return
    try:
        with path.open("rb") as file:
            refuse_long_listing(file)
        archive = zipfile.ZipFile(path)
    except TooFarError:
        yield Source(path, path.name, partial(_refuse, _too_much(path.name)))
        return
    except PermissionError:
        yield Source(path, path.name, partial(_read_file, path))
        return
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        yield Source(path, path.name, partial(_refuse, damaged(path.name)))
        return
    if package_kind(archive):  # a workbook under another name
        yield Source(path, path.name, partial(_read_file, path))
    else:
        yield from _members(path, archive)


def _members(path: Path, archive: zipfile.ZipFile) -> Iterator[Source]:
    """The workbooks of an archive, which stays open as long as one of them may be read."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MAX_MEMBERS or sum(i.file_size for i in infos) > MAX_UNPACKED_BYTES:
        yield Source(path, path.name, partial(_refuse, _too_much(path.name)))
        return
    named = sorted(((_shown_name(info), info) for info in infos), key=lambda pair: str(pair[0]))
    wanted = [(name, info) for name, info in named if _is_wanted_member(name)]
    if not wanted:
        yield Source(path, path.name, partial(_refuse, _no_member(path.name)))
    for name, info in wanted:
        yield Source(path / name, name.name, partial(_read_member, archive, info, name.name))


def _is_wanted_member(name: PurePosixPath) -> bool:
    return is_wanted(name.name) and "__MACOSX" not in name.parts


def _shown_name(info: zipfile.ZipInfo) -> PurePosixPath:
    """A member's name without steps out of the archive; Chinese Windows writes it in GBK."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437", errors="replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    steps = printable(name).replace("\\", "/").split("/")
    return PurePosixPath(*(step for step in steps if step not in ("", ".", "..")))


def _read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    if name.lower().endswith(".zip"):
        raise WorkbookError(
            N_("{name} is an archive inside an archive; it was not unpacked."),
            N_("Unpack the outer archive and import the folder."),
            name=name,
        )
    if info.flag_bits & _ENCRYPTED:
        raise protected(name)
    if info.file_size > MAX_FILE_BYTES:
        raise too_large(name)
    if info.compress_type not in PACKED:
        raise damaged(name)
    try:
        with archive.open(info) as member:  # a listing that lies is not believed
            data = member.read(info.file_size + 1)
            return data + member.read(1)  # the checksum is held against it at the end
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as fault:
        raise damaged(name) from fault


def _read_file(path: Path) -> bytes:
    """A file's content, if it is an ordinary file of a size that a workbook can have."""
    try:
        if not path.is_file():  # a pipe or a device would never come to an end
            raise WorkbookError(
                N_("{name} is not an ordinary file."),
                N_("Name a workbook, or the folder that it is in."),
                name=path.name,
            )
        if path.stat().st_size > MAX_FILE_BYTES:
            raise too_large(path.name)
        return path.read_bytes()
    except OSError as fault:
        raise WorkbookError(
            N_("{name} cannot be opened: {reason}."),
            N_("Close it in Excel or WPS, check that you may read it and import it again."),
            name=path.name,
            reason=fault.strerror or str(fault),
        ) from fault


def _refuse(fault: WorkbookError) -> bytes:
    raise fault


def _too_much(name: str) -> WorkbookError:
    return WorkbookError(
        N_("{name} holds more than an archive of audit workbooks can; it was not unpacked."),
        N_("Unpack it yourself and import the folder."),
        name=name,
    )


def _no_member(name: str) -> WorkbookError:
    return WorkbookError(
        N_("The archive {name} holds no workbook."),
        N_("Look into it; only workbooks, lists (.csv) and web pages are read."),
        name=name,
    )
