"""One pass over a sheet's XML: how far it reaches and which cells hold what the reader loses.

Tag by tag, whatever the XML looks like; `sheet_quick` does the same for sheets as programs write them.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from xml.parsers import expat

from qc.ingest.containers.limits import MAX_AREA, MAX_COLUMNS, MAX_MERGED, MAX_ROWS, TooFarError

_TYPES = frozenset(("n", "s", "b", "e", "d", "str", "inlineStr"))
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,8})\$?(\d{1,9})")


@dataclass
class SheetScan:
    """`height` × `width` is what the reader will lay out; `errors` are by zero-based place; `merges`
    are ((top, left), (bottom, right)), inclusive; `hidden_rows` are zero-based; `shared` counts the cells
    that name a shared text, where that is kept (.xls)."""

    height: int = 0
    width: int = 0
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    shared: Counter[int] = field(default_factory=Counter)

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
            for (top, left), (bottom, right) in self.merges
        )


def scan_tags(xml: bytes) -> SheetScan:
    """Scan one part. Raises expat.ExpatError where it is no XML, ValueError where it is no
    sheet that any program writes, TooFarError beyond the limits."""
    scanner = _Scanner()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = scanner.start
    parser.EndElementHandler = scanner.end
    parser.CharacterDataHandler = scanner.text
    parser.CommentHandler = parser.StartCdataSectionHandler = scanner.other
    parser.ProcessingInstructionHandler = scanner.other
    parser.Parse(xml, True)
    return scanner.found


def column_number(letters: str) -> int:
    """A -> 0, AA -> 26."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


class _Scanner:
    """The place is followed as the reader follows it."""

    def __init__(self) -> None:
        self.found = SheetScan()
        self._row, self._col, self._type = -1, -1, ""
        self._value: list[str] | None = None
        self._filled = False  # the cell has its value
        self._in_text = False
        self._seen: set[tuple[int, int]] = set()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if self._in_text:
            raise ValueError("a text with something else in it")
        self._in_text = name in ("t", "v")
        if name == "c":
            self._cell(attributes)
        elif name in ("v", "is"):
            self._note_value(name)
        elif name == "row":
            written = attributes.get("r", "").strip()
            self._move(int(written) - 1 if written else self._row + 1, -1)
            if attributes.get("hidden", "").strip() in ("1", "true"):
                self.found.hidden_rows.add(self._row)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def other(self, *_: str) -> None:
        """A comment, an instruction or a marked section; inside a text readers differ over it."""
        if self._in_text:
            raise ValueError("a text with something else in it")

    def text(self, text: str) -> None:
        if self._value is not None:
            self._value.append(text)

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        self._in_text = False
        if name == "c":
            self._type = ""
        elif name == "v" and self._value is not None:
            value = "".join(self._value).strip()
            if self._type == "s" and not (value.isascii() and value.isdigit()):
                raise ValueError("a shared text by something else than its number")
            if self._type == "e":
                self.found.errors[self._row, self._col] = value or "#?"
            self._value = None

    def _cell(self, attributes: dict[str, str]) -> None:
        self._type = attributes.get("t", "n")
        self._filled = False
        place = _place(attributes.get("r", ""))
        self._move(*(place or (max(self._row, 0), self._col + 1)))
        if (self._row, self._col) in self._seen:
            raise ValueError("two cells in one place: one reader would see this, another that")
        self._seen.add((self._row, self._col))

    def _move(self, row: int, col: int) -> None:
        self._row, self._col = row, col
        self.found.height = max(self.found.height, row + 1)
        self.found.width = max(self.found.width, col + 1)
        if self.found.height > MAX_ROWS or self.found.width > MAX_COLUMNS:
            raise TooFarError
        if self.found.area > MAX_AREA:  # told before each of the cells has been remembered
            raise TooFarError

    def _note_value(self, name: str) -> None:
        """A cell has one value, in the place that its type says: readers differ over any other."""
        if (
            self._filled
            or (name == "is") != (self._type == "inlineStr")
            or self._type not in _TYPES
        ):
            raise ValueError("a cell with two values, or with one in the wrong place")
        self._filled = True
        self._value = [] if name == "v" else None

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        top, bottom = _place(first), _place(last or first)
        if top and bottom:
            self.found.merges.append((top, bottom))
        if len(self.found.merges) > MAX_MERGED:
            raise TooFarError


def _place(reference: str) -> tuple[int, int] | None:
    """B3 -> (2, 1)."""
    found = _REFERENCE.fullmatch(reference.strip())
    return (int(found[2]) - 1, column_number(found[1])) if found else None
