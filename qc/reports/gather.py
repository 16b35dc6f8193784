"""From the analysis to what is said: every figure of the report is asked for here."""

from __future__ import annotations

import math

import pandas as pd

from qc import __version__
from qc.analysis import (
    Period,
    Scorecard,
    ScoreLine,
    Trend,
    coverage,
    evidence,
    failing_items,
    pareto_sentence,
    period_name,
    scorecard,
    trend,
    trend_sentence,
    unit_rates,
    unit_sentence,
)
from qc.analysis.places import place_name
from qc.analysis.verdicts import as_float, target_of
from qc.catalogue.model import Catalogue
from qc.errors import UsageError
from qc.improve.rules import load_rules
from qc.locale import N_, Translator
from qc.reports.behind import held_back, methods, sources
from qc.reports.checklists import checklist_sheet
from qc.reports.content import (
    FailingItem,
    Report,
    TrendChart,
    TrendMonth,
    UnitRate,
    places_held_back,
)
from qc.reports.expiring import expiry_sheet
from qc.reports.improvement.cycles import cycle_sheet
from qc.reports.improvement.findings import finding_sheet
from qc.reports.improvement.kept import kept_sheet
from qc.reports.naming import named
from qc.reports.registers import register_reviews
from qc.reports.sentences import conclusions
from qc.words import State, Verdict
from qc.workspace import Workspace

MONTHS = 12
CHARTS = {
    "run": N_("run chart, median"),
    "p": N_("p chart, 3-sigma limits"),
    "pp": N_("p′ chart (Laney), 3-sigma limits"),
}


def gather(workspace: Workspace, period: Period, *, names: bool = False) -> Report:
    """All that the month's report says, in the workspace's language, as of today; names of staff are
    masked unless `names`.

    Raises UsageError when the period is no month or holds no data.
    """
    t = workspace.t
    _require_data(workspace, period)
    card = scorecard(workspace, period)
    failing = failing_items(workspace, period, without=load_rules(workspace.folder).statistics)
    units, rows = unit_rates(workspace, period), evidence(workspace, period)
    came_in = workspace.store.imports(workspace.scope)
    waiting = held_back(workspace, rows, came_in)
    return Report(
        clinic=workspace.clinic,
        period=period,
        title=t("QC report {period}", period=period_name(period, t)),
        made_on=workspace.today,
        version=__version__,
        conclusions=conclusions(card, failing, places_held_back(waiting), t),
        scorecard=card,
        trends=tuple(_trends(workspace, card)),
        units=tuple(_unit_rates(units, workspace)),
        units_sentence=unit_sentence(units, t),
        failing=tuple(_failing(failing, workspace.catalogue, t)),
        failing_sentence=pareto_sentence(failing, t),
        held_back=waiting,
        sources=sources(came_in, rows),
        methods=methods(workspace.catalogue, card, t),
        findings=finding_sheet(workspace, period, named(names=names)),
        cycles=cycle_sheet(workspace, period, named(names=names)),
        kept=kept_sheet(workspace, period),
        checklists=checklist_sheet(workspace, period),
        expiring=expiry_sheet(workspace),
        registers=register_reviews(workspace, period),
    )


def _require_data(workspace: Workspace, period: Period) -> None:
    if period.kind != "month":
        raise UsageError(
            N_("{period} is not a month; this report is made for a month."),
            N_("Write a month like 2026-10."),
            period=period,
        )
    months = coverage(workspace).months
    if not months:
        raise UsageError(
            N_("There is no data yet to report on."),
            N_("Import audit workbooks first, then make the report."),
        )
    if period not in months:
        raise UsageError(
            N_("There is no data for {period}."),
            N_("Months with data: {months}."),
            period=period,
            months=", ".join(str(month) for month in months),
        )


def _trends(workspace: Workspace, card: Scorecard) -> list[TrendChart]:
    """Charts of the indicators that have any data in the twelve months, in catalogue order."""
    told = [line for line in card.lines if any(not math.isnan(p.rate) for p in line.history)]
    return [_chart(workspace, card.period, line) for line in told]


def _chart(workspace: Workspace, period: Period, line: ScoreLine) -> TrendChart:
    t, code = workspace.t, line.indicator.code
    answer = trend(workspace, code, until=period.end)
    return TrendChart(
        code=code,
        name=line.indicator.name.of(t.language),
        sentence=trend_sentence(answer, t),
        caption=_caption(answer, period, t),
        pooled=not line.is_parent,
        months=_months(answer, period),
    )


def _caption(answer: Trend, period: Period, t: Translator) -> str:
    first = period.shift(1 - MONTHS)
    chart = t(CHARTS[answer.chart])
    if answer.trial:
        chart = t("{chart} (trial limits)", chart=chart)
    return t("{first} to {last}: {chart}", first=first, last=period, chart=chart)


def _months(answer: Trend, period: Period) -> tuple[TrendMonth, ...]:
    """The last twelve months of the trend; a month outside its frame is a gap."""
    months = [period.shift(back) for back in range(1 - MONTHS, 1)]
    drawn = answer.frame[answer.frame["period"] >= str(months[0])]
    columns = drawn.to_dict(
        "list"
    )  # a frame's rows one by one would take a third of all the asking
    rows = (dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))
    by_label = dict(zip(columns["period"], rows, strict=True))
    return tuple(_month(answer, month, by_label.get(str(month), {})) for month in months)


def _month(answer: Trend, month: Period, row: dict[str, float]) -> TrendMonth:
    figures = {
        name: float(row.get(name, math.nan)) for name in ("rate", "centre", "lower", "upper")
    }
    return TrendMonth(
        start=month.start,
        checked=int(row.get("checked", 0)),
        passed=int(row.get("passed", 0)),
        target=as_float(target_of(answer.indicator, month.end)),
        **figures,
    )


def _unit_rates(units: pd.DataFrame, workspace: Workspace) -> list[UnitRate]:
    catalogue, t = workspace.catalogue, workspace.t
    return [
        UnitRate(
            unit=place_name(str(row["unit"]), workspace.organisation, t),
            code=str(row["indicator"]),
            indicator=_name(catalogue, row["indicator"], t),
            counting_unit=catalogue.indicators[row["indicator"]].counting_unit.of(t.language),
            checked=int(row["checked"]),
            passed=int(row["passed"]),
            rate=float(row["rate"]),
            target=float(row["target"]),
            verdict=Verdict(row["verdict"]),
            state=State(row["state"]),
        )
        for row in units.to_dict("records")
    ]


def _failing(items: pd.DataFrame, catalogue: Catalogue, t: Translator) -> list[FailingItem]:
    return [
        FailingItem(
            item=str(row["item"]),
            indicator=_name(catalogue, row["indicator"], t),
            failures=int(row["defects"]),
            checked=int(row["checked"]),
            share=float(row["share"]),
            cumulative=float(row["cumulative"]),
            vital=bool(row["vital"]),
        )
        for row in items.to_dict("records")
    ]


def _name(catalogue: Catalogue, code: str, t: Translator) -> str:
    """The indicator's name; a code that the catalogue no longer has is shown as it is."""
    known = catalogue.indicators.get(code)
    return known.name.of(t.language) if known else str(code)
