"""The trend of one indicator over calendar periods, as a control chart."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import get_args

import pandas as pd

from metrics import between_failures, choose_chart, control_chart
from qc.analysis.answers import Trend
from qc.analysis.asked import known_indicator, known_unit, not_one_of, with_children
from qc.analysis.chart_notes import ChartNotes, chart_notes
from qc.analysis.counting import at_unit
from qc.analysis.kept import kept
from qc.analysis.periods import Period, PeriodKind
from qc.analysis.plotted import MEAN_OF_RATES, PLOTTED
from qc.analysis.source import facts
from qc.analysis.standings import Standings, standings
from qc.analysis.verdicts import as_float, target_of
from qc.catalogue.model import Catalogue, Indicator
from qc.locale import N_
from qc.words import Direction
from qc.workspace import Workspace

CHARTS = ("auto", *PLOTTED)
SETTLED = 20
HELPING = ("failures", "days", "cases")  # columns that only lead to the value

REASONS = {
    "few_periods": N_(
        "Run chart, because {periods} periods with data are too few for control limits (12)."
    ),
    "overdispersed": N_(
        "p′ chart (Laney), because the periods vary {dispersion} times as much as counting explains."
    ),
    "usual": N_("p chart: limits follow from how much was checked in each period."),
    "chosen": N_("This chart was chosen by hand."),
    "between": N_("This chart was chosen by hand: one point for each day with a failure."),
    "parent": N_("Run chart, because a mean of several indicators has no counts of its own."),
}


def trend(
    workspace: Workspace,
    indicator: str,
    unit: str | None = None,
    chart: str = "auto",
    kind: PeriodKind = "month",
    until: dt.date | None = None,
) -> Trend:
    """The trend of an indicator, by week, month, quarter or year, up to and with the day `until`.

    chart: one of CHARTS; "auto" chooses by `metrics.choose_chart`. See `trend_of`. UsageError for
    an unknown indicator, unit, chart or kind of period.
    """
    known = known_indicator(workspace.catalogue, indicator)
    if chart not in CHARTS:
        raise not_one_of(N_('There is no chart "{word}" here.'), chart, CHARTS)
    if kind not in get_args(PeriodKind):
        raise not_one_of(N_('There is no kind of period "{word}".'), kind, get_args(PeriodKind))
    held = facts(workspace)
    known_unit(held.daily, unit)
    notes = chart_notes(workspace, indicator, unit, kind)

    def work() -> Trend:
        daily = held.daily
        days = daily if until is None else daily[daily["date"] <= until.isoformat()]
        stood = _stood(workspace, unit, kind, until)
        return trend_of(days, workspace.catalogue, known, unit, chart, kind, notes, stood)

    of = held.changes.of("indicator", with_children(workspace.catalogue, indicator))
    return kept(workspace, ("trend", indicator, unit, chart, kind, until), work, by=(notes,), of=of)


def trend_of(
    checks: pd.DataFrame,
    catalogue: Catalogue,
    indicator: Indicator,
    unit: str | None = None,
    chart: str = "auto",
    kind: PeriodKind = "month",
    notes: ChartNotes | None = None,
    stood: Standings | None = None,
) -> Trend:
    """The trend from counted checks, or the days that they add up to: a row for every period from the first to the last with data,
    gaps as NaN. `frame` has, beside `metrics.control_chart`'s columns, `period` (label), `start`
    (ISO date of its first day), `checked`, `passed`, `rate` and `target` (in force on its last day).

    u, up and c charts plot failures, g and t charts what passed, or how many days, between them: there
    a row is a day with a failure, its counts are that day's, and the kind of period does not matter.
    A parent's value is the weighted mean of its children's rates; without counts of its own it is
    always a run chart. What is noted about its points (`excluded`, `phase`) sets the limits; days with
    a failure have no such notes.
    """
    seen = at_unit(checks, unit)
    frame = _series(stood or Standings.of(seen, catalogue, kind), indicator, kind)
    choice = _choose(frame, chart, is_parent=bool(catalogue.children(indicator.code)))
    plotted = MEAN_OF_RATES if choice.reason == "parent" else PLOTTED[choice.chart]
    source = _between(seen, indicator) if plotted.between else _with_failures(frame, indicator)
    noted = ChartNotes() if plotted.between else (notes or ChartNotes())
    drawn = control_chart(
        noted.on(source),
        choice.chart,
        numerator=plotted.numerator,
        denominator=plotted.denominator,
        order="start",
        phases="phase",
        exclude="excluded",
    ).drop(columns=[name for name in HELPING if name in source])
    return Trend(
        indicator=indicator,
        unit=unit,
        chart=choice.chart,
        reason=REASONS[choice.reason],
        reason_values=choice.values,
        trial=choice.chart != "run" and int(drawn["rate"].notna().sum()) < SETTLED,
        target=_target(frame, indicator),
        frame=drawn,
        notes=noted,
    )


@dataclass(frozen=True)
class _Choice:
    chart: str
    reason: str
    values: dict[str, object] = field(default_factory=dict)


def _choose(frame: pd.DataFrame, chart: str, *, is_parent: bool) -> _Choice:
    if is_parent:
        return _Choice("run", "parent")
    if chart != "auto":
        return _Choice(chart, "between" if PLOTTED[chart].between else "chosen")
    chosen = choose_chart(frame, numerator="passed", denominator="checked", order="start")
    values: dict[str, object] = {
        "periods": chosen.periods,
        "dispersion": round(chosen.dispersion, 1),
    }
    return _Choice(chosen.chart, chosen.reason, values)


def _stood(
    workspace: Workspace, unit: str | None, kind: PeriodKind, until: dt.date | None
) -> Standings | None:
    """Where everything stood up to a day, where periods end with it; None where one is cut."""
    stood = standings(workspace, unit, kind)
    if until is None:
        return stood
    last = Period.of(until, kind)
    return stood.up_to(last) if last.end == until else None


def _series(standings: Standings, indicator: Indicator, kind: PeriodKind) -> pd.DataFrame:
    periods = standings.periods(indicator, kind)
    rows = [(each, standings.at(indicator, each)) for each in periods]
    return pd.DataFrame(
        {
            "period": pd.Series([str(each) for each in periods], dtype="str"),
            "start": pd.Series([each.start.isoformat() for each in periods], dtype="str"),
            "checked": pd.Series([stood.checked for _, stood in rows], dtype="int64"),
            "passed": pd.Series([stood.passed for _, stood in rows], dtype="int64"),
            "rate": pd.Series([as_float(stood.rate) for _, stood in rows], dtype="float64"),
            "target": pd.Series(
                [as_float(target_of(indicator, each.end)) for each in periods], dtype="float64"
            ),
        }
    )


def _failures(counted: pd.DataFrame, indicator: Indicator) -> pd.Series:
    """What went wrong: of an indicator to be kept low, that which `passed` counts."""
    lower = indicator.direction is Direction.LOWER
    return counted["passed"] if lower else counted["checked"] - counted["passed"]


def _with_failures(frame: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """The failures of each period; none known where nothing was checked."""
    return frame.assign(failures=_failures(frame, indicator).where(frame["checked"] > 0))


def _between(checks: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """A row for each day with a failure, with what lies between it and the one before."""
    own = checks[checks["indicator"] == indicator.code]
    daily = own.groupby("date", as_index=False)[["checked", "passed"]].sum()
    daily = daily.assign(failures=_failures(daily, indicator), start=daily["date"].astype(str))
    points = between_failures(daily, order="start", failures="failures", checked="checked")
    found = points.merge(daily[["start", "checked", "passed"]], on="start")
    days = map(dt.date.fromisoformat, found["start"])
    targets = [as_float(target_of(indicator, day)) for day in days]
    return pd.DataFrame(
        {
            "period": found["start"].astype("str"),
            "start": found["start"].astype("str"),
            "checked": found["checked"].astype("int64"),
            "passed": found["passed"].astype("int64"),
            "rate": found["passed"] / found["checked"],
            "target": pd.Series(targets, dtype="float64"),
            "days": found["days"],
            "cases": found["cases"],
        }
    )


def _target(frame: pd.DataFrame, indicator: Indicator) -> float:
    """The target of the last period; without data the newest one. NaN where none is set."""
    if len(frame):
        return float(frame["target"].iloc[-1])
    return as_float(target_of(indicator, dt.date.max))
