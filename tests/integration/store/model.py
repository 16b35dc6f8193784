"""What the store must answer, kept in plain dicts: which checks count after any history."""

from __future__ import annotations

import itertools
from typing import Any

from qc.records import Check

Key = tuple[int, int]
One = tuple[str, str, dict[str, str]]
"""The name of a check, its unit, its marks."""

Live = dict[Key, One]
Ended = dict[Key, tuple[int, bool, One]]
"""By which import a check was ended, whether for another in its place, and what it said."""


def withdrawn(live: Live, gone: list[Key], incoming: list[Check]) -> list[Key]:
    """The rest of each import of which more than half comes again at the same cells (the n-th mark
    of every check stands in the n-th cell)."""
    rest: list[Key] = []
    same_marks = renamed(live, incoming)
    for import_id in {import_id for import_id, _ in gone} | same_marks:
        mine = [key for key in live if key[0] == import_id]
        again = [key for key in mine if is_in_place(live[key][0], live[key][2], incoming)]
        if 2 * len(again) > len(mine) or import_id in same_marks:
            rest += [key for key in mine if key not in gone]
    return rest


def is_in_place(check_id: str, marks: dict[str, str], incoming: list[Check]) -> bool:
    places = set(enumerate(marks))
    return any(
        one.check_id == check_id
        and 2 * len(places & set(enumerate(r.item_code for r in one.results))) >= len(places)
        for one in incoming
    )


def renamed(live: Live, incoming: list[Check]) -> set[int]:
    """The imports that come again with every mark, two failed ones among them, under the other
    unit's name; not when two checks claim one cell. (All files here have one name, day and sheet,
    and their marks are either all ticks or all crosses by check.)"""
    its = placed((one.unit, {r.item_code: str(r.outcome) for r in one.results}) for one in incoming)
    found = set()
    for import_id in {import_id for import_id, _ in live}:
        theirs = placed(live[key][1:] for key in live if key[0] == import_id)
        moved = [place for place, (unit, _) in theirs.items() if unit != its.get(place, ("",))[0]]
        same = {place: outcome for place, (_, outcome) in theirs.items()}
        again = {place: outcome for place, (_, outcome) in its.items()}
        if moved and same == again and sum(same[place] == "fail" for place in moved) >= 2:
            found.add(import_id)
    return found


def settle(
    live: Live, ended: Ended, touched: set[int], editions: set[tuple[int, int, str]]
) -> None:
    """What later imports say too ends again: the same check, or the rest of a withdrawn unit."""
    mine = [key for key in live if key[0] in touched]
    replaced = {}
    for key in mine:
        check_id, _, marks = live[key]
        for other in sorted(live):
            again, _, its = live[other]
            enough = 2 * len(marks.keys() & its.keys()) >= len(marks)
            if key not in replaced and other[0] > key[0] and again == check_id and enough:
                replaced[key] = other[0]
    for key, by in replaced.items():
        ended[key] = by, True, live.pop(key)
    for earlier, later, unit in sorted(editions | editions_of(ended, touched)):
        for key in [key for key in live if key[0] == earlier and live[key][1] == unit]:
            ended[key] = later, False, live.pop(key)


def editions_of(ended: Ended, touched: set[int]) -> set[tuple[int, int, str]]:
    return {
        (key[0], by, one[1])
        for key, (by, replaced, one) in ended.items()
        if key[0] in touched and by > key[0] and not replaced
    }


def placed(given: Any) -> dict[tuple[int, str], tuple[str, str]]:
    marks = [
        ((n, item), (unit, outcome))
        for unit, items in given
        for n, (item, outcome) in enumerate(items.items())
    ]
    return dict(marks) if len(dict(marks)) == len(marks) else {}


class Model:
    """Live and ended checks by import and a number of their own, and the live import of each file."""

    def __init__(self) -> None:
        self.imports: dict[str, int] = {}
        self.live: Live = {}
        self.ended: Ended = {}
        self.numbers = itertools.count()

    def save(self, sha256: str, import_id: int, incoming: list[Check]) -> int:
        """Returns how many checks go out of the figures."""
        self.imports[sha256] = import_id
        gone = self._supersede(import_id, incoming)
        self._add(import_id, incoming)
        return gone

    def reread(self, import_id: int, incoming: list[Check]) -> int:
        editions = editions_of(self.ended, {import_id})
        for key in [key for key in (*self.live, *self.ended) if key[0] == import_id]:
            self.live.pop(key, None)
            self.ended.pop(key, None)
        touched = self._release(import_id)
        gone = self._supersede(import_id, incoming)
        self._add(import_id, incoming)
        settle(self.live, self.ended, touched | {import_id}, editions)
        return gone

    def is_corrected(self, import_id: int) -> bool:
        return any(key[0] == import_id for key in self.ended)

    def undo(self, sha256: str) -> int:
        import_id = self.imports.pop(sha256)
        mine = [key for key in self.live if key[0] == import_id]
        for key in mine:
            del self.live[key]
        settle(self.live, self.ended, self._release(import_id), set())
        return len(mine)

    def _supersede(self, import_id: int, incoming: list[Check]) -> int:
        earlier = {key: one for key, one in self.live.items() if key[0] < import_id}
        gone = [key for key, one in earlier.items() if is_covered(one, incoming)]
        rest = withdrawn(earlier, gone, incoming)
        for key in (*gone, *rest):
            self.ended[key] = import_id, key in gone, self.live.pop(key)
        return len(gone) + len(rest)

    def _add(self, import_id: int, incoming: list[Check]) -> None:
        for one in incoming:
            marks = {r.item_code: str(r.outcome) for r in one.results}
            self.live[import_id, next(self.numbers)] = (one.check_id, one.unit, marks)

    def _release(self, import_id: int) -> set[int]:
        back = [key for key, (by, _, _) in self.ended.items() if by == import_id]
        for key in back:
            self.live[key] = self.ended.pop(key)[2]
        return {key[0] for key in back}


def is_covered(one: One, incoming: list[Check]) -> bool:
    check_id, _, marks = one
    return any(
        new.check_id == check_id
        and 2 * len(marks.keys() & {r.item_code for r in new.results}) >= len(marks)
        for new in incoming
    )
