"""What the next quarter looks at first: items that are not put right yet, or came again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qc.improve.findings import Finding
from qc.improve.rectified import Rectified

DONE = (Rectified.IN_TIME, Rectified.LATE)


@dataclass(frozen=True)
class Focus:
    """An item of a unit: how many of its findings wait, how many of them are overdue, how often on end
    it failed (`times`, at its last finding)."""

    site: str
    unit: str
    item: str
    critical: bool
    waiting: int
    overdue: int
    times: int


def focus_of(found: Iterable[Finding], known: Mapping[str, Rectified]) -> tuple[Focus, ...]:
    """The items that wait or came again, the gravest first: critical ones that wait, overdue ones, those
    that came again most often. `known` is what became of each finding, by its id."""
    places: dict[tuple[str, str, str, str], list[Finding]] = {}
    for each in sorted(found, key=lambda each: (each.date, each.id)):
        place = (each.site, each.unit, each.checklist, each.item_code)
        places.setdefault(place, []).append(each)
    told = [_focus(history, known) for history in places.values()]
    chosen = [each for each in told if each.waiting or each.times > 1]
    return tuple(sorted(chosen, key=_gravest_first))


def _focus(history: list[Finding], known: Mapping[str, Rectified]) -> Focus:
    last, stood = history[-1], [known[each.id] for each in history]
    return Focus(
        site=last.site,
        unit=last.unit,
        item=last.item,
        critical=last.critical,
        waiting=sum(how not in DONE for how in stood),
        overdue=stood.count(Rectified.OVERDUE),
        times=last.times,
    )


def _gravest_first(each: Focus) -> tuple[bool, int, int, int, str, str, str]:
    grave = each.critical and each.waiting > 0
    return (not grave, -each.overdue, -each.times, -each.waiting, each.site, each.unit, each.item)
