"""What customers are told: the requirements in which everything that had failed was put right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qc.catalogue.model import Catalogue, Item
from qc.improve.findings import Finding
from qc.improve.protected import INDICATORS, protected_codes
from qc.improve.rules import Rules
from qc.improve.states import FindingState
from qc.words import Kind

THINGS = frozenset({Kind.STOCK, Kind.MAINTENANCE, Kind.MEASUREMENT})
"""Their items are drugs and devices by name, no requirements that a customer could read."""

Place = tuple[str, str, str]  # indicator, checklist, item


@dataclass(frozen=True)
class Improved:
    """The requirements of an indicator, by its code, in the order of their standards."""

    indicator: str
    items: tuple[Item, ...]


def improved(
    found: Sequence[Finding], since: Sequence[Finding], catalogue: Catalogue, rules: Rules
) -> tuple[Improved, ...]:
    """The items of which all findings are closed, in every unit: `found` are the quarter's, `since`
    those after it.

    In the standards' own words only, and no unit in them: what a sheet or a person wrote may hold a
    name. Nothing of reports of what went wrong, and nothing of checks that are about persons: where
    there are two doctors, one of them would be meant.
    """
    unfinished = {_place(f) for f in (*found, *since) if f.state in _UNFINISHED}
    about_persons = INDICATORS | set(rules.stars.indicators)
    hidden = protected_codes(catalogue)
    told = {
        _place(each)
        for each in found
        if each.indicator not in about_persons and each.checklist not in hidden
    }
    units = {each.unit for each in (*found, *since)}
    chosen = [
        Improved(indicator, _items(catalogue, indicator, told - unfinished, units))
        for indicator in catalogue.indicators
    ]
    return tuple(each for each in chosen if each.items)


_UNFINISHED = frozenset(FindingState) - {FindingState.CLOSED, FindingState.WITHDRAWN}


def _place(found: Finding) -> Place:
    return found.indicator, found.checklist, found.item_code


def _items(
    catalogue: Catalogue, indicator: str, places: set[Place], units: Iterable[str]
) -> tuple[Item, ...]:
    return tuple(
        item
        for code, checklist in catalogue.checklists.items()
        if checklist.kind not in THINGS
        for item in checklist.items
        if (indicator, code, item.code) in places
        and not any(unit in item.text.zh or unit in item.text.en for unit in units if unit)
    )
