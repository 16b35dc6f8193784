"""What broken programs do to the parts of a package and to their XML."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

Parts = list[tuple[str, bytes]]

_TAG = re.compile(rb"<[^<>]+>")
_ATTRIBUTE = re.compile(rb'\s[A-Za-z:]+="[^"]*"')
_CELL = re.compile(rb"<c\b[^>]*?(?:/>|>.*?</c>)", re.S)
_ROW = re.compile(rb"<row\b[^>]*?(?:/>|>.*?</row>)", re.S)
_TEXT = re.compile(rb"<si>.*?</si>", re.S)
_VALUE = re.compile(rb"<v>[^<]*</v>")
_STYLE = re.compile(rb'(?:numFmtId|formatCode|xfId|applyNumberFormat)="[^"]*"')
_REFS = (
    b"A1",
    b"B2",
    b"C3",
    b"ZZ9",
    b"XFD1048576",
    b"A0",
    b"1A",
    b"",
    b"a1",
    b"$A$1",
    b"A1:B2",
    b"D5",
)
_TYPES = (b"s", b"n", b"b", b"e", b"d", b"str", b"inlineStr", b"", b"z")
_NUMBERS = (
    b"0", b"1", b"-1", b"2", b"7", b"99999", b"4294967296", b"1e3", b"1E400", b"NaN", b"0x1", b" 3 ", b"3.0", b"", b"46086",
    b"46086.5", b"0.5", b"-0", b"1,5", b"\xe2\x88\x9a", b"true", b"#N/A", b"12345678901234567",
)  # fmt: skip
_PIECES = (
    b"<!-- x -->", b"<![CDATA[1]]>", b"<?x y?>", b"\n", b"&#10;", b"&amp;", b"&#x221A;", b"&x;", b"<x/>", b"</c>", b"<v>1</v>",
    b"<is><t>\xe2\x88\x9a</t></is>", b"<f>1+1</f>", b"<c><v>1</v></c>", b"<row/>", b'<row r="2"/>', b"\xff", b"\x00",
    b"<r><t>\xc3\x97</t></r>", b'<rPh sb="0" eb="1"><t>x</t></rPh>', b"<mc:AlternateContent xmlns:mc='m'/>",
)  # fmt: skip


def mutate_structure(content: bytes, random: Random) -> tuple[bytes, str]:
    """A package after one to three changes, packed anew, and the names of these."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts: Parts = [(info.filename, package.read(info)) for info in package.infolist()]
    chosen = random.choices(CHANGES, k=random.choice((1, 1, 2, 3)))
    for change in chosen:
        parts = change(parts, random)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts:
            package.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue(), "+".join(change.__name__.strip("_") for change in chosen)


def _in_sheet(parts: Parts, random: Random, change: Callable[[bytes, Random], bytes]) -> Parts:
    """Change one part that holds cells (of an .ods the content)."""
    places = [
        n
        for n, (_, data) in enumerate(parts)
        if b"sheetData" in data or b"table:table-cell" in data
    ]
    return _at(parts, random.choice(places), random, change) if places else parts


def _at(
    parts: Parts, place: int, random: Random, change: Callable[[bytes, Random], bytes]
) -> Parts:
    name, data = parts[place]
    return [*parts[:place], (name, change(data, random)), *parts[place + 1 :]]


def _sub(
    pattern: re.Pattern[bytes], data: bytes, random: Random, to: Callable[[bytes], bytes]
) -> bytes:
    """One match of a pattern, changed."""
    found = list(pattern.finditer(data))
    if not found:
        return data
    one = random.choice(found)
    return data[: one.start()] + to(one[0]) + data[one.end() :]


def _drop_part(parts: Parts, random: Random) -> Parts:
    place = random.randrange(len(parts))
    return parts[:place] + parts[place + 1 :]


def _double_part(parts: Parts, random: Random) -> Parts:
    name, data = random.choice(parts)
    return [
        *parts,
        (random.choice((name, name.upper(), "/" + name, name.replace("/", "\\"))), data),
    ]


def _swap_parts(parts: Parts, random: Random) -> Parts:
    one, other = random.randrange(len(parts)), random.randrange(len(parts))
    parts = list(parts)
    parts[one], parts[other] = (parts[one][0], parts[other][1]), (parts[other][0], parts[one][1])
    return parts


