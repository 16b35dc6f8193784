"""Reading marks: √, 合格, N/A … by the sheet's own legend first, then by the usual meaning."""

from __future__ import annotations

import re

from qc.ingest.values.legend import Legend
from qc.ingest.values.text import key, show, tidy
from qc.ingest.values.vocabulary import vocabulary
from qc.words import Outcome

_BOXES = re.compile(r"([☑√✓✔■☒□○〇])\s*(不?合格|不?符合|不适用)")
_CODES = re.compile(r"[①-⑳][、，,和及]?")
_DOUBTFUL = ("?", "？")


def read_mark(value: object, legend: Legend) -> Outcome | None:
    """What a non-empty mark says; None when neither the legend nor the vocabulary knows it, or when
    it is written as a question."""
    if isinstance(value, bool):
        return Outcome.PASS if value else Outcome.FAIL
    written = value if isinstance(value, str) else show(value)
    if written.rstrip().endswith(_DOUBTFUL):
        return None
    mark = key(written)
    if mark in legend and not _CODES.match(written):
        return legend[mark]
    if codes := _CODES.findall(tidy(written)):
        return _codes(tidy(written), codes, legend)
    return vocabulary().marks.get(mark) or _ticked_box(mark)


def _ticked_box(mark: str) -> Outcome | None:
    """☑合格 □不合格: the one box that is ticked."""
    ticked = [word for box, word in _BOXES.findall(mark) if box in "☑√✓✔■☒"]
    return vocabulary().marks[key(ticked[0])] if len(ticked) == 1 else None


def _codes(written: str, codes: list[str], legend: Legend) -> Outcome | None:
    """The codes of the legend in a cell, one or several (②⑥): what they say, if they agree."""
    said = {legend.get(code[0]) for code in codes}
    return said.pop() if len(said) == 1 and "".join(codes) == written else None
