"""Names of staff on paper: as they are, or masked."""

from __future__ import annotations

import re
from collections.abc import Callable

from qc.text import masked_name

_NAME = re.compile(r"[^\s、，,;；/]+")
Naming = Callable[[str], str]


def named(*, names: bool) -> Naming:
    """How names are written: in full, or each name of a text by its first character only."""
    return str if names else lambda text: _NAME.sub(lambda name: masked_name(name[0]), text)
