"""Reading marks: √, 合格, N/A … by the sheet's own legend first, then by the usual meaning."""

from __future__ import annotations

import re

from qc.ingest.legend import Legend
from qc.ingest.text import key, show
from qc.ingest.vocabulary import vocabulary
from qc.words import Outcome

_BOXES = re.compile(r"([☑√✓✔■☒□○〇])\s*(不?合格|不?符合|不适用)")
_CODES = re.compile(r"[①-⑳][、，,和及]?")
_DOUBTFUL = ("?", "？")


def read_mark(value: object, legend: Legend) -> Outcome | None:
    """What a non-empty mark says; None when neither the legend nor the vocabulary knows it, or when
    it is written as a question."""
    if isinstance(value, bool):
        return Outcome.PASS if value else Outcome.FAIL
    written = show(value)
    mark = key(written)
    if written.rstrip().endswith(_DOUBTFUL):
        return None
    if mark in legend:
        return legend[mark]
    return vocabulary().marks.get(mark) or _ticked_box(mark) or _codes(mark, legend)


def _ticked_box(mark: str) -> Outcome | None:
    """☑合格 □不合格: the one box that is ticked."""
    ticked = [word for box, word in _BOXES.findall(mark) if box in "☑√✓✔■☒"]
    return vocabulary().marks[key(ticked[0])] if len(ticked) == 1 else None


def _codes(mark: str, legend: Legend) -> Outcome | None:
    """Several codes of the legend in one cell (②⑥): they say what they say one by one."""
    codes = _CODES.findall(mark)
    if len(codes) < 2 or "".join(codes) != mark:
        return None
    said = {legend.get(key(code[0])) for code in codes}
    return said.pop() if len(said) == 1 else None
