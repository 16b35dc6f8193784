"""Which files a cycle's figures come from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from qc.improve.cycles.effect import Shown
from qc.improve.cycles.figures import Place
from qc.workspace import Workspace


def files_behind(workspace: Workspace, shown: Shown) -> tuple[str, ...]:
    """The workbooks that hold results of its places, before or after, by name."""
    places = frozenset(shown.cycle.baseline.places)
    found: set[str] = set()
    for start, end in _periods(shown):
        for unit in sorted({place.unit for place in places}):
            found |= _files(workspace, places, unit, start, end)
    return tuple(sorted(found))


def _periods(shown: Shown) -> Iterator[tuple[dt.date, dt.date]]:
    yield shown.cycle.baseline.start, shown.cycle.baseline.end
    if shown.effect:
        yield shown.effect.start, shown.effect.end


def _files(
    workspace: Workspace, places: frozenset[Place], unit: str, start: dt.date, end: dt.date
) -> set[str]:
    rows = workspace.store.results(workspace.scope, start=start, end=end, unit=unit)
    at = ("site", "unit", "checklist", "item_code", "item", "file")
    return {
        str(file)
        for site, there, checklist, code, item, file in zip(*(rows[n] for n in at), strict=True)
        if {Place(site, there, checklist, code), Place(site, there, checklist, item)} & places
    }
