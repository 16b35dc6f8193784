"""Files handed on together: one zip, the same bytes for the same files, with names that every system takes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from unicodedata import normalize
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from qc.text import printable

_DAY = (1980, 1, 1, 0, 0, 0)  # of every member: a clock would make each zip another
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)( *\..*)?")
_LONGEST = 120
_BYTES = 200  # a name of Chinese characters is three times as long on most disks


def safe_part(name: str) -> str:
    """A name as one part of a path: no signs that a system reads as more, none that Windows keeps for itself,
    not too long; its suffix stays."""
    plain = _FORBIDDEN.sub("_", printable(name).replace("\n", " ").replace("\t", " "))
    plain = plain.strip(" .") or "_"
    if _RESERVED.fullmatch(plain):
        plain = f"_{plain}"
    suffix = PurePosixPath(plain).suffix[:10]
    stem = plain.removesuffix(suffix)[:_LONGEST]
    while len(f"{stem}{suffix}".encode()) > _BYTES:
        stem = stem[:-1]
    return f"{stem.rstrip(' .') or '_'}{suffix}"


def numbered(names: Iterable[str]) -> list[str]:
    """The names, each once also where neither case nor the way of writing an accent counts: a second "a.xlsx" is
    "a (2).xlsx"."""
    taken: set[str] = set()
    told = []
    for name in names:
        path, number, new = PurePosixPath(name), 1, name
        while (form := normalize("NFC", new).casefold()) in taken:
            number += 1
            new = str(path.with_name(f"{path.stem} ({number}){path.suffix}"))
        taken.add(form)
        told.append(new)
    return told


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The zip of some files by their names in it; names that are not ASCII are marked as UTF-8."""
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as into:
        for name, content in files:
            info = ZipInfo(name, _DAY)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o644 << 16
            into.writestr(info, content)
    return target.getvalue()
