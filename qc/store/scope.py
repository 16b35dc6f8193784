"""Who asks, what they may see and what they may do. Every repository call carries one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qc.errors import ScopeError
from qc.locale import N_
from qc.words import ALL_RIGHTS, Right


@dataclass(frozen=True, slots=True)
class Scope:
    """Of sites and units, `None` means all; an empty set means nothing."""

    actor: str
    sites: frozenset[str] | None = None
    units: frozenset[str] | None = None
    rights: frozenset[Right] = ALL_RIGHTS

    @property
    def is_whole(self) -> bool:
        """Whether nothing is hidden from the one who asks."""
        return self.sites is None and self.units is None

    def covers(self, site: str, unit: str) -> bool:
        """Whether a unit of a site may be seen and written."""
        return (self.sites is None or site in self.sites) and (
            self.units is None or unit in self.units
        )

    def covers_all(self, sites: Iterable[str]) -> bool:
        """Whether none of these sites is hidden from the one who asks."""
        return self.sites is None or self.sites.issuperset(sites)

    def refused(self, right: Right) -> ScopeError | None:
        """Why something may not be done, None where it may."""
        if right in self.rights:
            return None
        return ScopeError(
            right.refusal,
            N_("Ask an administrator for another role, or somebody who has it to do this."),
            actor=self.actor,
        )

    def must(self, right: Right) -> None:
        """ScopeError, in a sentence, without the right."""
        if fault := self.refused(right):
            raise fault
