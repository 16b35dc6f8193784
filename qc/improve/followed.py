"""Which lines of a checklist are being put right in a unit: a photo of them afterwards is evidence."""

from __future__ import annotations

from qc.improve.acting import findings
from qc.improve.cycles.acting import known_cycles
from qc.workspace import Workspace


def followed_items(workspace: Workspace, unit: str, checklist: str) -> frozenset[str]:
    """The codes of the items that an open finding or an open cycle is about there."""
    waiting = {
        found.item_code
        for found in findings(workspace)
        if found.waits and (found.unit, found.checklist) == (unit, checklist)
    }
    improved = {
        place.item_code
        for cycle in known_cycles(workspace)
        if cycle.state.is_live
        for place in cycle.baseline.places
        if (place.unit, place.checklist) == (unit, checklist)
    }
    return frozenset(waiting | improved)
