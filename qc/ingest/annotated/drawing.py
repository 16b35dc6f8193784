"""The boxes in which a sheet's notes are shown (VML), large enough to be read whole.

Excel writes these parts in a dialect that is no XML (<br> without end), so they are changed as text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from qc.ingest.annotated.look import NOTE_WIDTH, note_height
from qc.ingest.annotated.notes import Place
from qc.ingest.annotated.odd import OddPackageError
from qc.ingest.annotated.sheet import SheetMap

_EMPTY = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    b' xmlns:x="urn:schemas-microsoft-com:office:excel">'
    b'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
)
_TYPE = (
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    b'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    b'<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;margin-left:80pt;'
    'margin-top:5pt;width:{width}pt;height:{height}pt;z-index:1;visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}'
    "</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{col}</x:Column>"
    "</x:ClientData></v:shape>"
)
_NAMESPACES = {
    b"v": b"urn:schemas-microsoft-com:vml",
    b"o": b"urn:schemas-microsoft-com:office:office",
    b"x": b"urn:schemas-microsoft-com:office:excel",
}
_P = rb"<(?:[\w.-]+:)?"  # programs choose other prefixes than Excel's
_NOTE = re.compile(
    _P + rb"ClientData[^>]*ObjectType=[\"']Note[\"'].*?</(?:[\w.-]+:)?ClientData>", re.DOTALL
)
_ROW, _COLUMN = (re.compile(_P + rb"%s>\s*(\d{1,7})\s*<" % name) for name in (b"Row", b"Column"))
_ANCHOR = re.compile(rb"(" + _P + rb"Anchor>)[^<]*(</)")
_HAS_TYPE = re.compile(rb"\bid=[\"']_x0000_t202[\"']")
_NUMBER = re.compile(rb"_x0000_s(\d{1,9})")
_BLOCKS = re.compile(rb"(" + _P + rb"idmap\b[^>]*\bdata=\")([^\"]*)(\")")
_BLOCK = 1024  # numbers of shapes are handed out in blocks, which the drawing names


def with_boxes(vml: bytes | None, sheet: SheetMap, texts: Mapping[Place, str]) -> bytes:
    """A drawing with a box for each note; one that is there already is made large enough."""
    old = vml or _EMPTY
    prefixes = {usual: _prefix(old, namespace) for usual, namespace in _NAMESPACES.items()}
    old = _declared(old, prefixes)
    there = {place for found in _NOTE.finditer(old) if (place := _place(found[0]))}
    old = _NOTE.sub(lambda found: _enlarged(found[0], sheet, texts, prefixes), old)
    first = max([_BLOCK, *map(int, _NUMBER.findall(old))]) + 1
    fresh = sorted(texts.keys() - there)
    shapes = "".join(
        _shape(number, place, sheet, texts[place]) for number, place in enumerate(fresh, first)
    )
    kind = b"" if _HAS_TYPE.search(old) else _TYPE
    end = old.rfind(b"</xml>")
    if end < 0:
        raise OddPackageError("a drawing without an end")
    whole = old[:end] + _renamed(kind + shapes.encode(), prefixes) + old[end:]
    return _BLOCKS.sub(_with_blocks(first + len(fresh) - 1), whole, count=1)


def _prefix(vml: bytes, namespace: bytes) -> bytes:
    """The prefix that a drawing gives to a namespace."""
    found = re.search(rb"xmlns:([\w.-]+)\s*=\s*[\"']" + re.escape(namespace) + rb"[\"']", vml)
    if not found:
        raise OddPackageError("a drawing without Excel's names")
    return found[1]


def _declared(vml: bytes, prefixes: Mapping[bytes, bytes]) -> bytes:
    """The drawing with these prefixes known at its root: a program may declare each only where it uses it
    (openpyxl does, where it writes by lxml), and ours stand elsewhere."""
    root = vml.find(b"<xml")
    end = vml.find(b">", root)
    if root < 0 or len({*prefixes.values()}) < len(prefixes):
        raise OddPackageError("a drawing whose names cannot be told apart")
    missing = b"".join(
        b' xmlns:%s="%s"' % (prefix, _NAMESPACES[usual])
        for usual, prefix in prefixes.items()
        if b"xmlns:" + prefix + b"=" not in vml[root:end]
    )
    return vml[: root + len(b"<xml")] + missing + vml[root + len(b"<xml") :]


def _renamed(vml: bytes, prefixes: Mapping[bytes, bytes]) -> bytes:
    """Our own shapes with the drawing's prefixes."""
    return re.sub(rb"(?<=[</ ])([vox])(?=:)", lambda found: prefixes[found[1]], vml)


def _with_blocks(last: int) -> Callable[[re.Match[bytes]], bytes]:
    """Name the blocks up to the last number, beside those that are named."""

    def replaced(found: re.Match[bytes]) -> bytes:
        named = [int(part) for part in found[2].split(b",") if part.strip().isdigit()]
        blocks = sorted({*named, *range(max(named, default=1), last // _BLOCK + 1)})
        return found[1] + ",".join(map(str, blocks)).encode() + found[3]

    return replaced


def _place(note: bytes) -> Place | None:
    row, col = _ROW.search(note), _COLUMN.search(note)
    return (int(row[1]), int(col[1])) if row and col else None


def _enlarged(
    note: bytes, sheet: SheetMap, texts: Mapping[Place, str], prefixes: Mapping[bytes, bytes]
) -> bytes:
    place = _place(note)
    if place is None or place not in texts:
        return note
    anchor = _anchor(place, sheet, note_height(texts[place])).encode()
    if _ANCHOR.search(note):
        return _ANCHOR.sub(rb"\g<1>" + anchor + rb"\g<2>", note, count=1)
    start = note.index(b">") + 1
    new = _renamed(b"<x:Anchor>" + anchor + b"</x:Anchor>", prefixes)
    return note[:start] + new + note[start:]


def _shape(number: int, place: Place, sheet: SheetMap, text: str) -> str:
    height = note_height(text)
    return _SHAPE.format(
        id=number, row=place[0], col=place[1], anchor=_anchor(place, sheet, height),
        width=NOTE_WIDTH * 3 // 4, height=height * 3 // 4,
    )  # fmt: skip


def _anchor(place: Place, sheet: SheetMap, height: int) -> str:
    """From which pixel of which column and row the box reaches to which: to the right of the cell."""
    _, _, _, right = sheet.range_of(place)
    left, top = right + 1, max(0, place[0] - 1)
    last_col, x = _reach(left, 12 + NOTE_WIDTH, lambda col: _column_pixels(sheet, col), 16_383)
    last_row, y = _reach(top, 6 + height, lambda row: _row_pixels(sheet, row), 1_048_575)
    return f"{left}, 12, {top}, 6, {last_col}, {x}, {last_row}, {y}"


def _reach(start: int, pixels: int, size: Callable[[int], int], last: int) -> tuple[int, int]:
    """Where so many pixels from the beginning of a column or row end."""
    at = start
    while at < last and pixels >= size(at):
        pixels -= size(at)
        at += 1
    return at, pixels


def _column_pixels(sheet: SheetMap, col: int) -> int:
    found = (a for first, last, a in sheet.columns if first <= col <= last)
    attributes = next(found, {})
    if attributes.get("hidden") in ("1", "true"):
        return 0
    try:
        return int(float(attributes.get("width", sheet.default_width)) * 7 + 5)
    except ValueError:
        return 64


def _row_pixels(sheet: SheetMap, row: int) -> int:
    return int(sheet.heights.get(row, sheet.default_height) * 4 / 3)
