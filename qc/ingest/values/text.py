"""Making the texts of cells comparable."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

_BRACKETS = re.compile(r"[(\[【<《][^()\[\]【】<>《》]*[)\]】>》]")
_SPACE = re.compile(r"\s+")
_TRAILING = "。.,，、;；:：!！?？"


def show(value: object) -> str:
    """A cell's value as people see it: whole numbers without .0, dates in ISO form."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return str(value)


def texts_in(rows: Iterable[Iterable[object]]) -> set[str]:
    """Every text of some rows once."""
    values = set(chain.from_iterable(rows))  # a sheet holds the same few again and again
    return {value for value in values if isinstance(value, str)}


@lru_cache(maxsize=16_384)
def tidy(text: str) -> str:
    """As written, but for white space: single spaces, none at the ends."""
    return _SPACE.sub(" ", text).strip()


@lru_cache(maxsize=16_384)
def clean(text: str) -> str:
    """Half width, single spaces, none at the ends."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text)).strip()


@lru_cache(maxsize=16_384)
def unspaced(text: str) -> str:
    """The form in which words are looked for: half width, lower case, no space."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


@lru_cache(maxsize=16_384)
def key(text: str) -> str:
    """The form in which words are compared: no space, no brackets, no end punctuation, lower case.

    A text that is all punctuation keeps it, or a mark such as "/" would vanish.
    """
    whole = unspaced(text)
    bare = _BRACKETS.sub("", whole).rstrip(_TRAILING)
    return bare or whole
