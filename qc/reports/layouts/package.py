"""The zip of a workbook: its parts, what each of them names, and the zip again."""

from __future__ import annotations

import io
import posixpath
import zipfile
from urllib.parse import unquote

from qc.ingest.containers.listing import refuse_long_listing
from qc.reports.layouts.xml import MAIN, RELATION, Element, parsed, tag, written

Parts = dict[str, bytes]
MOST = 300 * 2**20
"""Bytes of all parts of a layout; what unpacks to more is no form that somebody filled in."""


class NoLayoutError(Exception):
    """A file that is not built as a workbook is."""


def unpacked(content: bytes) -> Parts:
    """The parts by their names. Raises NoLayoutError and as zipfile does."""
    source = io.BytesIO(content)
    refuse_long_listing(source)
    with zipfile.ZipFile(source) as package:
        if sum(part.file_size for part in package.infolist()) > MOST:
            raise NoLayoutError
        return {part.filename: _unpacked(package, part) for part in package.infolist()}


def _unpacked(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """A part of the size that the listing says, whatever it would unpack to; its checksum is held against it."""
    with package.open(part) as opened:
        return opened.read(part.file_size + 1) + opened.read(1)


def packed(parts: Parts, content: bytes) -> bytes:
    """The parts in the order and with the days of the original."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for about in old.infolist():
            if about.filename in parts:
                same = zipfile.ZipInfo(about.filename, about.date_time)
                same.compress_type = zipfile.ZIP_DEFLATED
                package.writestr(same, parts[about.filename])
    return target.getvalue()


def targets(parts: Parts, path: str) -> dict[str, str]:
    """The parts that a part names, by the id under which it does."""
    folder, name = posixpath.split(path)
    relations = parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    if relations is None:
        return {}
    return {
        each.get("Id"): posixpath.normpath(posixpath.join("/", folder, unquote(each.get("Target")))).lstrip("/")
        for each in parsed(relations)
        if each.get("TargetMode") != "External" and each.get("Target")
    }  # fmt: skip


def book_path(parts: Parts) -> str:
    """The part of the workbook itself. Raises NoLayoutError for a file of another sort, "strict" ones too."""
    for path in targets(parts, "").values():
        if path in parts and parsed(parts[path]).tag == tag("workbook"):
            return path
    raise NoLayoutError


def sheet_paths(parts: Parts, book: str) -> dict[str, str]:
    """The part of each worksheet, by the sheet's name, in the workbook's order."""
    named = targets(parts, book)
    found = {
        sheet.get("name"): named.get(sheet.get(f"{{{RELATION}}}id"), "")
        for sheet in parsed(parts[book]).iter(tag("sheet"))
    }
    return {name: path for name, path in found.items() if is_of(parts, path, "worksheet")}


def is_of(parts: Parts, path: str, root: str) -> bool:
    return path in parts and parsed(parts[path]).tag == f"{{{MAIN}}}{root}"


def drop(parts: Parts, path: str) -> None:
    """Take a part out, and what names it."""
    if parts.pop(path, None) is None:
        return
    for holder in [name for name in parts if name.endswith((".rels", "[Content_Types].xml"))]:
        tree = parsed(parts[holder])
        gone = [each for each in tree if _names(each, posixpath.basename(path))]
        for each in gone:
            tree.remove(each)
        if gone:
            parts[holder] = written(tree)


def _names(each: Element, name: str) -> bool:
    told = str(each.get("PartName", each.get("Target", "")))
    return posixpath.basename(told) == name
