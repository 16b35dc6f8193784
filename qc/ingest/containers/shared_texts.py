"""How much text the cells of a package hold when each has its own copy of a text that they share.

A text stands once in the file and in as many cells as name it: a workbook of 10 KB would be laid out as
gigabytes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from xml.parsers import expat

from qc.ingest.containers.limits import MAX_TEXT, TooFarError

_INDEX = re.compile(rb">\s*([0-9]+)\s*</")
_WRITTEN_ODDLY = re.compile(rb">[^<]*&#[^<]*</")  # an index may hide in it


def refuse_multiplied(texts: Iterable[bytes], sheets: Sequence[bytes], cells: int) -> None:
    """Raises TooFarError where the shared texts (parts as they are in the package), laid out in that many
    cells at most, are more than any PC holds; expat.ExpatError where they are no XML."""
    for part in texts:
        if len(part) * cells <= MAX_TEXT:
            continue
        lengths = _lengths(part)
        longest = max(lengths, default=0)
        if longest * cells > MAX_TEXT and _laid_out(lengths, longest, sheets) > MAX_TEXT:
            raise TooFarError


def _laid_out(lengths: Sequence[int], longest: int, sheets: Sequence[bytes]) -> int:
    """Signs of all texts that the cells name; a number that could be a text's is counted as one."""
    total = 0
    for xml in sheets:
        named = Counter(map(int, _INDEX.findall(xml)))
        total += sum(n * lengths[at] for at, n in named.items() if at < len(lengths))
        total += sum(1 for _ in _WRITTEN_ODDLY.finditer(xml)) * longest
    return total


def _lengths(part: bytes) -> list[int]:
    """The length of each shared text, in the order of their numbers."""
    found: list[int] = []

    def start(tag: str, _: object) -> None:
        if tag.rpartition(":")[2] == "si":
            found.append(0)

    def text(told: str) -> None:
        if found:
            found[-1] += len(told)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    parser.Parse(part, True)
    return found
