"""What belongs to a finding: the same item in the same place at other times, and the cycles about it."""

from __future__ import annotations

from collections.abc import Iterable

from qc.improve.cycles.acting import known_cycles
from qc.improve.cycles.model import Cycle
from qc.improve.findings import Finding
from qc.workspace import Workspace


def same_place(found: Finding, others: Iterable[Finding]) -> list[Finding]:
    """The other findings of the same item in the same unit, the newest first."""
    here = _place(found)
    same = (each for each in others if _place(each) == here and each.id != found.id)
    return sorted(same, key=lambda each: (each.date, each.round, each.id), reverse=True)


def _place(found: Finding) -> tuple[str, str, str, str]:
    return found.site, found.unit, found.checklist, found.item_code


def cycles_about(workspace: Workspace, found: Finding) -> list[Cycle]:
    """The PDCA cycles that were opened about a finding, as far as the one who asks may see them."""
    return [each for each in known_cycles(workspace) if found.id in each.findings]
