"""By unit: the funnel, a table of the same, and units × months."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboards.address import Rows
from dashboards.components import html
from dashboards.components.cross import cell, cross
from dashboards.components.cut_table import Line, cut_table
from dashboards.components.graphs import block, graph
from dashboards.figures.funnel import funnel_figure
from dashboards.pages.indicator.asked import Subject
from qc.analysis.comparing import Units, compared_units, units_sentence
from qc.analysis.cuts import cut
from qc.analysis.places import units_first
from qc.locale import N_

FUNNEL = "funnel-figure"


def parts(subject: Subject) -> list[Any]:
    """Two panels: how the units compare, and how each went month by month."""
    return [_compared(subject), _months(subject)]


def worse(subject: Subject) -> str:
    """Which units pull the whole down, for the page's conclusion; "" where none does, or one is shown."""
    if subject.unit or subject.is_parent:
        return ""
    units = compared_units(subject.reader, subject.code, subject.window)
    if units is None or not units.frame["place"].str.endswith("worse").any():
        return ""
    below = units.frame[units.frame["place"].str.endswith("worse")]["unit"]
    names = subject.t(", ").join(subject.name(unit) for unit in below)
    return subject.t("Clearly worse than the others: {units}.", units=names)


def _compared(subject: Subject) -> Any:
    t = subject.t
    units = compared_units(subject.reader, subject.code, subject.window)
    if units is None:
        frame = cut(subject.reader, subject.code, subject.window, "unit")
        said = t("Fewer than three units were checked: there is too little to compare.")
        return block(said, subject.caption(t("Units")), [_table(subject, frame)], "by-unit")
    names = {unit: subject.name(unit) for unit in units.frame["unit"]}
    links = {unit: _link(subject, unit) for unit in names}
    said = units_sentence(units, names, t)
    figure = funnel_figure(units, names, links, subject.counted_in, t)
    drawn = html.Div([graph(FUNNEL, figure, said), _legend(subject)])
    pair = html.Div([drawn, _table(subject, units.frame)], className="pair")
    panel = [pair, _details(units, subject)]
    return block(said, subject.caption(t("Units")), panel, "by-unit items")


def _link(subject: Subject, unit: str) -> str:
    window = subject.window
    return subject.view.link(rows=Rows(window.last, subject.code, unit, since=window.first))


def _table(subject: Subject, frame: pd.DataFrame) -> Any:
    rows = {str(row["unit"]): row for row in frame.to_dict("records")}
    lines = [
        Line(subject.name(unit), rows[unit], _link(subject, unit), unit == subject.unit)
        for unit in units_first(sorted(rows), subject.reader.organisation)
    ]
    return cut_table(lines, subject.t("Unit"), subject.counted_in, subject.t)


def _legend(subject: Subject) -> Any:
    t = subject.t
    said = (
        t("▲ clearly better than the rest"),
        t("▼ clearly worse than the rest"),
        t("Shaded: within what chance explains for as many checks."),
    )
    return html.P([html.Span(text) for text in said], className="legend")


def _details(units: Units, subject: Subject) -> Any:
    t = subject.t
    widened = N_("yes") if units.spread else N_("no")
    facts = (
        (t("Chart"), t("funnel plot; limits dotted at 95 %, dashed at 99.8 %")),
        (t("Design effect (items of one check resemble each other)"), f"{units.effect:.2f}"),
        (t("Limits widened, because the units differ throughout"), t(widened)),
    )
    pairs = [part for name, text in facts for part in (html.Dt(name), html.Dd(text))]
    return html.Details([html.Summary(t("Statistical details")), html.Dl(pairs)])


def _months(subject: Subject) -> Any:
    t, window = subject.t, subject.window
    frame = cut(subject.reader, subject.code, window, "unit", "month")
    cells = {
        (row["unit"], row["month"]): cell(
            row,
            f"{subject.name(row['unit'])} · {row['month']}",
            subject.counted_in,
            subject.view.link(rows=Rows(_month(subject, row["month"]), subject.code, row["unit"])),
            t,
        )
        for row in frame.to_dict("records")
    }
    units = units_first(sorted({unit for unit, _ in cells}), subject.reader.organisation)
    columns = [(str(month), str(month)) for month in window.months]
    table = cross(t("Unit"), columns, [(u, subject.name(u)) for u in units], cells, t("Units and months"), t)  # fmt: skip
    missed = int((frame["verdict"] == "missed").sum())
    if not len(frame):
        said = t("Nothing has been checked yet.")
    elif frame["target"].isna().all():
        said = t("No target is set: the months are shown, not judged.")
    else:
        said = t("Target missed in {n} of {all} months of all units.", n=missed, all=len(frame))
    return block(said, subject.caption(t("Units and months")), [table], "by-month")


def _month(subject: Subject, label: str) -> Any:
    return next(month for month in subject.window.months if str(month) == label)
