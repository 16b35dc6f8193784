"""Which check was done for which period: in its own first, what is over for one before."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from qc.improve.calendar.doings import Doing
from qc.improve.calendar.spans import Span


@dataclass(frozen=True, slots=True)
class Filled:
    """A period, how often it was owed, and what was done for it, in time and late."""

    span: Span
    times: int
    in_time: tuple[Doing, ...]
    late: tuple[Doing, ...]

    @property
    def lacks(self) -> int:
        return max(0, self.times - len(self.in_time) - len(self.late))


def fill(owed: Sequence[tuple[Span, int, int]], doings: Sequence[Doing]) -> list[Filled]:
    """Give each period what was done for it.

    owed: the periods in their order, each with how often it is owed and so many days of grace.
    doings: sorted, a day and slot once.

    What was done in a period counts for it. Only what it has more than it owes, the earliest first, is
    counted for an earlier period that lacks it, the oldest whose grace has not ended: nothing is taken
    from a period that needs it itself.
    """
    days = [doing.day for doing in doings]
    own = [
        list(doings[bisect_left(days, span.start) : bisect_right(days, span.end)])
        for span, _, _ in owed
    ]
    late: list[list[Doing]] = [[] for _ in owed]
    lacking: list[int] = []  # places of periods that lack something, oldest first
    for place, ((_, times, _), mine) in enumerate(zip(owed, own, strict=True)):
        over = max(0, len(mine) - times)
        for doing in mine[:over]:
            lacking = [
                n
                for n in lacking
                if doing.day <= _deadline(owed[n]) and len(own[n]) + len(late[n]) < owed[n][1]
            ]
            if lacking:
                late[lacking[0]].append(doing)
                mine.remove(doing)
        if len(mine) < times:
            lacking.append(place)
    rows = zip(owed, own, late, strict=True)
    return [Filled(span, times, tuple(a), tuple(b)) for (span, times, _), a, b in rows]


def _deadline(owed: tuple[Span, int, int]) -> dt.date:
    span, _, grace = owed
    return span.end + dt.timedelta(days=grace)
