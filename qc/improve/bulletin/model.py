"""The shapes of the two editions: plain figures and names, without words or look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from qc.analysis.periods import Period
from qc.improve.bulletin.customers import Improved
from qc.improve.bulletin.focus import Focus
from qc.improve.cycles.effect import Shown
from qc.improve.rectified import Rectified


class Audience(StrEnum):
    """For whom an edition is."""

    INSIDE = "inside"
    CUSTOMERS = "customers"


@dataclass(frozen=True)
class Tally:
    """How many findings there were, by what became of them."""

    by: Mapping[Rectified, int]

    @property
    def total(self) -> int:
        return sum(self.by.values())

    @property
    def put_right(self) -> int:
        return self.by[Rectified.IN_TIME] + self.by[Rectified.LATE]


@dataclass(frozen=True)
class Fixed:
    """A standard that was fixed in the quarter: a process, training or policy that came of the cycle
    `of`, or (`of` "") a version of a checklist that came into force."""

    day: dt.date
    name: str
    version: str
    of: str


@dataclass(frozen=True)
class Again:
    """A repeated problem: on how many days of the quarter its item failed in a unit again, the last of
    them, and the how-manieth time on end that was."""

    site: str
    unit: str
    item: str
    days: int
    last: dt.date
    times: int


@dataclass(frozen=True)
class Inside:
    """The edition for the inside. `carried`: how many of the findings are from before the quarter;
    `history`: how many of the quarter nobody was to follow, which are in no other figure. `units` is
    by (site, unit), `indicators` by code; `ended`: cycles that ended in the quarter; `live`: those under way."""

    quarter: Period
    as_of: dt.date
    whole: Tally
    carried: int
    history: int
    units: Mapping[tuple[str, str], Tally]
    indicators: Mapping[str, Tally]
    repeated: tuple[Again, ...]
    ended: tuple[Shown, ...]
    live: int
    fixed: tuple[Fixed, ...]
    focus: tuple[Focus, ...]


@dataclass(frozen=True)
class ForCustomers:
    """The edition for customers: only what was improved, without names, scores and units."""

    quarter: Period
    improved: tuple[Improved, ...]
