"""Long texts on a slide: set smaller, down to what the last row of seats still reads, then cut or carried on."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence

DIGIT = 0.5 / 72
"""Width of a digit, in inches per point of its size."""
BOLD = 1.15
"""How much wider bold letters may run, whatever font stands in for ours."""
LEADING = 1.45 / 72
"""Height of a line, in inches per point of its size; as high as any Chinese font's."""
CAPITAL, LETTER = 1.3, 1.08
"""Width of Latin letters, in digits."""
EXACT = 1e-6
"""A text exactly as wide as its line stands on it."""
SIDES = 3.0
"""What a box keeps free beside its text, in digits, and a little more."""
GAP = 0.5 / 72
"""Below each of several paragraphs, in inches per point of their size."""
INSET = 0.1
"""Above and below a box's text together, in inches."""


def digits(text: str) -> float:
    """Width of a text in digits of its type. Signs that a Chinese font sets wide count as wide."""
    return sum(_digits(character) for character in text)


def _digits(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WFA":
        return 2.0
    if character.isalpha():
        return CAPITAL if character.isupper() else LETTER
    return 1.0


def lines(text: str, size: float, width: float) -> int:
    """Lines that a text takes in a box of so many inches."""
    room = max(2.0, width / (DIGIT * size) - SIDES)
    return sum(max(1, math.ceil(digits(line) / room - EXACT)) for line in text.split("\n"))


def height(texts: Sequence[str], size: float, width: float) -> float:
    """What paragraphs take in a box of so many inches, in inches."""
    gap = GAP * size if len(texts) > 1 else 0.0
    return INSET + sum(LEADING * size * lines(text, size, width) + gap for text in texts)


def fitted(texts: Sequence[str], width: float, room: float, sizes: Sequence[float]) -> float | None:
    """The largest of the sizes (largest first) in which the paragraphs fit; None where none will do."""
    return next((size for size in sizes if height(texts, size, width) <= room), None)


def cut(text: str, most: int, size: float, width: float) -> str:
    """A text that takes no more than so many lines; a sign at its end says that it was cut."""
    while lines(text, size, width) > most:
        text = text[: len(text) * 9 // 10].rstrip("…") + "…"
    return text


def portions(texts: Sequence[str], size: float, width: float, room: float) -> Iterator[list[str]]:
    """The paragraphs that stand together in a room; one that is longer than all of it is broken."""
    together: list[str] = []
    for text in _broken(texts, size, width, room):
        if together and height([*together, text], size, width) > room:
            yield together
            together = []
        together.append(text)
    if together:
        yield together


def _broken(texts: Sequence[str], size: float, width: float, room: float) -> Iterator[str]:
    """No paragraph longer than a room; what is longer goes on in the next, no word of it lost."""
    most = max(1, int((room - INSET - GAP * size) / (LEADING * size)))
    for text in texts:
        while lines(text, size, width) > most:
            end = _end(text, size, width, most)
            yield text[:end]
            text = text[end:]
        yield text


def _end(text: str, size: float, width: float, most: int) -> int:
    """Up to where a text takes so many lines; between words where it has any."""
    end = len(text)
    while end > 1 and lines(text[:end], size, width) > most:
        end = end * 9 // 10
    space = text.rfind(" ", end // 2, end)
    return space + 1 if space > 0 else max(end, 1)
