"""Who asks and what they may see. Every repository call carries one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """`None` means all; an empty set means nothing."""

    actor: str
    sites: frozenset[str] | None = None
    units: frozenset[str] | None = None
