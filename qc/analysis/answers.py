"""The shapes of the answers: small frozen dataclasses and documented frames.

Pages, reports and the command line render these and compute nothing of their own. Rates are shares
(0..1) or NaN where nothing was checked; movements are percentage points.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from qc.analysis.chart_notes import ChartNotes
from qc.analysis.periods import Period
from qc.catalogue.model import CORE, Group, Indicator
from qc.words import State, Verdict


@dataclass(frozen=True)
class Point:
    """One period of a short history, for sparklines; `rate` is NaN where nothing was checked."""

    period: Period
    checked: int
    passed: int
    rate: float


@dataclass(frozen=True)
class ScoreLine:
    """One indicator in one period against its target.

    `lower`/`upper`: 95 % Wilson on the effective sample size; NaN for a census and without data.
    `needed`: clean checks still needed until the bound agrees (NaN when not applicable).
    `vouched`: with target 1 and no failure, the rate that so many clean checks can vouch for (NaN
    otherwise). `movement`: percentage points against the period before (NaN without one), `year_movement`
    against the same period of the year before.
    `children_met` of `children_rated` of `children`: for a parent; zeros for others.
    """

    indicator: Indicator
    checked: int
    passed: int
    rate: float
    lower: float
    upper: float
    target: float
    verdict: Verdict
    state: State
    needed: float
    vouched: float
    previous_rate: float
    movement: float
    history: tuple[Point, ...]
    missed_periods: int
    worst_unit: str | None
    children: int = 0
    children_rated: int = 0
    children_met: int = 0
    year_rate: float = math.nan
    year_movement: float = math.nan

    @property
    def is_parent(self) -> bool:
        return self.children > 0


@dataclass(frozen=True)
class Scorecard:
    """The core indicators in one period, no data included, then those of other groups that hold data;
    in the order of their groups, and within one as in the catalogue. `groups` names them by code.

    What is counted here (`met`, `rated`, `silent`, `foremost`) is of the core alone.
    `completeness`: share of due items that were looked at (missed items are the rest), NaN without
    data; `missed_items` and `held_back` count what is not in the figures.
    """

    period: Period
    unit: str | None
    lines: tuple[ScoreLine, ...]
    completeness: float
    missed_items: int
    held_back: int
    groups: Mapping[str, Group] = field(default_factory=dict)

    @property
    def core(self) -> tuple[ScoreLine, ...]:
        return tuple(line for line in self.lines if line.indicator.group == CORE)

    @property
    def met(self) -> int:
        return sum(line.verdict is Verdict.MET for line in self.core)

    @property
    def rated(self) -> int:
        return sum(line.verdict is not Verdict.NONE for line in self.core)

    @property
    def silent(self) -> int:
        """How many hold no data in the period."""
        return sum(math.isnan(line.rate) for line in self.core)

    @property
    def foremost(self) -> ScoreLine | None:
        """The line that most wants attention: it missed its target longest, then by most; a parent
        only where none of its children did, for it would repeat them. None when none is missed."""
        missed = [line for line in self.core if line.verdict is Verdict.MISSED]
        return max(
            [line for line in missed if not line.is_parent] or missed,
            key=lambda line: (line.missed_periods, abs(line.rate - line.target)),
            default=None,
        )


@dataclass(frozen=True)
class Trend:
    """A control chart over periods. `frame`: one row a period, gaps included, with columns `period`
    (label), `start`, `checked`, `passed` and those of `metrics.control_chart`. `chart` is the chart
    that was drawn, `reason` why (an English msgid), `reason_values` what fills it, `trial` whether
    the limits are trial limits (fewer than 20 periods). `notes`: points left out and new limits, with
    their reasons; the frame's columns `excluded` and `phase` follow from them."""

    indicator: Indicator
    unit: str | None
    chart: str
    reason: str
    reason_values: dict[str, object]
    trial: bool
    target: float
    frame: pd.DataFrame
    notes: ChartNotes = field(default_factory=ChartNotes)


@dataclass(frozen=True)
class Coverage:
    """Which months (oldest first), units (by name) and indicators (catalogue order, parents with a
    child that does included) hold data.

    `newest` is the last month with data, `newest_full` the last one that is over; None without.
    """

    months: tuple[Period, ...]
    newest: Period | None
    newest_full: Period | None
    units: tuple[str, ...]
    indicators: tuple[str, ...]

    @property
    def opening(self) -> Period | None:
        """The month that a page opens with: the newest full one, else whatever there is."""
        return self.newest_full or self.newest
