"""The monthly QC performance assessment: the clinic's own formula, exact, shown with its parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from qc.analysis.asked import known_unit
from qc.analysis.periods import Period
from qc.analysis.source import facts
from qc.analysis.verdicts import parent_rate, share, target_of
from qc.catalogue.model import Catalogue, Indicator
from qc.errors import UsageError, WorkspaceError
from qc.improve.calendar.spans import Anchors, Span, span_of
from qc.improve.protected import INDICATORS
from qc.improve.rules import OWN, Assessment, load_rules
from qc.locale import N_
from qc.words import Direction
from qc.workspace import Workspace

FULL = 100
_Counts = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Part:
    """One indicator's part. `share`: what it counts for, of 100; `reached`: 0 to 1 of it; `points` the
    product. `reached` and `points` are None without data, where it is left out."""

    indicator: str
    weight: Fraction
    checked: int
    passed: int
    rate: Fraction | None
    target: Fraction | None
    reached: Fraction | None
    share: Fraction
    points: Fraction | None


@dataclass(frozen=True, slots=True)
class Score:
    """The score of a period, of 100, for the clinic or a unit: the sum of the parts' points, exact.
    None where nothing was checked."""

    span: Span
    unit: str | None
    parts: tuple[Part, ...]
    formula: str
    own_weights: bool

    @property
    def total(self) -> Fraction | None:
        points = [part.points for part in self.parts if part.points is not None]
        return sum(points, Fraction()) if points else None


def assessment(workspace: Workspace, period: Period, unit: str | None = None) -> Score:
    """The score of a month in the clinic's assessment period, by its formula.

    UsageError for a period that is no month or a unit that was never checked; WorkspaceError for an
    indicator that is not there, or that holds reports, which nobody's score may depend on.
    """
    if period.kind != "month":
        raise UsageError(
            N_('"{period}" is no month.'), N_("Write a month like 2026-10."), period=period
        )
    rules, checks = load_rules(workspace.folder), facts(workspace).checks
    first = rules.assessment.first_day
    span = span_of("month", period.start, Anchors(rules.calendar.two_weeks_from, first))
    view = checks if known_unit(checks, unit) is None else checks[checks["unit"] == unit]
    return score_of(view, workspace.catalogue, rules.assessment, span, unit)


def score_of(
    checks: pd.DataFrame, catalogue: Catalogue, rules: Assessment, span: Span, unit: str | None
) -> Score:
    """The score from counted checks (`counting.checks_of`), plain arithmetic on exact counts."""
    _refuse(catalogue, rules)
    weights = {code: Fraction(w) for code, w in rules.weights.items()}
    weights = weights or dict.fromkeys(rules.usual, Fraction(1))
    days = checks[checks["date"].between(span.start.isoformat(), span.end.isoformat())]
    sums = days.groupby("indicator", observed=True)[["checked", "passed"]].sum()
    counts = {str(row[0]): (int(row[1]), int(row[2])) for row in sums.itertuples()}
    rated = {code: _reached(code, counts, catalogue, rules, span.end) for code in weights}
    counted = [c for c in weights if rules.missing == "zero" or rated[c] is not None]
    whole = sum((weights[code] for code in counted), Fraction())
    any_data = any(reached is not None for reached in rated.values())
    parts = tuple(
        _part(
            catalogue.indicators[code], weight, counts, catalogue, span.end,
            rated[code] if rated[code] is not None or code not in counted or not any_data
            else Fraction(),
            FULL * weight / whole if code in counted else Fraction(),
        )
        for code, weight in weights.items()
    )  # fmt: skip
    return Score(span, unit, parts, rules.points, bool(rules.weights))


def _part(
    indicator: Indicator,
    weight: Fraction,
    counts: _Counts,
    catalogue: Catalogue,
    day: dt.date,
    reached: Fraction | None,
    share_: Fraction,
) -> Part:
    checked, passed = counts.get(indicator.code, (0, 0))
    points = None if reached is None else share_ * reached
    rate = _rate(indicator, counts, catalogue)
    return Part(
        indicator.code, weight, checked, passed, rate, target_of(indicator, day), reached, share_,
        points,
    )  # fmt: skip


def _reached(
    code: str, counts: _Counts, catalogue: Catalogue, rules: Assessment, day: dt.date
) -> Fraction | None:
    """How much of its weight an indicator reaches, 0 to 1; of one to be kept low, what did not happen."""
    indicator = catalogue.indicators[code]
    rate, target = _rate(indicator, counts, catalogue), target_of(indicator, day)
    if rate is None:
        return None
    if indicator.direction is Direction.LOWER:
        rate, target = 1 - rate, None if target is None else 1 - target
    if rules.points == "rate" or target is None:
        return rate
    if rate >= target:
        return Fraction(1)
    return Fraction() if rules.points == "all_or_nothing" else rate / target


def _rate(indicator: Indicator, counts: _Counts, catalogue: Catalogue) -> Fraction | None:
    children = catalogue.children(indicator.code)
    if children:
        return parent_rate([(child, _rate(child, counts, catalogue)) for child in children])
    checked, passed = counts.get(indicator.code, (0, 0))
    return share(passed, checked)


def _refuse(catalogue: Catalogue, rules: Assessment) -> None:
    for code in rules.weights or rules.usual:
        if code not in catalogue.indicators:
            raise WorkspaceError(
                N_('{file}: there is no indicator "{word}".'),
                N_("Check how its code is written."),
                file=OWN,
                word=code,
            )
        if code in INDICATORS:
            raise WorkspaceError(
                N_('{file}: nobody\'s score may depend on "{word}".'),
                N_("Reports would stop. Take it out: they are never part of an assessment."),
                file=OWN,
                word=code,
            )
