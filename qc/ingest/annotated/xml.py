"""Changing an XML part at a few places and leaving every other byte as it was.

Parsing and writing anew would lose declarations and prefixes that Excel insists on. So the parser only
says where things stand, and the new bytes are put in there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from qc.ingest.annotated.odd import OddPackageError
from qc.ingest.containers.limits import MAX_BOOK_TAGS

_ATTRIBUTE = rb"([^\s=/>]+)\s*=\s*(\"[^\"]*\"|'[^']*')"
_START = re.compile(rb"<([^\s/>!?]+)(?:\s+" + _ATTRIBUTE + rb")*\s*(/?)>")
_ONE = re.compile(rb"\s" + _ATTRIBUTE)
_ENCODINGS = (None, "utf-8", "us-ascii", "ascii")
# What XML cannot hold at all, what steers instead of being seen, and half signs.
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


class Splice(NamedTuple):
    """`new` stands in place of the bytes from `start` to `end`; an insertion where they are equal."""

    start: int
    end: int
    new: bytes


@dataclass
class Element:
    """Where an element stands: its start tag from `start` to `inside`, its content from there to
    `close`, where its end tag begins (`inside` too where it is empty)."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None
    start: int
    inside: int
    close: int
    empty: bool
    below: list[Element] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The tag without its prefix."""
        return local(self.tag)

    @property
    def prefix(self) -> str:
        """The prefix with its colon, "" without one: children are written with the same."""
        return self.tag[: -len(self.name)]


def local(tag: str) -> str:
    """A tag without its prefix."""
    return tag.rpartition(":")[2]


def parser_of(xml: bytes) -> expat.XMLParserType:
    """A parser that refuses what a splice by bytes could not follow: other encodings, entities."""

    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding.lower() if encoding else None) not in _ENCODINGS:
            raise OddPackageError(encoding)

    def doctype(*_: object) -> None:
        raise OddPackageError("DOCTYPE")

    if xml.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise OddPackageError("UTF-16")
    parser = expat.ParserCreate()
    parser.XmlDeclHandler = declared
    parser.StartDoctypeDeclHandler = doctype
    return parser


def start_tag(xml: bytes, at: int) -> re.Match[bytes]:
    """The start tag that begins at a place; its last group is "/" for an empty element."""
    found = _START.match(xml, at)
    if not found:
        raise OddPackageError("no start tag where the parser sees one")
    return found


def root_of(xml: bytes) -> tuple[str, dict[str, str]]:
    """The tag and attributes of a part's outermost element, however large the part is."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = parser_of(xml)

    def start(tag: str, attributes: dict[str, str]) -> None:
        found.append((tag, attributes))
        parser.StartElementHandler = None

    parser.StartElementHandler = start
    parser.Parse(xml, True)
    return found[0]


def outline(xml: bytes) -> list[Element]:
    """All elements of a (small) part in the order of their start tags; the root comes first."""
    if xml.count(b"<") > MAX_BOOK_TAGS:
        raise OddPackageError("more tags than such a part has")
    found: list[Element] = []
    path: list[Element] = []
    parser = parser_of(xml)

    def start(tag: str, attributes: dict[str, str]) -> None:
        match = start_tag(xml, parser.CurrentByteIndex)
        parent = path[-1] if path else None
        here = Element(
            tag, attributes, parent, match.start(), match.end(), match.end(), match[4] == b"/"
        )
        found.append(here)
        if parent:
            parent.below.append(here)
        path.append(here)

    def end(_tag: str) -> None:
        here = path.pop()
        if not here.empty:
            here.close = parser.CurrentByteIndex

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(xml, True)
    return found


def child(parent: Element, name: str) -> Element | None:
    """The first child of that name."""
    return next((found for found in parent.below if found.name == name), None)


def append_to(xml: bytes, parent: Element, new: bytes) -> Splice:
    """Put something at the end of an element, opening it where it is empty."""
    if not parent.empty:
        return Splice(parent.close, parent.close, new)
    opened = xml[parent.start : parent.inside].rstrip()[:-2].rstrip() + b">"
    return Splice(parent.start, parent.inside, opened + new + f"</{parent.tag}>".encode())


def with_attribute(tag: bytes, name: str, value: str) -> bytes:
    """A start tag with an attribute set; every other byte of it stays."""
    new = f"{name}={quoteattr(value)}".encode()
    for found in _ONE.finditer(tag):
        if found[1] == name.encode():
            return tag[: found.start(1)] + new + tag[found.end() :]
    end_of_name = re.match(rb"<[^\s/>]+", tag)
    assert end_of_name, "a start tag begins with its name"
    return tag[: end_of_name.end()] + b" " + new + tag[end_of_name.end() :]


def set_attributes(xml: bytes, element: Element, **values: str) -> Splice:
    """The element's start tag with attributes set."""
    tag = xml[element.start : element.inside]
    for name, value in values.items():
        tag = with_attribute(tag, name, value)
    return Splice(element.start, element.inside, tag)


def spliced(xml: bytes, splices: Iterable[Splice]) -> bytes:
    """The part with all changes made. Insertions at one place keep their order."""
    pieces: list[bytes] = []
    done = 0
    for splice in sorted(splices, key=lambda splice: (splice.start, splice.end)):
        if splice.start < done:
            raise OddPackageError("two changes of the same bytes")
        pieces += [xml[done : splice.start], splice.new]
        done = splice.end
    return b"".join([*pieces, xml[done:]])


def plain_text(text: str) -> str:
    """A text without signs that XML cannot hold or that steer instead of being seen."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def cell_text(text: str) -> str:
    """A text as XML in a cell or comment; Excel would read _x000A_ as a sign of its own."""
    return escape(_LOOKS_ESCAPED.sub("_x005F_", plain_text(text)))


def attribute(text: str) -> str:
    """A text as a quoted attribute."""
    return quoteattr(plain_text(text))
