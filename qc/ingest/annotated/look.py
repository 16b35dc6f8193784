"""How the copy looks: orange-brown asks for a correction, blue-green for a look; shape and word say
the same, so that colour is never needed. Red is left for danger to a person."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from math import ceil

from qc.words import Severity

FONT = "微软雅黑"
INK = "1F2933"
QUIET = "55606C"
RULE = "D5DAE0"
PAPER = "F3F5F7"
LINK = "0B5C8A"
# Under dark letters, and under the light ones of a dark header.
PALE = {Severity.ERROR: "FFC98F", Severity.WARNING: "AEE0DC"}
DEEP = {Severity.ERROR: "A8440A", Severity.WARNING: "0B6E75"}

WIDTHS = (13, 14, 9, 18, 38, 28, 38)  # of the list's columns, in characters
NOTE_WIDTH = 320  # pixels
_LINE_SIGNS = 46  # half-width signs in a line of a note
_LINE_HEIGHT = 17


def note_height(text: str) -> int:
    """The height in pixels at which a note can be read whole."""
    lines = sum(max(1, ceil(_width(line) / _LINE_SIGNS)) for line in text.split("\n"))
    return lines * _LINE_HEIGHT + 14


def row_height(texts: Sequence[str]) -> int:
    """The height in points at which a row of the list shows its texts whole: not every program
    fits it by itself."""
    lines = [
        sum(max(1, ceil(_width(part) / (width - 2))) for part in text.split("\n"))
        for text, width in zip(texts, WIDTHS, strict=True)
    ]
    return min(max(lines) * 15 + 3, 400)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)
