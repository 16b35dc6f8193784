"""The rules that flag single points of a chart, by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from metrics.signals.drawn import Drawn, Flags
from metrics.signals.nhs import nhs
from metrics.signals.zones import nelson, western_electric

__all__ = ["POINT_RULES", "Drawn", "Flags", "point_flags"]

POINT_RULES: dict[str, Callable[[Drawn], Flags]] = {
    "western_electric": western_electric,
    "nelson": nelson,
    "nhs": nhs,
}
"""A rule's name -> the columns that it adds to a chart."""


def point_flags(rules: Sequence[str], drawn: Drawn) -> Flags:
    """The columns of all these rules."""
    return {column: flags for name in rules for column, flags in POINT_RULES[name](drawn).items()}
