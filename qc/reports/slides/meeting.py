"""The meeting's slides in the order of business, with charts where they say more than a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qc.analysis import period_name
from qc.locale import Translator
from qc.meeting.model import Meeting, Part, PartName, Row
from qc.reports.content import Month, Report, TrendChart
from qc.reports.papers.standing import SIGNED, indicator_table
from qc.reports.papers.tables import table
from qc.reports.slides import notes, tables
from qc.reports.slides.charts import trend_chart
from qc.reports.slides.deck import INNER, LEFT, Deck, write
from qc.reports.slides.pareto import pareto_chart
from qc.sheetstyle import QUIET
from qc.words import Verdict

CHARTS = 4
"""Trends that are shown: of the indicators that missed their targets, those that did so longest; a single
month is no trend."""
MARKED = {PartName.VOICES: 4, PartName.LAST: 0, PartName.FOCUS: 0}
"""The column that says a row's state."""
OPENING = 3.6
"""Height in inches of the month's conclusions; the signatures stand below them."""


def meeting_slides(month: Month, t: Translator) -> bytes:
    """The deck's bytes, the same for the same month."""
    report, meeting = month.report, month.meeting
    name = period_name(meeting.month, t)
    title = t("Quality meeting {month}", month=name)
    deck = Deck.new(title, f"{report.clinic} · {title}")
    _opening(deck, report, title, t)
    for part in meeting.parts:
        _part(deck, part, month, t)
    return deck.content()


def _opening(deck: Deck, report: Report, title: str, t: Translator) -> None:
    said = [each.sentence for each in report.conclusions]
    slide = deck.told(report.clinic, title, said, notes.origin(report, t), room=OPENING)
    signed(slide, t)
    told = " · ".join(filter(None, (t("as of {day}", day=report.made_on), report.frozen)))
    write(slide, told, (LEFT, 6.4, INNER, 0.4), size=12, colour=QUIET)


def signed(slide: Any, t: Translator) -> None:
    """Who made, checked and approved it, with room to sign."""
    colon = "：" if t.language == "zh" else ": "
    for at, who in enumerate(SIGNED):
        box = (LEFT + at * INNER / len(SIGNED), 5.7, INNER / len(SIGNED) - 0.3, 0.45)
        write(slide, f"{t(who)}{colon}______________", box, size=14, colour=QUIET)


def _part(deck: Deck, part: Part, month: Month, t: Translator) -> None:
    report, label = month.report, t(part.name.label)
    origin = notes.origin(report, t)
    if part.name is PartName.FIGURES:
        tables.spread(deck, label, part.sentence, indicator_table(report, t), origin, part.more)
        _trends(deck, report, label, t)
        _restated(deck, report, t)
    elif part.name is PartName.FOCUS:
        _pareto(deck, report, label, t)
        _table(deck, part, label, origin, t)
    elif part.name is PartName.MINUTES:
        _minutes(deck, month.meeting, label, part, t)
    elif part.name is PartName.NEXT:
        _next(deck, month.meeting, part, label, origin, t)
    elif part.name is PartName.PRAISE and not part.rows:
        blank = tables.to_write_on((t("Who"), t("For what"), t("When")), (2, 7, 2))
        tables.spread(deck, label, part.sentence, blank, origin, part.more)
    else:
        _table(deck, part, label, origin, t)


def _table(deck: Deck, part: Part, label: str, origin: str, t: Translator) -> None:
    marks = [row.mark for row in part.rows]
    rows = [_marked(part.name, row) for row in part.rows]
    shown = table(part.heads, rows, marks, MARKED.get(part.name, -1)) if rows else None
    tables.spread(deck, label, _message(part, t), shown, origin, part.more)


def _marked(name: PartName, row: Row) -> tuple[str, ...]:
    """A row's cells; where only its colour says that it is urgent, a sign says it too."""
    if name is PartName.FOCUS and row.mark:
        return (f"▲ {row.cells[0]}", *row.cells[1:])
    return row.cells


def _message(part: Part, t: Translator) -> str:
    """The slide's message; what a page says of its own form is not for the wall."""
    if part.name is PartName.NEXT:
        return t("Next month's focus: to be decided in the meeting")
    if part.name is PartName.FOCUS:
        return t("Problems that wait or came again: {n}", n=len(part.rows))
    return part.sentence


def _trends(deck: Deck, report: Report, about: str, t: Translator) -> None:
    for each in _foremost(report):
        name = f"{about} · {each.name} · {each.caption}"
        slide = deck.slide(name, each.sentence, notes.of_trend(each, report, t))
        months = [f"{month.start:%Y-%m}" for month in each.months]
        names = ("rate", "centre", "lower", "upper", "target")
        trend_chart(slide, months, {n: [getattr(m, n) for m in each.months] for n in names}, t)


def _foremost(report: Report) -> Sequence[TrendChart]:
    missed = [line for line in report.scorecard.lines if line.verdict is Verdict.MISSED]
    missed.sort(key=lambda line: -line.missed_periods)
    charts = {each.code: each for each in report.trends}
    found = [charts[line.indicator.code] for line in missed if line.indicator.code in charts]
    return [each for each in found if sum(m.rate >= 0 for m in each.months) > 1][:CHARTS]


def _restated(deck: Deck, report: Report, t: Translator) -> None:
    """What was published otherwise is said where the figures are looked at."""
    if not report.restatements:
        return
    heads = (t("Month"), t("Indicator"), t("As published"), t("As it is now"), t("Why"))
    rows = [(str(r.month), r.indicator, r.was, r.now, r.why) for r in report.restatements]
    said = t("Published figures that were corrected since: {n}", n=len(rows))
    tables.spread(deck, t("Restatements"), said, table(heads, rows), notes.files(report, t))


def _pareto(deck: Deck, report: Report, label: str, t: Translator) -> None:
    if report.failing:
        told = f"{notes.of_items(report.failing, t)}\n{notes.files(report, t)}"
        slide = deck.slide(label, report.failing_sentence, told)
        pareto_chart(slide, report.failing, t)


def _next(deck: Deck, meeting: Meeting, part: Part, label: str, origin: str, t: Translator) -> None:
    """What was resolved to look at; then the cycles that are proposed."""
    lines = [line for line in meeting.written.focus.splitlines() if line.strip()]
    if not lines:
        _table(deck, part, label, origin, t)
        return
    deck.told(label, t("Next month's focus"), lines, origin)
    if part.rows:
        shown = table(part.heads, [row.cells for row in part.rows])
        said = t("PDCA cycles that are proposed: {n}", n=len(part.rows))
        tables.spread(deck, label, said, shown, origin, part.more)


def _minutes(deck: Deck, meeting: Meeting, about: str, part: Part, t: Translator) -> None:
    """The resolutions, or room for them; who is there below."""
    written = meeting.written
    heads = (t("What is resolved"), t("Who sees to it"), t("Until"), t("State"))
    done, open_ = t("● carried out"), t("under way")
    rows = [(r.text, r.person, r.due, done if r.is_done else open_) for r in written.resolutions]
    shown = table(heads, rows) if rows else tables.to_write_on(heads, (7, 2, 2, 2))
    present = " ".join(written.attendance.split())
    below = [f"{t('Present')}: {present}"] if present else []
    told = "\n".join(filter(None, (written.attendance, written.minutes)))
    tables.spread(deck, about, part.sentence, shown, told, below)