def _any_attribute(parts: Parts, random: Random) -> Parts:
    """An attribute of any part left out, written twice or given another value."""
    how = random.randrange(3)
    value = random.choice((*_NUMBERS, *_REFS, *_TYPES))

    def other(found: bytes) -> bytes:
        name = found.split(b"=")[0]
        return (b"", found + found, name + b'="' + value + b'"')[how]

    return _at(
        parts, random.randrange(len(parts)), random, lambda d, r: _sub(_ATTRIBUTE, d, r, other)
    )


def _cell_attribute(parts: Parts, random: Random) -> Parts:
    name = random.choice((b"r", b"t", b"s"))
    values = {b"r": _REFS, b"t": _TYPES, b"s": _NUMBERS}[name]
    pattern = re.compile(rb"(?<=<c)[^>]*?\s" + name + rb'="[^"]*"', re.S)
    value = random.choice((None, *values))
    written = b"" if value is None else b" " + name + b'="' + value + b'"'

    def other(found: bytes) -> bytes:
        return re.sub(rb"\s" + name + rb'="[^"]*"$', lambda _: written, found)

    return _in_sheet(parts, random, lambda d, r: _sub(pattern, d, r, other))


def _row_attribute(parts: Parts, random: Random) -> Parts:
    written = random.choice(
        (
            b"",
            b' r="1"',
            b' r="3"',
            b' r="9"',
            b' r="-1"',
            b' r="70000"',
            b' r="x"',
            b' r="2" r="3"',
        )
    )
    pattern = re.compile(rb"<row\b[^>]*")
    return _in_sheet(
        parts,
        random,
        lambda d, r: _sub(pattern, d, r, lambda f: re.sub(rb'\sr="[^"]*"', lambda _: written, f)),
    )


def _value(parts: Parts, random: Random) -> Parts:
    value = random.choice(_NUMBERS)
    return _in_sheet(
        parts, random, lambda d, r: _sub(_VALUE, d, r, lambda _: b"<v>" + value + b"</v>")
    )


def _double_cell(parts: Parts, random: Random) -> Parts:
    """A cell twice in its row, the second time with another value: two readers may differ."""
    value = random.choice(_NUMBERS)

    def twice(found: bytes) -> bytes:
        return found + _VALUE.sub(lambda _: b"<v>" + value + b"</v>", found)

    return _in_sheet(parts, random, lambda d, r: _sub(_CELL, d, r, twice))


def _move_cells(parts: Parts, random: Random) -> Parts:
    def shuffled(data: bytes, random: Random) -> bytes:
        cells = [m[0] for m in _CELL.finditer(data)]
        if len(cells) < 2:
            return data
        one, other = random.sample(cells, 2)
        return data.replace(one, b"\x00", 1).replace(other, one, 1).replace(b"\x00", other, 1)

    return _in_sheet(parts, random, shuffled)


def _double_row(parts: Parts, random: Random) -> Parts:
    return _in_sheet(parts, random, lambda d, r: _sub(_ROW, d, r, lambda f: f + f))


def _drop_row(parts: Parts, random: Random) -> Parts:
    return _in_sheet(parts, random, lambda d, r: _sub(_ROW, d, r, lambda _: b""))


def _dimension(parts: Parts, random: Random) -> Parts:
    value = random.choice((b"A1", b"A1:B2", b"A1:XFD1048576", b"C3:D4", b"", b"x", b"Z9:A1"))
    pattern = re.compile(rb'<dimension ref="[^"]*"')
    return _in_sheet(
        parts,
        random,
        lambda d, r: _sub(pattern, d, r, lambda _: b'<dimension ref="' + value + b'"'),
    )


def _merges(parts: Parts, random: Random) -> Parts:
    value = random.choice(
        (b"A1:A1", b"A1:XFD1048576", b"B2:A1", b"A3:C4", b"B3:B9", b"x", b"A1", b"D4:H4")
    )
    extra = b'<mergeCells count="1"><mergeCell ref="' + value + b'"/></mergeCells>'

    def more(data: bytes, _: Random) -> bytes:
        if b"</mergeCells>" in data:
            return data.replace(b"</mergeCells>", b'<mergeCell ref="' + value + b'"/></mergeCells>')
        return data.replace(b"</sheetData>", b"</sheetData>" + extra)

    return _in_sheet(parts, random, more)


