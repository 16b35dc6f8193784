"""The report of one PDCA cycle as a paper: the four steps in their order, with photos and signatures."""

from __future__ import annotations

from collections.abc import Iterator

from qc.analysis.display import percent
from qc.improve.cycles.states import CycleState
from qc.locale import Translator
from qc.reports.cycle.content import CycleReport, Photo
from qc.reports.papers.model import (
    Block,
    Bullets,
    Heading,
    Paper,
    Picture,
    Pictures,
    Sentence,
    Signatures,
)
from qc.reports.papers.standing import SIGNED
from qc.reports.papers.tables import table


def cycle_paper(report: CycleReport, t: Translator) -> Paper:
    """The conclusion, then plan, do, check, act."""
    about = (report.clinic, report.id, report.indicator, report.owner, report.state, f"{t('By when')} {report.due}")  # fmt: skip
    blocks = (
        Sentence(report.sentence, loud=True),
        *(Sentence(f"▲ {each}") for each in report.warnings),
        *_plan(report, t),
        *_do(report, t),
        *_check(report, t),
        *_act(report, t),
        Signatures(tuple(t(who) for who in SIGNED)),
    )
    source = f"{report.clinic} · {t('from imported audit workbooks; made {day}', day=report.made_on)}"  # fmt: skip
    return Paper(
        t("PDCA report: {title}", title=report.title),
        " · ".join(filter(None, about)),
        source,
        t.language,
        blocks,
    )


def _plan(report: CycleReport, t: Translator) -> Iterator[Block]:
    yield Heading(t(CycleState.PLAN.label))
    yield Sentence(t("Before ({days}): {share}.", days=report.before_days, share=report.before))
    heads = (t("Unit"), t("Item"), t("Before"), t("After"))
    marks = ["missed" if each.worse else "" for each in report.places]
    yield table(heads, [(p.unit, p.item, p.before, p.after) for p in report.places], marks, 3)
    yield from _photos(report.photos_before, t)
    if report.causes:
        yield Heading(t("Causes"), 2)
        found = [(each.category, each.text, each.verified) for each in report.causes]
        yield table((t("Category"), t("Cause"), t("Verification")), found)
    if report.target_how:
        yield Sentence(t("Target: {target} ({how}).", target=report.target_words, how=report.target_how))  # fmt: skip


def _do(report: CycleReport, t: Translator) -> Iterator[Block]:
    if not report.measures:
        return
    yield Heading(t(CycleState.DO.label))
    heads = (
        t("Measure"),
        t("Why"),
        t("Who"),
        t("Where"),
        t("How it is done"),
        t("From"),
        t("To"),
        t("State"),
    )
    rows = [
        (m.what, m.why, m.who, m.where, m.how, str(m.start), str(m.end), m.state)
        for m in report.measures
    ]
    yield table(heads, rows)


def _check(report: CycleReport, t: Translator) -> Iterator[Block]:
    yield Heading(t(CycleState.CHECK.label))
    yield Sentence(t("After ({days}): {share}.", days=report.after_days, share=report.after))
    yield Sentence(
        t(
            "Target attainment: {attainment}; progress: {progress}.",
            attainment=percent(report.attainment),
            progress=percent(report.progress),
        )
    )
    yield Sentence(report.figures)
    if report.months:
        heads = (t("Month"), t("Rate"), t("Centre line"), t("Lower limit"), t("Upper limit"))
        rows = [
            (m.period, *(percent(value) for value in (m.rate, m.centre, m.lower, m.upper)))
            for m in report.months
        ]
        yield table(heads, rows)
    yield from _photos(report.photos_after, t)


def _act(report: CycleReport, t: Translator) -> Iterator[Block]:
    yield Heading(t(CycleState.ACT.label))
    if report.standards:
        yield Bullets(report.standards)
    else:
        yield Sentence(t("Nothing was made a standard yet."))
    yield Heading(t("What was done, in order"), 2)
    yield table((t("When"), t("Who"), t("What")), report.history)


def _photos(photos: tuple[Photo, ...], t: Translator) -> Iterator[Block]:
    for each in photos:
        if each.content is None:
            yield Sentence(
                t("The picture cannot be shown: {about}", about=each.caption), quiet=True
            )
        else:
            yield Picture(each.content, each.caption)
