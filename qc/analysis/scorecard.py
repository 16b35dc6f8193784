"""The scorecard: the core indicators, and others that hold data, in one period against their targets."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd

from qc.analysis.answers import Point, Scorecard, ScoreLine
from qc.analysis.asked import known_unit
from qc.analysis.counting import at_unit, within
from qc.analysis.judging import judged, pooled
from qc.analysis.kept import kept
from qc.analysis.outliers import worst_of
from qc.analysis.periods import Period
from qc.analysis.rollups import pooled_in
from qc.analysis.source import facts
from qc.analysis.standings import Standings, standings
from qc.analysis.verdicts import as_float, parent_state, target_of
from qc.catalogue.model import CORE, Catalogue, Indicator
from qc.words import State, Verdict
from qc.workspace import Workspace

HISTORY = 12


def scorecard(workspace: Workspace, period: Period, unit: str | None = None) -> Scorecard:
    """The scorecard of one period, for the whole clinic or one unit. See `scorecard_of`.

    UsageError for a unit of which nothing was ever checked.
    """

    def work() -> Scorecard:
        held = facts(workspace)
        known_unit(held.daily, unit)
        units = pooled_in(workspace, period, "unit", "indicator")
        return _scorecard(
            workspace.catalogue,
            period,
            unit,
            standings(workspace, unit, period.kind),
            at_unit(units, unit) if unit else pooled_in(workspace, period, "indicator"),
            units,
            at_unit(within(held.daily, period), unit),
        )

    return kept(workspace, ("scorecard", period, unit), work)


def scorecard_of(
    checks: pd.DataFrame, catalogue: Catalogue, period: Period, unit: str | None = None
) -> Scorecard:
    """The scorecard from counted checks (`counting.checks_of`).

    A census has no interval; its state is its verdict, met or missed for sure. A parent is the
    weighted mean of its children's rates: its own `checked` and `passed` are 0, because its
    children count different things, and results filed under the parent itself are not in it.
    """
    view = at_unit(checks, unit)
    now = within(view, period)
    return _scorecard(
        catalogue,
        period,
        unit,
        Standings.of(view, catalogue, period.kind),
        pooled(now, ["indicator"]),
        pooled(now, ["indicator", "unit"]),
        now,
    )


def _scorecard(
    catalogue: Catalogue,
    period: Period,
    unit: str | None,
    stood: Standings,
    whole: pd.DataFrame,
    units: pd.DataFrame,
    now: pd.DataFrame,
) -> Scorecard:
    """From where everything stood, the period's pooled checks by indicator, and by unit as well, and what
    was looked at in it."""
    lines = _own_lines(stood, whole, catalogue, period)
    for code in catalogue.indicators:
        lines[code] = _with_children(lines, code, catalogue)
    shown = [line for i in catalogue.in_groups if _is_shown(line := lines[i.code])]
    worst = worst_of(units, catalogue) if unit is None else {}
    return Scorecard(
        period,
        unit,
        tuple(replace(line, worst_unit=worst.get(line.indicator.code)) for line in shown),
        _completeness(now),
        int(now["missed"].sum()),
        int(now["held_back"].sum()),
        catalogue.groups,
    )


def _is_shown(line: ScoreLine) -> bool:
    """The core indicators always; any other once something was checked in the last twelve periods."""
    held = any(not math.isnan(point.rate) for point in line.history)
    return line.indicator.group == CORE or held


def _own_lines(
    standings: Standings, whole: pd.DataFrame, catalogue: Catalogue, period: Period
) -> dict[str, ScoreLine]:
    frame = whole.assign(on=period.end.isoformat())
    bounds = judged(frame, catalogue).set_index("indicator").to_dict("index")
    return {
        code: _line(indicator, period, standings, bounds.get(code, {}))
        for code, indicator in catalogue.indicators.items()
    }


def _line(
    indicator: Indicator, period: Period, standings: Standings, bounds: dict[str, object]
) -> ScoreLine:
    now = standings.at(indicator, period)
    rate, before = as_float(now.rate), as_float(standings.at(indicator, period.shift(-1)).rate)
    year_rate = as_float(standings.at(indicator, period.year_before).rate)
    return ScoreLine(
        indicator=indicator,
        checked=now.checked,
        passed=now.passed,
        rate=rate,
        lower=_number(bounds, "lower"),
        upper=_number(bounds, "upper"),
        target=as_float(target_of(indicator, period.end)),
        verdict=now.verdict,
        state=State(str(bounds.get("state", State.NO_DATA))),
        needed=_number(bounds, "needed"),
        vouched=_number(bounds, "vouched"),
        previous_rate=before,
        movement=100 * (rate - before),
        history=_history(indicator, period, standings),
        missed_periods=standings.missed_periods(indicator, period),
        worst_unit=None,
        year_rate=year_rate,
        year_movement=100 * (rate - year_rate),
    )


def _number(bounds: dict[str, object], name: str) -> float:
    value = bounds.get(name, math.nan)
    return float(value) if isinstance(value, (int, float)) else math.nan


def _history(indicator: Indicator, period: Period, standings: Standings) -> tuple[Point, ...]:
    periods = [period.shift(-back) for back in reversed(range(HISTORY))]
    past = [(each, standings.at(indicator, each)) for each in periods]
    return tuple(Point(each, s.checked, s.passed, as_float(s.rate)) for each, s in past)


def _with_children(lines: dict[str, ScoreLine], code: str, catalogue: Catalogue) -> ScoreLine:
    """The line of a parent with what its children say of it; any other line as it is."""
    line, children = lines[code], catalogue.children(code)
    if not children:
        return line
    below = [_with_children(lines, child.code, catalogue) for child in children]
    return replace(
        line,
        lower=math.nan,
        upper=math.nan,
        needed=math.nan,
        vouched=math.nan,
        state=_state_of_parent(line, below),
        children=len(below),
        children_rated=sum(child.verdict is not Verdict.NONE for child in below),
        children_met=sum(child.verdict is Verdict.MET for child in below),
    )


def _state_of_parent(line: ScoreLine, below: list[ScoreLine]) -> State:
    if line.verdict is Verdict.NONE and not math.isnan(line.rate):
        return State.NO_TARGET
    return parent_state(line.verdict, [child.state for child in below])


def _completeness(checks: pd.DataFrame) -> float:
    """The share of the lines due that were looked at; one that is held back was."""
    missed = checks["missed"].sum()
    due = checks[["accepted", "held_back"]].sum().sum() + missed
    return float((due - missed) / due) if due else math.nan
