"""The compound file around an old .xls: its main stream taken out, and put into a plain new one.

A chain of sectors that runs in a circle, or a length that lies, would keep python-calamine busy for
ever. The stream is taken out here with every step bounded by the file's size; the reader then gets a
compound file written here, with nothing else in it.
"""

from __future__ import annotations

import struct

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_ENTRY, _SMALL = 128, 4_096  # smaller streams live in the mini stream
_SECTOR, _WORDS = 4_096, 1_024  # of the file that is written here
_HEADER = struct.Struct("<8s16s5H6s9L")
_IN_HEADER = 109  # sectors of the allocation table that the header itself names


def streams(content: bytes) -> dict[str, bytes]:
    """The streams of a compound file by name. Raises ValueError where it is broken."""
    try:
        return _streams(content)
    except (struct.error, IndexError, UnicodeDecodeError) as fault:
        raise ValueError("a broken compound file") from fault


def with_stream(name: str, data: bytes) -> bytes:
    """A compound file that holds one stream, padded with zeros to whole sectors."""
    data += bytes(max(_SMALL - len(data), -len(data) % _SECTOR))
    used = len(data) // _SECTOR
    tables = -(-(used + 2) // (_WORDS - 1))  # each names itself too
    # One after the other: the stream, the directory, an empty mini stream, the allocation tables.
    fat = [*range(1, used), _END, _END, _END, *[_FAT] * tables]
    listed = [used + 2 + n for n in range(tables)]
    header = _HEADER.pack(
        MAGIC, b"", 0x3E, 4, 0xFFFE, 12, 6, b"", 1, tables, used, 0, _SMALL, _END, 0, _END, 0
    )
    header += _words([*listed, *[_FREE] * (_IN_HEADER - tables)])
    directory = _entry("Root Entry", 5, 1, used + 1, 0) + _entry(name, 2, _FREE, 0, len(data))
    table = _words([*fat, *[_FREE] * (tables * _WORDS - len(fat))])
    return b"".join(
        (header.ljust(_SECTOR, b"\0"), data, directory.ljust(_SECTOR, b"\0"), bytes(_SECTOR), table)
    )


def _streams(content: bytes) -> dict[str, bytes]:
    shift = struct.unpack_from("<H", content, 30)[0]
    if shift not in (9, 12):
        raise ValueError("sectors of no known size")
    size = 1 << shift
    tables, first, _, _, mini_first, _, more, _ = struct.unpack_from("<8L", content, 44)
    fat = _allocation(content, size, tables, more)
    entries = _chain(content, size, fat, first, offset=size)
    found = [entries[at : at + _ENTRY] for at in range(0, len(entries) - _ENTRY + 1, _ENTRY)]
    mini = _chain(content, size, fat, _start(found[0]), offset=size)
    words = _chain(content, size, fat, mini_first, offset=size)
    mini_fat = _unpacked(words)
    parts: dict[str, bytes] = {}
    taken = 0
    for entry in found:
        if entry[66] == 2 and (name := _name(entry)) not in parts:
            length = struct.unpack_from("<L", entry, 120)[0]
            whole = (
                _chain(mini, 64, mini_fat, _start(entry), offset=0)
                if length < _SMALL
                else _chain(content, size, fat, _start(entry), offset=size)
            )
            parts[name] = whole[:length]
            taken += len(whole)
            if taken > len(content):
                raise ValueError(
                    "streams that share their sectors: each would be a copy of the file"
                )
    return parts


def _allocation(content: bytes, size: int, tables: int, more: int) -> list[int]:
    """Which sector follows which, from all tables that the header and its continuations name."""
    listed = list(struct.unpack_from(f"<{_IN_HEADER}L", content, 76))
    for _ in range(len(content) // size):
        if more in (_FREE, _END):
            break
        *names, more = _unpacked(_sector(content, size, more, size))
        listed += names
    if tables > len(content) // size:
        raise ValueError("more tables than sectors")
    return [word for at in listed[:tables] for word in _unpacked(_sector(content, size, at, size))]


def _chain(data: bytes, size: int, fat: list[int], sector: int, *, offset: int) -> bytes:
    """The sectors from one on; no chain is longer than the file."""
    pieces: list[bytes] = []
    for _ in range(len(data) // size + 1):
        if sector in (_END, _FREE):
            return b"".join(pieces)
        pieces.append(_sector(data, size, sector, offset))
        sector = fat[sector]
    raise ValueError("a chain of sectors that runs in a circle")


def _sector(data: bytes, size: int, sector: int, offset: int) -> bytes:
    return data[offset + sector * size : offset + (sector + 1) * size]


def _start(entry: bytes) -> int:
    return int(struct.unpack_from("<L", entry, 116)[0])


def _name(entry: bytes) -> str:
    length = struct.unpack_from("<H", entry, 64)[0]
    return entry[: max(min(length, 64) - 2, 0)].decode("utf-16-le")


def _entry(name: str, kind: int, child: int, start: int, length: int) -> bytes:
    text = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBLLL36sLLL", text, len(text) + 2, kind, 1, _FREE, _FREE, child, b"", start, length, 0
    )


def _words(values: list[int]) -> bytes:
    return struct.pack(f"<{len(values)}L", *values)


def _unpacked(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}L", data[: len(data) // 4 * 4]))
