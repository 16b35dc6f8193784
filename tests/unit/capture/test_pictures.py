"""A photo keeps what makes the picture, and nothing of where, when and with what it was taken."""

from __future__ import annotations

import struct
import zlib

import pytest

from qc.capture.pictures import bare

WHERE = b"GPS 31.2304N 121.4737E"
SCRIPT = b"<script>alert(1)</script>"
JFIF = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
SCAN = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"\x11\xff\x00\x22\xff\xd0\x33"
TABLE = b"\xff\xdb\x00\x05\x00\x01\x02"


def segment(marker: int, told: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(told) + 2) + told


def exif(orientation: int, order: str = ">") -> bytes:
    head = (b"MM\x00*" if order == ">" else b"II*\x00") + struct.pack(f"{order}I", 8)
    entries = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    entries += struct.pack(f"{order}HHII", 0x8825, 4, 1, 60)
    told = head + struct.pack(f"{order}H", 2) + entries + bytes(4) + WHERE
    return segment(0xE1, b"Exif\x00\x00" + told)


def jpeg(*more: bytes, end: bytes = b"\xff\xd9") -> bytes:
    return b"\xff\xd8" + JFIF + b"".join(more) + TABLE + SCAN + SCAN + end


def chunk(name: bytes, told: bytes) -> bytes:
    return struct.pack(">I", len(told)) + name + told + struct.pack(">I", zlib.crc32(name + told))


def png(*more: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(b"\x00\x00"))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + data + chunk(b"IEND", b"")


def test_a_picture_without_anything_beside_it_stays_as_it_is() -> None:
    assert bare(jpeg()) == jpeg() and bare(png()) == png()


@pytest.mark.parametrize("order", ["<", ">"])
def test_where_a_photo_was_taken_is_left_out_and_the_way_up_stays(order: str) -> None:
    """The clinic's address, or a nurse's home, would go to everybody who may see the photo."""
    kept = bare(jpeg(exif(6, order), segment(0xE1, b"http://ns.adobe.com/xap" + WHERE)))
    assert WHERE not in kept
    assert kept.count(b"Exif\x00\x00") == 1
    assert struct.pack(">HHIH", 0x0112, 3, 1, 6) in kept
    assert b"Exif" not in bare(jpeg(exif(1, order)))


@pytest.mark.parametrize("told", [b"", b"MM", b"MM\x00*\xff\xff\xff\xff", b"MM\x00*\x00\x00\x00\x08\xff\xff\x01"])  # fmt: skip
def test_an_exif_that_lies_about_itself_is_left_out(told: bytes) -> None:
    assert bare(jpeg(segment(0xE1, b"Exif\x00\x00" + told))) == jpeg()


def test_comments_and_makers_parts_are_left_out() -> None:
    others = (segment(0xFE, SCRIPT), segment(0xED, WHERE), segment(0xE2, b"MPF\x00" + WHERE))
    assert bare(jpeg(*others)) == jpeg()
    colours = segment(0xE2, b"ICC_PROFILE\x00\x01\x01colours")
    assert bare(jpeg(colours)) == jpeg(colours)


def test_what_stands_behind_the_end_is_left_out() -> None:
    """An archive or a page behind a photo would be kept, and opened by what looks for it there."""
    assert bare(jpeg() + SCRIPT) == jpeg()
    assert bare(png() + SCRIPT) == png()


def test_texts_and_places_of_a_png_are_left_out() -> None:
    assert bare(png(chunk(b"tEXt", SCRIPT), chunk(b"eXIf", WHERE), chunk(b"zTXt", b"x"))) == png()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\xff\xd8\xff", b"\xff\xd8\xff\xe0", jpeg(end=b""), jpeg()[:40], b"\xff\xd8\xff\xe1\xff\xff" + WHERE,
        b"\xff\xd8" + JFIF + b"picture", png()[:-1], png()[:20], png().replace(b"IDAT", b"IDAX"), b"GIF89a", SCRIPT,
    ],
)  # fmt: skip
def test_what_is_no_whole_picture_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        bare(content)
