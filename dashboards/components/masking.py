"""Who was inspected hides by default: 王小明 is shown as 王*."""

from __future__ import annotations

from qc.text import masked_name
from qc.words import Kind

# Here the subject is a thing (a drug line, a machine), not a person or a person's chart.
THINGS = frozenset({Kind.STOCK, Kind.MAINTENANCE, Kind.MEASUREMENT})


def masked(subject: str, kind: str) -> str:
    """The subject of a check as everybody may see it: its first character, unless it is a thing."""
    return subject if kind in THINGS else masked_name(subject)
