"""Names of staff on paper: as they are, or masked."""

from __future__ import annotations

from collections.abc import Callable

from qc.text import masked_names

Naming = Callable[[str], str]


def named(*, names: bool) -> Naming:
    """How names are written: in full, or each name of a text by its first character only."""
    return str if names else masked_names
