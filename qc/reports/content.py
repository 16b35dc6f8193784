"""What the month's report says: frozen dataclasses, in the reader's language, without any look.

Figures are those of `qc.analysis` and `qc.improve`, carried and never recomputed; a renderer only places them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from qc.analysis.answers import Scorecard
from qc.analysis.periods import Period
from qc.meeting.model import Meeting
from qc.reports.improvement.content import CycleSheet, FindingSheet, KeptSheet
from qc.words import Severity, State, Verdict


@dataclass(frozen=True)
class Conclusion:
    """One of the three sentences: what it is about, and what it says with its figures."""

    about: str
    sentence: str


@dataclass(frozen=True)
class TrendMonth:
    """One month of a trend. Rates are shares; NaN where there is none."""

    start: dt.date
    checked: int
    passed: int
    rate: float
    centre: float
    lower: float
    upper: float
    target: float


@dataclass(frozen=True)
class TrendChart:
    """Twelve months of one indicator. `sentence` is the conclusion, `caption` names the chart and
    says what its limits are; `pooled` is False for a parent, whose rate is a mean of rates."""

    code: str
    name: str
    sentence: str
    caption: str
    pooled: bool
    months: tuple[TrendMonth, ...]


@dataclass(frozen=True)
class UnitRate:
    """One indicator in one unit in the month; `state` says how sure its verdict is."""

    unit: str
    code: str
    indicator: str
    counting_unit: str
    checked: int
    passed: int
    rate: float
    target: float
    verdict: Verdict
    state: State


@dataclass(frozen=True)
class FailingItem:
    """One item that failed, with its number of failures, its share of all failures and the share
    of it and all before it; `vital` marks the few that make up 80 %."""

    item: str
    indicator: str
    failures: int
    checked: int
    share: float
    cumulative: float
    vital: bool


@dataclass(frozen=True)
class ChecklistLine:
    """One checklist in one unit in the month. `points` and `scored` are NaN where the sheets give no points;
    `checked` and `passed` count in the indicator's own unit. Rates are shares, NaN where there is none."""

    unit: str
    code: str
    checklist: str
    checks: int
    points: float
    scored: float
    score_rate: float
    checked: int
    passed: int
    rate: float


@dataclass(frozen=True)
class ChecklistSheet:
    """The month's checks by unit and checklist."""

    sentence: str
    lines: tuple[ChecklistLine, ...]


@dataclass(frozen=True)
class ExpiryLine:
    """A drug or supply that has expired (`left` days, negative) or is near its last day of use. `have` and
    `par` are None where the sheet does not say; `counted` is the day of the count that it stands by."""

    name: str
    unit: str
    where: str
    batch: str
    expiry: dt.date
    left: int
    have: int | None
    par: int | None
    counted: dt.date


@dataclass(frozen=True)
class ExpirySheet:
    """What needs replacing, the first to expire first."""

    sentence: str
    caption: str
    lines: tuple[ExpiryLine, ...]


@dataclass(frozen=True)
class RegisterLine:
    """A figure of a register: of the whole month, or of one `part` of it ("severity: minor")."""

    part: str
    figure: str
    now: str
    before: str
    change: str


@dataclass(frozen=True)
class RegisterReview:
    """The month of one register: its conclusion in sentences, then its figures."""

    name: str
    sentences: tuple[str, ...]
    lines: tuple[RegisterLine, ...]


@dataclass(frozen=True)
class Restatement:
    """A figure of a month that was published otherwise: what was said, what holds now, and why it changed."""

    month: Period
    code: str
    indicator: str
    was: str
    now: str
    why: str


@dataclass(frozen=True)
class HeldBack:
    """One fault of a workbook at its cell, in words."""

    severity: Severity
    label: str
    file: str
    sheet: str
    cell: str
    value: str
    message: str
    remedy: str


@dataclass(frozen=True)
class SourceFile:
    """A workbook that stands behind the figures."""

    name: str
    sha256: str
    imported_at: str
    checks: int


@dataclass(frozen=True)
class Method:
    """How one indicator is counted, in words, with its target (NaN without one) and since when it holds."""

    indicator: str
    counted: str
    target: float
    valid_from: dt.date | None
    source: str


@dataclass(frozen=True)
class Report:
    """The whole of the month's report. `restatements`: figures of earlier, frozen months that hold no
    longer; `frozen` says when and by whom this one was frozen ("": it is not)."""

    clinic: str
    period: Period
    title: str
    made_on: dt.date
    version: str
    conclusions: tuple[Conclusion, ...]
    scorecard: Scorecard
    trends: tuple[TrendChart, ...]
    units: tuple[UnitRate, ...]
    failing: tuple[FailingItem, ...]
    failing_sentence: str
    units_sentence: str
    held_back: tuple[HeldBack, ...]
    sources: tuple[SourceFile, ...]
    methods: tuple[Method, ...]
    findings: FindingSheet
    cycles: CycleSheet
    kept: KeptSheet
    checklists: ChecklistSheet
    expiring: ExpirySheet
    registers: tuple[RegisterReview, ...]
    restatements: tuple[Restatement, ...] = ()
    frozen: str = ""

    @property
    def places_held_back(self) -> int:
        return places_held_back(self.held_back)


@dataclass(frozen=True)
class Month:
    """All that is said about a month: what each of its reports renders."""

    report: Report
    meeting: Meeting


def places_held_back(found: tuple[HeldBack, ...]) -> int:
    """How many of the faults keep something out of the figures; the others only need a look."""
    return sum(each.severity is Severity.ERROR for each in found)
