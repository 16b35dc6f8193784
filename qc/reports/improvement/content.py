"""What the sheets of the improvement say: plain rows in the reader's language, without any look."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class FindingLine:
    """One followed finding of the month, as it stands on the report's day. A date is None, a text ""
    where nothing was done yet; `due` is the day that `state` was judged by."""

    day: dt.date
    unit: str
    item: str
    failed: int
    checked: int
    gravity: str
    times: int
    cause: str
    measure: str
    person: str
    due: dt.date
    overdue: bool
    state: str
    rechecked_on: dt.date | None
    recheck: str


@dataclass(frozen=True)
class FindingSheet:
    """`sentence` counts them, `caption` says what is not listed."""

    sentence: str
    caption: str
    lines: tuple[FindingLine, ...]


@dataclass(frozen=True)
class CycleLine:
    """One cycle: shares and conclusion in the words of its own page ("95.0 % (57/60)", "—"). `attainment`
    (目标达成率) and `progress` (进步率) are shares, NaN while nothing can be compared."""

    id: str
    title: str
    unit: str
    owner: str
    state: str
    due: dt.date
    overdue: bool
    before: str
    target: str
    after: str
    conclusion: str
    attainment: float
    progress: float
    figures: str


@dataclass(frozen=True)
class CycleSheet:
    """The cycles that were live in the month or ended in it."""

    sentence: str
    caption: str
    lines: tuple[CycleLine, ...]


@dataclass(frozen=True)
class KeptLine:
    """How one cadence was kept: `owed` is the sum of the counts after it; `rate` a share, NaN where
    nothing was owed."""

    name: str
    rate: float
    owed: int
    in_time: int
    late: int
    open: int
    excused: int
    missed: int


@dataclass(frozen=True)
class NotDoneLine:
    """What one place did not do of one cadence: how many times, in which periods, why ("": nobody
    said)."""

    name: str
    place: str
    times: int
    state: str
    periods: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class KeptSheet:
    """The calendar of the month: each cadence, and what was not done."""

    sentence: str
    caption: str
    lines: tuple[KeptLine, ...]
    not_done: tuple[NotDoneLine, ...]
