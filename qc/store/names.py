"""Who may see the names of those who were inspected, and which columns hold them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from qc.store.keys import Keys, read_all
from qc.store.scope import Scope
from qc.words import Right

SEALED = frozenset({"check_id", "subject", "raw", "detail"})
"""The columns of checks and results that may be sealed."""


def sees_names(scope: Scope) -> bool:
    """Whether persons are told by name to this scope, not masked."""
    return Right.NAMES in scope.rights


def opened_column(keys: Keys, name: str, values: Sequence[Any], *, names: bool) -> Sequence[Any]:
    """A column as it may be read: what is sealed opened, or masked for who may not see names."""
    if name not in SEALED:
        return values
    if names:
        return read_all(values, keys.opened)
    masking: dict[str, Callable[[str], str]] = {
        "subject": keys.masked, "raw": keys.masked, "check_id": keys.tagged,
    }  # fmt: skip
    return read_all(values, masking.get(name, keys.opened))
