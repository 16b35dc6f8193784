"""The texts that the cells of an old .xls share: how long each is."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from contextlib import suppress

_WIDE, _ASIAN, _RICH = 0x01, 0x04, 0x08


def text_lengths(records: Sequence[bytes], count: int) -> dict[int, int]:
    """Signs of each text by its number, from the record of shared texts and those that go on with it; as
    far as they can be followed."""
    reader = _Reader(records)
    found: dict[int, int] = {}
    with suppress(IndexError, struct.error):  # the rest counts as long as a text can be
        reader.skip(8)
        for number in range(count):
            found[number] = reader.text()
    return found


class _Reader:
    def __init__(self, records: Sequence[bytes]) -> None:
        self._records, self._which, self._at = records, 0, 0

    def text(self) -> int:
        """Pass over a text and say how many signs it has."""
        signs, flags = struct.unpack("<HB", self.skip(3))
        rich = struct.unpack("<H", self.skip(2))[0] if flags & _RICH else 0
        asian = struct.unpack("<L", self.skip(4))[0] if flags & _ASIAN else 0
        left = signs
        while left:
            size = 2 if flags & _WIDE else 1
            here = min(left, self._room() // size)
            if here == 0:
                flags = self._next_record()[0]  # the signs go on, narrow or wide
                self._at = 1
                continue
            self.skip(here * size)
            left -= here
        self.skip(rich * 4 + asian)
        return int(signs)

    def skip(self, size: int) -> bytes:
        """The next bytes, across records."""
        pieces = []
        while size:
            if not self._room():
                self._next_record()
            piece = self._records[self._which][self._at : self._at + size]
            self._at += len(piece)
            size -= len(piece)
            pieces.append(piece)
        return b"".join(pieces)

    def _room(self) -> int:
        return len(self._records[self._which]) - self._at

    def _next_record(self) -> bytes:
        self._which, self._at = self._which + 1, 0
        return self._records[self._which]
