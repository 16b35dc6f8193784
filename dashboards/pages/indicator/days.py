"""By day of the week and by inspector: rates with what their checks leave open. No ranking of people:
where inspectors differ, the question is whether they judge alike."""

from __future__ import annotations

from typing import Any

from dashboards.address import Rows
from dashboards.components import html
from dashboards.components.cut_table import Line, cut_table
from dashboards.components.graphs import block
from dashboards.pages.indicator.asked import Subject
from dashboards.pages.indicator.names import may_read_names
from qc.analysis.cuts import cut, stand_out
from qc.analysis.inspectors import key_of, told_inspectors
from qc.analysis.weekdays import weekday_name


def parts(subject: Subject) -> list[Any]:
    """Two panels."""
    return [_days(subject), _inspectors(subject)]


def _days(subject: Subject) -> Any:
    t = subject.t
    frame = cut(subject.reader, subject.code, subject.window, "weekday", unit=subject.unit)
    names = [t(weekday_name(int(day))) for day in frame["weekday"]]
    apart = [n for n, out in zip(names, stand_out(frame, subject.indicator), strict=True) if out]
    said = (
        t("Clearly different from the other days: {days}.", days=t(", ").join(apart))
        if apart
        else t("The days of the week do not differ by more than chance.")
    )
    lines = [
        Line(name, row, _link(subject, weekday=int(row["weekday"])))
        for name, row in zip(names, frame.to_dict("records"), strict=True)
    ]
    table = cut_table(lines, t("Day of the week"), subject.counted_in, t)
    return block(said, subject.caption(t("Day of the week")), [table], "by-day")


def _inspectors(subject: Subject) -> Any:
    t = subject.t
    frame = cut(subject.reader, subject.code, subject.window, "inspector", unit=subject.unit)
    told = told_inspectors(
        [str(name) for name in frame["inspector"]], t, by_name=may_read_names(subject.reader)
    )
    said = (
        t("What inspectors find differs by more than chance: look whether they judge alike.")
        if any(stand_out(frame, subject.indicator))
        else t("What inspectors find does not differ by more than chance.")
    )
    rows = {told[str(row["inspector"])]: row for row in frame.to_dict("records")}
    lines = [
        Line(name, rows[name], _link(subject, inspector=key_of(str(rows[name]["inspector"]))))
        for name in sorted(rows)
    ]
    table = cut_table(lines, t("Inspector"), subject.counted_in, t)
    note = t("Inspectors go to different rooms and lists: a difference is no fault of theirs.")
    parts = [table, html.P(note, className="caption")]
    return block(said, subject.caption(t("Inspector")), parts, "by-inspector")


def _link(subject: Subject, weekday: int | None = None, inspector: str | None = None) -> str:
    window = subject.window
    rows = Rows(
        window.last, subject.code, subject.unit, since=window.first, weekday=weekday,
        inspector=inspector,
    )  # fmt: skip
    return subject.view.link(rows=rows)
