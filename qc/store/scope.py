"""Who asks and what they may see. Every repository call carries one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """`None` means all; an empty set means nothing."""

    actor: str
    sites: frozenset[str] | None = None
    units: frozenset[str] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is hidden from the one who asks."""
        return self.sites is None and self.units is None

    def covers(self, site: str, unit: str) -> bool:
        """Whether a unit of a site may be seen and written."""
        return (self.sites is None or site in self.sites) and (
            self.units is None or unit in self.units
        )
