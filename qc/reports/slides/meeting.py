"""The meeting's slides in the order of business, with charts where they say more than a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from qc.analysis import period_name
from qc.locale import Translator
from qc.meeting.model import Meeting, Part, PartName
from qc.reports.content import Month, Report, TrendChart
from qc.reports.papers.standing import SIGNED, indicator_table
from qc.reports.papers.tables import table
from qc.reports.slides import tables
from qc.reports.slides.charts import pareto_chart, trend_chart
from qc.reports.slides.deck import INNER, LEFT, TOP, Deck, write
from qc.sheetstyle import QUIET
from qc.words import Verdict

CHARTS = 4
"""Trends that are shown: of the indicators that missed their targets, those that did so longest."""
MARKED = {PartName.VOICES: 4, PartName.LAST: 0, PartName.FOCUS: 0}
"""The column that says a row's state."""


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
    slide = deck.slide(report.clinic, title, _origin(report, t))
    said = [each.sentence for each in report.conclusions]
    write(slide, said, (LEFT, TOP + 0.2, INNER, 3.2), size=20)
    colon = "：" if t.language == "zh" else ": "
    for at, who in enumerate(SIGNED):
        box = (LEFT + at * INNER / 3, 5.6, INNER / 3 - 0.3, 0.5)
        write(slide, f"{t(who)}{colon}______________", box, size=14, colour=QUIET)
    told = " · ".join(filter(None, (t("as of {day}", day=report.made_on), report.frozen)))
    write(slide, told, (LEFT, 6.3, INNER, 0.4), size=12, colour=QUIET)


def _part(deck: Deck, part: Part, month: Month, t: Translator) -> None:
    report, label = month.report, t(part.name.label)
    notes = "\n".join((*part.more, _origin(report, t)))
    if part.name is PartName.FIGURES:
        tables.spread(deck, label, part.sentence, indicator_table(report, t), notes)
        _trends(deck, report, label, t)
    elif part.name is PartName.FOCUS and report.failing:
        slide = deck.slide(label, report.failing_sentence, notes)
        pareto_chart(slide, report.failing, t)
        _table(deck, part, label, notes, t)
    elif part.name is PartName.MINUTES:
        _minutes(deck, month.meeting, label, part, t)
    elif part.name is PartName.NEXT and month.meeting.written.focus:
        slide = deck.slide(label, t("Next month's focus"), notes)
        lines = month.meeting.written.focus.splitlines()
        write(slide, lines, (LEFT, TOP, INNER, 4.5), size=22)
    else:
        _table(deck, part, label, notes, t)


def _table(deck: Deck, part: Part, label: str, notes: str, t: Translator) -> None:
    rows = [row.cells for row in part.rows]
    marks = [row.mark for row in part.rows]
    shown = table(part.heads, rows, marks, MARKED.get(part.name, -1)) if rows else None
    tables.spread(deck, label, _message(part, t), shown, notes)


def _message(part: Part, t: Translator) -> str:
    """The slide's message; what a page says of its own form is not for the wall."""
    if part.name is PartName.NEXT:
        return t("Next month's focus: to be decided in the meeting")
    if part.name is PartName.FOCUS:
        return t("Problems that wait or came again: {n}", n=len(part.rows))
    return part.sentence


def _trends(deck: Deck, report: Report, about: str, t: Translator) -> None:
    for each in _foremost(report):
        slide = deck.slide(f"{about} · {each.name}", each.sentence, f"{each.caption}\n{_counts(each, t)}")  # fmt: skip
        months = [f"{month.start:%Y-%m}" for month in each.months]
        names = ("rate", "centre", "lower", "upper", "target")
        trend_chart(slide, months, {n: [getattr(m, n) for m in each.months] for n in names}, t)


def _foremost(report: Report) -> Sequence[TrendChart]:
    missed = [line for line in report.scorecard.lines if line.verdict is Verdict.MISSED]
    missed.sort(key=lambda line: -line.missed_periods)
    charts = {each.code: each for each in report.trends}
    found = [charts[line.indicator.code] for line in missed if line.indicator.code in charts]
    return found[:CHARTS]


def _minutes(deck: Deck, meeting: Meeting, about: str, part: Part, t: Translator) -> None:
    written = meeting.written
    heads = (t("What is resolved"), t("Who sees to it"), t("Until"), t("State"))
    done, open_ = t("● carried out"), t("under way")
    rows = [(r.text, r.person, r.due, done if r.is_done else open_) for r in written.resolutions]
    shown = table(heads, rows) if rows else None
    tables.spread(
        deck, about, part.sentence, shown, "\n".join((written.attendance, written.minutes))
    )


def _origin(report: Report, t: Translator) -> str:
    """For the notes: how the figures are counted and which files they come from."""
    counted = [f"{each.indicator}: {each.counted}" for each in report.methods]
    files = _short([each.name for each in report.sources], t)
    return "\n".join((t("Where the figures come from: {files}", files=files), *counted))


def _short(names: Sequence[str], t: Translator, most: int = 12) -> str:
    told = t(", ").join(names[:most])
    if len(names) <= most:
        return told
    return f"{told} {t('and {n} more files', n=len(names) - most)}"


def _counts(each: TrendChart, t: Translator) -> str:
    lines: Iterable[str] = (
        f"{month.start:%Y-%m}: {month.passed}/{month.checked}"
        for month in each.months
        if each.pooled
    )
    return t(", ").join(lines)
