"""A photo without what the camera wrote beside it: where it was taken, with whose phone, a small copy.

Only the parts that make the picture are kept, and nothing behind its end: what a browser or another
program could read there as something else is gone. The way up stays, or phones' photos would lie on
their side.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"

_EXIF = b"Exif\x00\x00"
_ORIENTATION = 0x0112
_SOI, _EOI, _SOS, _APP0, _APP1, _APP2, _APP14, _COMMENT = (
    0xD8,
    0xD9,
    0xDA,
    0xE0,
    0xE1,
    0xE2,
    0xEE,
    0xFE,
)
_KEPT_APPS = {_APP0: b"JFIF\x00", _APP2: b"ICC_PROFILE\x00", _APP14: b"Adobe"}
"""What decides on size and colour, by how it begins."""

_KEPT_CHUNKS = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs",
}  # fmt: skip


MOST_PIXELS = 64_000_000
"""More than a phone's camera takes; each is three bytes in the memory of whoever looks at it."""
_MOST_SCANS = 100
"""A JPEG that comes in steps has ten; each is worked out over all of the picture."""
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


def bare(content: bytes) -> bytes:
    """The picture alone. ValueError for what is no whole JPEG or PNG, or unpacks to more than a photo."""
    if content.startswith(PNG):
        return PNG + b"".join(_chunks(content))
    if content.startswith(JPEG):
        return b"\xff\xd8" + b"".join(_segments(content))
    raise ValueError("neither JPEG nor PNG")


def _chunks(content: bytes) -> Iterator[bytes]:
    """The chunks of a PNG that are kept, up to its end."""
    at = len(PNG)
    while True:
        size, name = struct.unpack(">I4s", _part(content, at, 8))
        chunk = _part(content, at, 12 + size)
        if struct.unpack(">I", chunk[-4:])[0] != zlib.crc32(chunk[4:-4]):
            raise ValueError("a chunk is not whole")
        if name == b"IHDR":
            _check_size(*struct.unpack(">II", _part(chunk, 8, 8)))
        if name in _KEPT_CHUNKS:
            yield chunk
        if name == b"IEND":
            return
        at += len(chunk)


def _segments(content: bytes) -> Iterator[bytes]:
    """The segments of a JPEG that are kept, up to its end."""
    at, scans = 2, 0
    while True:
        sign, marker = _part(content, at, 2)
        if sign != 0xFF:
            raise ValueError("no marker where one must be")
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == _EOI:
            yield b"\xff\xd9"
            return
        size = struct.unpack(">H", _part(content, at + 2, 2))[0]
        segment = _part(content, at, 2 + size)
        if marker in _FRAMES:
            _check_size(*struct.unpack(">HH", _part(segment, 5, 4)))
        yield from _kept(marker, segment)
        at += len(segment)
        if marker == _SOS:
            scans += 1
            if scans > _MOST_SCANS:
                raise ValueError("more steps than a picture comes in")
            end = _end_of_scan(content, at)
            yield content[at:end]
            at = end


def _check_size(one: int, other: int) -> None:
    if not 0 < one * other <= MOST_PIXELS:
        raise ValueError("no pixels, or more than a camera takes")


def _kept(marker: int, segment: bytes) -> Iterator[bytes]:
    told = segment[4:]
    if marker == _APP1:
        if told.startswith(_EXIF) and (way_up := _way_up(told[len(_EXIF) :])) > 1:
            yield _only_way_up(way_up)
    elif _APP0 <= marker <= 0xEF:
        if marker in _KEPT_APPS and told.startswith(_KEPT_APPS[marker]):
            yield segment
    elif marker != _COMMENT:
        yield segment


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker stands; in a scan 0xFF is followed by zero or by the number of a restart."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0:
            raise ValueError("it has no end")
        following = _part(content, at, 2)[1]
        if following != 0 and not 0xD0 <= following <= 0xD7:
            return at
        at += 2


def _way_up(exif: bytes) -> int:
    """The orientation, 1 to 8; 1 where none is said or it cannot be read."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None or len(exif) < 8:
        return 1
    start = struct.unpack(f"{order}I", exif[4:8])[0]
    count = exif[start : start + 2]
    for n in range(struct.unpack(f"{order}H", count)[0] if len(count) == 2 else 0):
        entry = exif[start + 2 + 12 * n : start + 14 + 12 * n]
        if len(entry) < 12:
            return 1
        tag, _, _, value = struct.unpack(f"{order}HHIH", entry[:10])
        if tag == _ORIENTATION:
            return int(value) if 1 <= value <= 8 else 1
    return 1


def _only_way_up(orientation: int) -> bytes:
    """An Exif segment that says nothing else."""
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, orientation, 0)
    told = _EXIF + b"MM\x00\x2a\x00\x00\x00\x08" + struct.pack(">H", 1) + entry + bytes(4)
    return struct.pack(">BBH", 0xFF, _APP1, len(told) + 2) + told


def _part(content: bytes, at: int, size: int) -> bytes:
    part = content[at : at + size]
    if len(part) < size:
        raise ValueError("it breaks off")
    return part
