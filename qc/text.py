"""One form in which names are compared, however they were typed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NAME = re.compile(r"[^\s、，,;；/]+")
# The dot of a decimal fraction tells 0.9 % from 9 %; every other sign is only how it was typed.
_NOISE = re.compile(r"(?<!\d)\.|\.(?!\d)|[^\w.]|_")


@lru_cache(maxsize=16_384)
def normal_form(text: str) -> str:
    """Half width, lower case, letters and digits only: "０．９％ 氯化钠 " becomes "0.9氯化钠".

    A text without letters and digits gives "". Applying it twice changes nothing.
    """
    while (plain := _plain(text)) != text:
        text = plain
    return text


def _plain(text: str) -> str:
    # Dropping a sign may join letters that NFKC then composes: hence the loop above.
    return _NOISE.sub("", unicodedata.normalize("NFKC", text).casefold())


# Everything that steers instead of being seen: C0 and C1 but tab and line breaks, and the signs that
# turn the direction of a line; and what no XML may hold: one such sign, and Excel calls a report damaged.
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)


def printable(text: str) -> str:
    """A text without control signs, so that a cell or a file's name cannot steer a terminal."""
    return _CONTROL.sub("", text)


FORMULA_STARTS = ("=", "+", "-", "@", "\t")


def formula_safe(text: str) -> str:
    """A text on one line that a spreadsheet which opens a CSV file cannot take for a formula."""
    line = " ".join(text.splitlines())
    return f"'{line}" if line.startswith(FORMULA_STARTS) else line


def number_in(text: str) -> int | None:
    """The number that a text of digits is; None for anything else, and for more digits than anything here
    has (Python refuses those with an error of its own)."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def masked_names(text: str) -> str:
    """Each name of a text as `masked_name` has it."""
    return _NAME.sub(lambda name: masked_name(name[0]), text)


def masked_name(name: str) -> str:
    """A person's name as everybody may see it: 王小明 as 王*."""
    return f"{name[0]}*" if name else ""