def _shared_texts(parts: Parts, random: Random) -> Parts:
    places = [n for n, (name, _) in enumerate(parts) if "sharedStrings" in name]
    if not places:
        return parts
    rich = b"<si><r><t>\xe4\xb8\x8d</t></r><r><t>\xe5\x90\x88\xe6\xa0\xbc</t></r></si>"
    sound = b'<si><t>\xe2\x88\x9a</t><rPh sb="0" eb="1"><t>x</t></rPh></si>'
    choices: tuple[Callable[[bytes], bytes], ...] = (
        lambda _: b"", lambda f: f + f, lambda _: b"<si/>", lambda _: rich, lambda _: sound,
        lambda _: b"<si><t> \xe2\x88\x9a </t></si>", lambda _: b"<si><t>_x221A_</t></si>",
        lambda _: b'<si><t xml:space="preserve"> </t></si>', lambda _: b"<si><t>a</t><t>b</t></si>",
    )  # fmt: skip
    to = random.choice(choices)
    return _at(parts, places[0], random, lambda d, r: _sub(_TEXT, d, r, to))


def _styles(parts: Parts, random: Random) -> Parts:
    places = [n for n, (name, _) in enumerate(parts) if "styles" in name]
    value = random.choice(
        (b"14", b"0", b"22", b"46", b"yyyy-mm-dd", b"[h]:mm", b"9999", b"-1", b"0.0", b"d")
    )
    if not places:
        return parts
    return _at(
        parts, places[0], random,
        lambda d, r: _sub(_STYLE, d, r, lambda f: f.split(b"=")[0] + b'="' + value + b'"'),
    )  # fmt: skip


def _book(parts: Parts, random: Random) -> Parts:
    places = [n for n, (name, _) in enumerate(parts) if name.endswith("workbook.xml")]
    if not places:
        return parts
    to = random.choice(
        (
            (rb"<workbookPr[^>]*>", b'<workbookPr date1904="1"/>'),
            (rb"(<sheet\b[^>]*?)\s*/>", rb'\1 state="hidden"/>'),
            (rb"(<sheet\b.*?/>)", rb"\1\1"),
            (rb'r:id="rId\d+"', b'r:id="rId2"'),
            (rb'name="[^"]*"', b'name="&amp;&lt;"'),
            (rb"<definedNames>.*?</definedNames>", b""),
        )
    )
    return _at(parts, places[0], random, lambda d, _: re.sub(to[0], to[1], d, count=1))


def _links(parts: Parts, random: Random) -> Parts:
    places = [n for n, (name, _) in enumerate(parts) if name.endswith(".rels")]
    value = random.choice(
        (
            b"worksheets/sheet1.xml",
            b"/xl/worksheets/sheet1.xml",
            b"../x.xml",
            b"",
            b"sharedStrings.xml",
        )
    )
    pattern = re.compile(rb'Target="[^"]*"')
    if not places:
        return parts
    return _at(
        parts, random.choice(places), random,
        lambda d, r: _sub(pattern, d, r, lambda _: b'Target="' + value + b'"'),
    )  # fmt: skip


def _piece(parts: Parts, random: Random) -> Parts:
    """Something put between two tags."""
    piece = random.choice(_PIECES)
    return _in_sheet(parts, random, lambda d, r: _sub(_TAG, d, r, lambda f: f + piece))


def _drop_tag(parts: Parts, random: Random) -> Parts:
    return _in_sheet(parts, random, lambda d, r: _sub(_TAG, d, r, lambda _: b""))


def _prefix(parts: Parts, random: Random) -> Parts:
    """The main namespace with a prefix, as some programs write it."""

    def prefixed(data: bytes, _: Random) -> bytes:
        named = re.sub(rb"<(/?)(?=[a-zA-Z]+[\s/>])(?![?!])", rb"<\1x:", data)
        return named.replace(b" xmlns=", b" xmlns:x=", 1)

    return _in_sheet(parts, random, prefixed)


def _encoding(parts: Parts, random: Random) -> Parts:
    def encoded(data: bytes, random: Random) -> bytes:
        text = data.decode("utf-8", "replace").split("?>", 1)[-1]
        code = random.choice(("utf-16", "gb18030", "latin-1", "utf-8-sig", "utf-7"))
        head = f'<?xml version="1.0" encoding="{code}"?>'
        return (head + text).encode(code, "replace")

    return _in_sheet(parts, random, encoded)


CHANGES: tuple[Callable[[Parts, Random], Parts], ...] = (
    _drop_part, _double_part, _swap_parts, _any_attribute, _any_attribute, _cell_attribute, _cell_attribute,
    _cell_attribute, _row_attribute, _row_attribute, _value, _value, _double_cell, _move_cells, _double_row, _drop_row,
    _dimension, _merges, _merges, _shared_texts, _shared_texts, _styles, _styles, _book, _links, _piece, _piece,
    _drop_tag, _prefix, _encoding,
)  # fmt: skip
