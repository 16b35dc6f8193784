"""Bombs that are no workbook to be imported: archives, layouts, backups, pictures."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType

from pptx import Presentation

from tests.hostile.bombs import (
    LAUGHS,
    SHEET,
    declared,
    lying,
    plain,
    sheet,
    with_empty_members,
    with_parts,
    zipped,
)  # fmt: skip
from tests.hostile.workbook_bombs import MIB, PICTURE

Make = Callable[[], bytes]
TAGS = 12_000_000
SLIDE = "ppt/presentation.xml"


def _inner(depth: int) -> bytes:
    """An archive in an archive in an archive, each ten times the one before."""
    content = zipped([("a.xlsx", bytes(5 * MIB))])
    for _ in range(depth):
        content = zipped([(f"{n}.zip", content) for n in range(10)])
    return content


ARCHIVES: Mapping[str, Make] = MappingProxyType(
    {
        "lies.zip": lambda: lying(zipped([("a.xlsx", bytes(600 * MIB))]), "a.xlsx", 10),
        "many.zip": lambda: zipped([(f"{n}.xlsx", b"") for n in range(6_000)]),
        "listed.zip": lambda: with_empty_members(800_000, zipped([("a.xlsx", plain())])),
        "large.zip": lambda: lying(zipped([("a.xlsx", plain())]), "a.xlsx", 2**30 + 1),
        "nested.zip": lambda: _inner(3),
        "cut.zip": lambda: zipped([("a.xlsx", plain())])[:-30],
    }
)


def _slides() -> bytes:
    target = io.BytesIO()
    Presentation().save(target)
    return target.getvalue()


def sheets_of_tags() -> bytes:
    return with_parts({SHEET: sheet(b"<c/>" * TAGS)})


def slides_of_tags() -> bytes:
    deck = _slides()
    with zipfile.ZipFile(io.BytesIO(deck)) as package:
        about = package.read(SLIDE)
    end = about.rindex(b"</")
    return with_parts({SLIDE: about[:end] + b"<a/>" * TAGS + about[end:]}, deck)


@cache
def lying_picture() -> bytes:
    return lying(with_parts({PICTURE: bytes(600 * MIB)}), PICTURE, 10)


def members() -> bytes:
    return with_empty_members(200_000, plain())


def laughing() -> bytes:
    return declared(SHEET, LAUGHS)


MANIFESTS = (
    b'{"files":[' + b"[]," * (2 * MIB) + b"[]]}",
    b'{"files":[' + b'{"path":"a","size":1,"sha256":"%s"},' % (b"a" * 64) * 300_000 + b"[]]}",
    b"[" * (20 * MIB),
)
"""What backups say of themselves."""


def _segment(marker: int, told: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(told) + 2) + told


FRAME = _segment(0xC2, struct.pack(">BHHB", 8, 64, 64, 1) + b"\1\x11\0")
STEP = _segment(0xDA, b"\1\1\0\0\0\0") + b"\0"
SHALLOW = (
    b"\xff\xd8" + _segment(0xC0, struct.pack(">BHHB", 8, 65_000, 65_000, 1) + b"\1\x11\0") + STEP + b"\xff\xd9"
)  # fmt: skip
