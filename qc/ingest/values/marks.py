"""Reading marks: √, 合格, N/A … by the sheet's own legend first, then by the usual meaning."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from qc.ingest.values.legend import Legend
from qc.ingest.values.text import key, show, tidy
from qc.ingest.values.vocabulary import vocabulary
from qc.words import Outcome

_BOXES = re.compile(r"([☑√✓✔■☒□○〇])\s*(不?合格|不?符合|不适用)")
_CODES = re.compile(r"[①-⑳][、，,和及]?")
_DOUBTFUL = ("?", "？")


class _Sign(NamedTuple):
    """A mark without regard to any legend: its key, the codes in it (②⑥), what it usually says."""

    key: str
    codes: tuple[str, ...]
    starts_with_code: bool
    is_all_codes: bool
    usual: Outcome | None


def read_mark(value: object, legend: Legend) -> Outcome | None:
    """What a non-empty mark says; None when neither the legend nor the vocabulary knows it, or when
    it is written as a question."""
    if isinstance(value, bool):
        return Outcome.PASS if value else Outcome.FAIL
    sign = _sign(value if isinstance(value, str) else show(value))
    if sign is None:
        return None
    if sign.key in legend and not sign.starts_with_code:
        return legend[sign.key]
    if sign.codes:
        said = {legend.get(code[0]) for code in sign.codes}
        return said.pop() if len(said) == 1 and sign.is_all_codes else None
    return sign.usual


@lru_cache(maxsize=16_384)
def _sign(written: str) -> _Sign | None:
    """A mark as it is written; None where it is written as a question."""
    text, mark = tidy(written), key(written)
    if text.endswith(_DOUBTFUL):
        return None
    codes = tuple(_CODES.findall(text))
    usual = vocabulary().marks.get(mark) or _ticked_box(mark)
    return _Sign(mark, codes, bool(_CODES.match(written)), "".join(codes) == text, usual)


def _ticked_box(mark: str) -> Outcome | None:
    """☑合格 □不合格: the one box that is ticked."""
    ticked = [word for box, word in _BOXES.findall(mark) if box in "☑√✓✔■☒"]
    alone = not _BOXES.sub("", mark).strip("/、,，;；")
    return vocabulary().marks[key(ticked[0])] if len(ticked) == 1 and alone else None
