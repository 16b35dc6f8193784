"""Who inspected, as it may be told: by name to who may read names, else as A, B, C."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from string import ascii_uppercase

from qc.locale import Translator


@cache
def key_of(name: str) -> str:
    """What stands for an inspector in an address, which others may see."""
    return hashlib.sha256(name.encode()).hexdigest()[:10]


def told_inspectors(names: Sequence[str], t: Translator, *, by_name: bool) -> dict[str, str]:
    """What each inspector is called. Letters go by the order of the keys, which tells nothing of a
    name or a rate. Where a sheet names nobody, that is said."""
    known = sorted((name for name in names if name), key=key_of)
    told = {
        name: name if by_name else t("Inspector {letter}", letter=_letter(place))
        for place, name in enumerate(known)
    }
    return told | {"": t("No inspector named")}


def _letter(place: int) -> str:
    """A to Z, then A2 to Z2."""
    turn, at = divmod(place, len(ascii_uppercase))
    return ascii_uppercase[at] + (str(turn + 1) if turn else "")
