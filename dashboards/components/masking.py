"""Who was inspected hides by default: 王小明 is shown as 王*."""

from __future__ import annotations

from qc.text import masked_name
from qc.words import THINGS

__all__ = ["THINGS", "masked"]


def masked(subject: str, kind: str, *, names: bool = False) -> str:
    """The subject of a check as everybody may see it: its first character, unless it is a thing. `names`:
    who holds the right has asked to see the person. (Without the right the store tells no name anyway.)"""
    return subject if names or kind in THINGS else masked_name(subject)
