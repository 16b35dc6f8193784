"""The control chart of one indicator: phases, PDCA marks, points left out, and what is written there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from dashboards.address import Rows
from dashboards.components import fields, html
from dashboards.components.details import about_chart, trend_key, trend_table
from dashboards.components.graphs import block, graph
from dashboards.figures.marks import Mark
from dashboards.figures.trend import trend_figure
from dashboards.pages.indicator.asked import Subject
from dashboards.pages.indicator.names import may_write
from qc import analysis
from qc.analysis import Period, Trend
from qc.analysis.chart_notes import ChartNotes
from qc.analysis.sentences import signal_sentence, standing_sentence
from qc.improve.cycles.acting import known_cycles
from qc.improve.cycles.model import Cycle

CONTROL = "control-figure"


@dataclass(frozen=True)
class Drawn:
    """The panel under its own conclusion, and `said`, where the indicator stands: the page's."""

    said: str
    block: Any


def drawn(subject: Subject) -> Drawn:
    """The chart up to the period asked for, all periods from the first one on."""
    t = subject.t
    trend = analysis.trend(
        subject.reader, subject.code, subject.unit, kind=subject.kind, until=subject.until.end
    )
    said = signal_sentence(trend, t)
    links = [
        subject.view.link(rows=Rows(Period.parse(str(label)), subject.code, subject.unit))
        for label in trend.frame["period"]
    ]
    marks = [_mark(each, subject) for each in done_cycles(subject)]
    panel = [
        graph(CONTROL, trend_figure(trend, links, t, marks), said),
        trend_key(trend, t),
        _listed(marks, trend.notes, subject),
        trend_table(trend, links, t),
        about_chart(trend, t),
        _writing(trend, subject),
    ]
    place = subject.name(subject.unit) if subject.unit else t("All units")
    caption = " · ".join([subject.indicator.name.of(t.language), place, t("Control chart")])
    return Drawn(standing_sentence(trend, t), block(said, caption, panel, "detail"))


def done_cycles(subject: Subject) -> list[Cycle]:
    """The cycles of this indicator (and unit) whose measures were done, the oldest first."""
    known = known_cycles(subject.reader)
    codes = analysis.asked.with_children(subject.reader.catalogue, subject.code)
    mine = [
        each
        for each in known
        if each.done_on
        and each.indicator in codes
        and (subject.unit is None or subject.unit in {p.unit for p in each.baseline.places})
    ]
    return sorted(mine, key=lambda each: each.done_on or dt.date.min)


def done_days(subject: Subject) -> list[dt.date]:
    """The days on which cycles were done."""
    return [each.done_on for each in done_cycles(subject) if each.done_on]


def _mark(cycle: Cycle, subject: Subject) -> Mark:
    day = cycle.done_on or dt.date.min
    said = subject.t("PDCA: {title}, measures done on {day}", title=cycle.title, day=day)
    href = f"/cycles?cycle={cycle.id}&lang={subject.t.language}"
    return Mark(str(Period.of(day, subject.kind)), said, href)


def _listed(marks: list[Mark], notes: ChartNotes, subject: Subject) -> Any:
    """The marks and what was written about points, as lines: for the keyboard, and for paper."""
    t = subject.t
    lines: list[Any] = [
        html.Li([html.Span("▼ ", className="mark"), html.A(m.text, href=m.href)]) for m in marks
    ]
    for what, off, msg in (
        (notes.excluded, "include", "○ {period} sets no limits: {reason}"),
        (notes.phases, "join", "┆ New limits from {period}: {reason}"),
    ):
        for period, reason in what.items():
            take = [fields.button(t("Withdraw this note"), off, period)] * may_write(subject.reader)
            lines.append(html.Li([_said(msg, period, reason, subject), " ", *take]))
    return html.Ul(lines, className="marks") if lines else None


def _said(msg: str, period: str, reason: str, subject: Subject) -> str:
    return subject.t(msg, period=period, reason=reason)


def _writing(trend: Trend, subject: Subject) -> Any:
    """The form to leave a point out or begin new limits: a judgement with its reason."""
    t = subject.t
    told = trend.frame[trend.frame["value"].notna()]
    if told.empty or not may_write(subject.reader):
        return None
    periods = {str(label): str(label) for label in reversed(list(told["period"]))}
    row = html.Div(
        [
            fields.choice("period", t("Period"), periods, next(iter(periods))),
            fields.field("reason", t("Reason")),
            fields.button(t("Leave the point out of the limits"), "exclude"),
            fields.button(t("Begin new limits here"), "rebase"),
        ],
        className="form-row",
    )
    note = t("Only the limits change; every rate stays as it is. Name and time are kept.")
    summary = html.Summary(t("Write about a point: left out, new limits"))
    return html.Details([summary, row, html.P(note, className="caption")])
