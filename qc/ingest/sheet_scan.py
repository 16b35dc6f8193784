"""One pass over a sheet's XML: how far it reaches and which cells hold what the reader loses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

MAX_ROWS = 50_000
MAX_COLUMNS = 1_000

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,8})\$?(\d{1,9})")


class TooFarError(Exception):
    """A row or column beyond any audit sheet."""


@dataclass
class SheetScan:
    """`height` × `width` is what the reader will lay out; `errors` are by zero-based place; `merges`
    are (top, left, bottom, right), inclusive."""

    height: int = 0
    width: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)

    @property
    def error_codes(self) -> set[str]:
        """The error values that Excel itself writes, such as #N/A."""
        return {text for text in self.errors.values() if text.startswith("#")}

    @property
    def area(self) -> int:
        return self.height * self.width

    @property
    def merged(self) -> int:
        """How many cells lie under merged ranges, within the sheet."""
        return sum(
            max(0, min(bottom, self.height - 1) - top + 1)
            * max(0, min(right, self.width - 1) - left + 1)
            for top, left, bottom, right in self.merges
        )


def scan_sheet(xml: bytes) -> SheetScan:
    """Scan one part. Raises expat.ExpatError where it is no XML, ValueError where it is no
    sheet that any program writes, TooFarError beyond the limits."""
    scanner = _Scanner()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = scanner.start
    parser.EndElementHandler = scanner.end
    parser.CharacterDataHandler = scanner.text
    parser.Parse(xml, True)
    return scanner.found


class _Scanner:
    """The place is followed as the reader follows it."""

    def __init__(self) -> None:
        self.found = SheetScan()
        self._row, self._col, self._type = -1, -1, ""
        self._value: list[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._cell(attributes)
        elif name == "v":
            self._value = []
        elif name == "row":
            written = attributes.get("r", "").strip()
            self._move(int(written) - 1 if written else self._row + 1, -1)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def text(self, text: str) -> None:
        if self._value is not None:
            self._value.append(text)

    def end(self, tag: str) -> None:
        if tag.rpartition(":")[2] == "v" and self._value is not None:
            value = "".join(self._value).strip()
            if self._type == "s" and not (value.isascii() and value.isdigit()):
                raise ValueError("a shared text by something else than its number")
            if self._type == "e":
                self.found.errors[self._row, self._col] = value or "#?"
            self._value = None

    def _cell(self, attributes: dict[str, str]) -> None:
        self._type = attributes.get("t", "")
        place = _place(attributes.get("r", ""))
        self._move(*(place or (max(self._row, 0), self._col + 1)))

    def _move(self, row: int, col: int) -> None:
        self._row, self._col = row, col
        self.found.height = max(self.found.height, row + 1)
        self.found.width = max(self.found.width, col + 1)
        if self.found.height > MAX_ROWS or self.found.width > MAX_COLUMNS:
            raise TooFarError

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        top, bottom = _place(first), _place(last or first)
        if top and bottom:
            self.found.merges.append((*top, *bottom))


def _place(reference: str) -> tuple[int, int] | None:
    """B3 -> (2, 1)."""
    found = _REFERENCE.fullmatch(reference.strip())
    if not found:
        return None
    index = 0
    for letter in found[1].upper():
        index = index * 26 + ord(letter) - 64
    return int(found[2]) - 1, index - 1
