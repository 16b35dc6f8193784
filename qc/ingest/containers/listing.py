"""An archive's list of its members, before it is read: each entry of 46 bytes becomes an object of a
kilobyte, so a listing of megabytes is a bomb that the size of no member shows."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from typing import BinaryIO

from qc.ingest.containers.limits import MAX_LISTING, TooFarError

_TAIL = (
    2**16 + 512
)  # the end of an archive: its last records, behind them a comment of 64 KB at most
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x06"


def refuse_long_listing(source: BinaryIO) -> None:
    """Raises TooFarError for an archive with a listing that no archive of ours has."""
    size = source.seek(0, os.SEEK_END)
    start = max(0, size - _TAIL)
    source.seek(start)
    if any(MAX_LISTING < told <= size for told in _told(source.read(_TAIL))):
        raise TooFarError
    source.seek(0)


def _told(tail: bytes) -> Iterator[int]:
    """How long the listing is, by every record that one program or another may take for the last."""
    for sign, place, form in ((_END, 12, "<L"), (_END_64, 40, "<Q")):
        at = tail.find(sign)
        while at >= 0:
            if at + place + struct.calcsize(form) <= len(tail):
                yield struct.unpack_from(form, tail, at + place)[0]
            at = tail.find(sign, at + 4)
