"""The month's bulletin (质控简报): the month on two or three pages, to be read without a screen."""

from __future__ import annotations

from collections.abc import Iterator

from qc.analysis.display import percent
from qc.locale import Translator
from qc.meeting.model import Meeting, PartName
from qc.reports.content import Month, Report
from qc.reports.papers.model import Block, Bullets, Heading, Paper, Room, Sentence, Signatures
from qc.reports.papers.standing import SIGNED, indicator_table, paper
from qc.reports.papers.tables import table

MOST = 8
"""Lines of a table; the workbook has them all."""
FEW = 5
"""Cycles that are proposed; the dashboard has them all."""


def month_bulletin(month: Month, t: Translator) -> Paper:
    """The conclusions, the indicators, what failed most, what is put right, what comes next."""
    report, meeting = month.report, month.meeting
    title = t("QC bulletin {period}", period=report.title.rpartition(" ")[2])
    blocks = (
        *(Sentence(each.sentence, loud=n == 0) for n, each in enumerate(report.conclusions)),
        Heading(t("Indicators")),
        indicator_table(report, t),
        Heading(t("Main problems")),
        *_failing(report, t),
        Heading(t("Findings and how far they are put right")),
        *_findings(report, t),
        *_cycles(report, t),
        Heading(t("Events, complaints, follow-ups")),
        Bullets(tuple(sentence for each in report.registers for sentence in each.sentences)),
        Heading(t("Drugs and supplies")),
        *_expiring(report, t),
        Heading(t("Inspection calendar")),
        Sentence(report.kept.sentence),
        *_restated(report, t),
        *_next(meeting, t),
        Signatures(tuple(t(who) for who in SIGNED)),
    )
    return paper(title, report, blocks, t)


def _failing(report: Report, t: Translator) -> Iterator[Block]:
    if not report.failing:
        yield Sentence(report.failing_sentence)
    heads = (t("Item"), t("Indicator"), t("Failures"), t("Share"), t("Cumulative share"))
    rows = [
        (each.item, each.indicator, str(each.failures), percent(each.share), percent(each.cumulative))
        for each in report.failing[:MOST]
    ]  # fmt: skip
    if rows:
        yield table(heads, rows)
    yield from _rest(len(report.failing), t)


def _findings(report: Report, t: Translator) -> Iterator[Block]:
    yield Sentence(report.findings.sentence)
    heads = (
        t("Unit"), t("Problem found"), t("Why it happened"), t("What is done about it"),
        t("In charge"), t("By when"), t("How far put right"),
    )  # fmt: skip
    lines = report.findings.lines[:MOST]
    rows = [
        (each.unit, each.item, each.cause, each.measure, each.person, str(each.due), each.state)
        for each in lines
    ]
    if rows:
        yield table(heads, rows, ["missed" if each.overdue else "" for each in lines], 6)
    yield from _rest(len(report.findings.lines), t)


def _cycles(report: Report, t: Translator) -> Iterator[Block]:
    yield Sentence(report.cycles.sentence)
    heads = (t("Cycle"), t("Before"), t("After"), t("Target"), t("Target attainment"), t("Conclusion"))  # fmt: skip
    rows = [
        (each.title, each.before, each.after, each.target, percent(each.attainment), each.conclusion)
        for each in report.cycles.lines
    ]  # fmt: skip
    if rows:
        yield table(heads, rows)


def _expiring(report: Report, t: Translator) -> Iterator[Block]:
    yield Sentence(report.expiring.sentence)
    heads = (t("Drug or supply"), t("Unit"), t("Batch"), t("Last day of use"), t("Days left"))
    lines = report.expiring.lines[:MOST]
    rows = [(each.name, each.unit, each.batch, str(each.expiry), str(each.left)) for each in lines]
    if rows:
        yield table(heads, rows, ["missed" if each.left < 0 else "" for each in lines], 3)
    yield from _rest(len(report.expiring.lines), t)


def _restated(report: Report, t: Translator) -> Iterator[Block]:
    if not report.restatements:
        return
    yield Heading(t("Restatements"))
    heads = (t("Month"), t("Indicator"), t("As published"), t("As it is now"), t("Why"))
    rows = [(str(r.month), r.indicator, r.was, r.now, r.why) for r in report.restatements]
    yield table(heads, rows)


def _next(meeting: Meeting, t: Translator) -> Iterator[Block]:
    yield Heading(t("Next month's focus"))
    focus, proposed = meeting.written.focus, meeting.part(PartName.NEXT)
    yield from (Sentence(line) for line in focus.splitlines() if line.strip())
    if not focus.strip():
        yield Room(2)
    if proposed.rows:
        yield table(proposed.heads, [row.cells for row in proposed.rows[:FEW]])


def _rest(n: int, t: Translator) -> Iterator[Block]:
    if n > MOST:
        said = t("The first {shown} of {all}; the workbook has them all.", shown=MOST, all=n)
        yield Sentence(said, quiet=True)
