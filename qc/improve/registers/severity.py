"""The severity of an event in the four classes I to IV, from the many ways in which people write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Literal

Severity = Literal["I", "II", "III", "IV"]
CLASSES: tuple[Severity, ...] = ("I", "II", "III", "IV")
UNTOLD = ""
"""Nothing is written, or words that no class has: they stand under themselves."""

_NUMERAL = re.compile(
    r"^(?:sac)?第?(?:([il1|]?v)|([il|]{1,3}|1{2,3})|([1-4])|([一二三四壹贰叁肆]))(?=$|[级类等度(:事])"
)
_HAN = {
    **dict(zip("一二三四", CLASSES, strict=True)),
    **dict(zip("壹贰叁肆", CLASSES, strict=True)),
}


def severity_of(text: str, words: Mapping[Severity, tuple[str, ...]]) -> str:
    """The class of a text, "" where it says none or two that disagree.

    Ⅱ, II, ii, ll, 2级, 二级, 第二类, Ⅱ级（不良后果事件）: II. `words`: by class; the longest that occurs
    counts, so that 未造成不良后果 is not 不良后果.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).lower().split())
    said = {found for found in (_by_numeral(plain), _by_word(plain, words)) if found}
    return said.pop() if len(said) == 1 else UNTOLD


def _by_numeral(text: str) -> str:
    found = _NUMERAL.match(text)
    if found is None:
        return ""
    four, strokes, digit, han = found.groups()
    if four:
        return "IV" if len(four) == 2 else ""  # a bare V is none of the four
    if strokes:
        return CLASSES[len(strokes) - 1]
    return CLASSES[int(digit) - 1] if digit else _HAN[han]


def _by_word(text: str, words: Mapping[Severity, tuple[str, ...]]) -> str:
    found: dict[str, str] = {
        "".join(unicodedata.normalize("NFKC", word).lower().split()): name
        for name, said in words.items()
        for word in said
    }
    longest = max((word for word in found if word in text), key=len, default="")
    return found.get(longest, "")
