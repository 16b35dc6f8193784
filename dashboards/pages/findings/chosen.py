"""Which findings an address asks for, and in what order: plain functions of findings."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from dashboards.pages.findings.place import ALL, HISTORY, WAITING, Place
from qc.improve.findings import Finding, Gravity
from qc.improve.states import FindingState
from qc.text import normal_form

PAGE = 50
"""So many stand on one page."""

_STATES, _GRAVITIES = list(FindingState), list(Gravity)


def chosen(found: Sequence[Finding], place: Place, today: dt.date) -> list[Finding]:
    """Those that the address asks for, in its order."""
    kept = [each for each in found if _fits(each, place, today)]
    name = place.sort.removeprefix("-")
    ordered = sorted(kept, key=lambda each: (each.due, each.date, each.unit, each.item))
    ordered.sort(key=_KEYS[name], reverse=place.sort.startswith("-"))
    return ordered


class Counts(NamedTuple):
    """How many there are of each state (also of those that wait, and of all), how many are overdue and
    how many come again, whatever else the address asks for."""

    states: Counter[str]
    overdue: int
    recurring: int


def counted(found: Sequence[Finding], place: Place, today: dt.date) -> Counts:
    """In one pass, so that a long record is no burden."""
    states: Counter[str] = Counter()
    overdue = recurring = 0
    for each in found:
        if not _is_about(each, place):
            continue
        late, again = each.overdue(today), each.repeated
        here = _stands(each, place.state)
        overdue += here and late and (again or not place.recurring)
        recurring += here and again and (late or not place.overdue)
        if (late or not place.overdue) and (again or not place.recurring):
            states[ALL] += 1
            states[str(each.state) if each.followed else HISTORY] += 1
            states[WAITING] += each.waits
    return Counts(states, overdue, recurring)


def page_of(found: Sequence[Finding], place: Place) -> tuple[Sequence[Finding], int, int]:
    """Those of the page, its number, and how many pages there are; a page beyond the last is the last."""
    pages = max(1, -(-len(found) // PAGE))
    number = min(max(1, int(place.page)), pages)
    return found[(number - 1) * PAGE : number * PAGE], number, pages


def _fits(each: Finding, place: Place, today: dt.date) -> bool:
    return (
        _stands(each, place.state)
        and (not place.overdue or each.overdue(today))
        and (not place.recurring or each.repeated)
        and _is_about(each, place)
    )


def _is_about(each: Finding, place: Place) -> bool:
    """Whether it is what the address is about, however it stands."""
    return (
        place.unit in (None, each.unit)
        and place.indicator in (None, each.indicator)
        and place.checklist in (None, each.checklist)
        and place.gravity in (None, each.gravity)
        and place.person in (None, each.told.get("person"))
        and (place.period is None or place.period.start <= each.date <= place.period.end)
        and (not place.q or normal_form(place.q) in _words(each))
    )


def _stands(each: Finding, state: str) -> bool:
    if state == ALL:
        return True
    if state == WAITING:
        return each.waits
    if state == HISTORY:
        return not each.followed
    return each.followed and each.state == state


def _words(each: Finding) -> str:
    told = (each.told.get(name, "") for name in ("cause", "measure", "person"))
    return normal_form("\n".join((each.item, each.unit, *told)))


_KEYS: dict[str, Callable[[Finding], Any]] = {
    "due": lambda each: each.due,
    "date": lambda each: each.date,
    "state": lambda each: (not each.followed, _STATES.index(each.state)),
    "unit": lambda each: each.unit,
    "item": lambda each: each.item,
    "failed": lambda each: -each.failed,
    "times": lambda each: -each.times,
    "gravity": lambda each: _GRAVITIES.index(each.gravity),
    "person": lambda each: (not each.told.get("person"), each.told.get("person", "")),
}
