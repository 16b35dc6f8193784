"""The report of one PDCA cycle as a paper: the four steps in their order, with photos and signatures."""

from __future__ import annotations

from collections.abc import Iterator

from qc.analysis.display import NO_DATA, percent
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
        *_sources(report, t),
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


def _step(state: CycleState, t: Translator) -> Heading:
    name = t(state.label)
    return Heading(name[:1].upper() + name[1:])


def _plan(report: CycleReport, t: Translator) -> Iterator[Block]:
    yield _step(CycleState.PLAN, t)
    yield Sentence(t("Before ({days}): {share}.", days=report.before_days, share=report.before))
    heads = (t("Unit"), t("Item"), t("Before"), t("After"))
    marks = ["missed" if each.worse else "" for each in report.places]
    yield table(heads, [(p.unit, p.item, p.before, p.after) for p in report.places], marks, 3)
    yield from _photos(t("Before"), report.photos_before, t)
    if report.causes:
        yield Heading(t("Causes"), 2)
        found = [(each.category, each.text, each.verified) for each in report.causes]
        yield table((t("Category"), t("Cause"), t("Verification")), found)
    if report.target_how:
        yield Sentence(t("Target: {target} ({how}).", target=report.target_words, how=report.target_how))  # fmt: skip


def _do(report: CycleReport, t: Translator) -> Iterator[Block]:
    if not report.measures:
        return
    yield _step(CycleState.DO, t)
    heads = (
        t("Measure"),
        t("Why"),
        t("In charge"),
        t("Where"),
        t("How it is done"),
        t("Begin"),
        t("End"),
        t("State"),
    )
    rows = [
        (m.what, m.why, m.who, m.where, m.how, str(m.start), str(m.end), m.state)
        for m in report.measures
    ]
    yield table(heads, rows)


def _check(report: CycleReport, t: Translator) -> Iterator[Block]:
    yield _step(CycleState.CHECK, t)
    if report.after != NO_DATA:
        yield Sentence(t("After ({days}): {share}.", days=report.after_days, share=report.after))
        told = {"attainment": percent(report.attainment), "progress": percent(report.progress)}
        yield Sentence(t("Target attainment: {attainment}; progress: {progress}.", **told))
    yield Sentence(report.figures)
    yield from _months(report, t)
    yield from _photos(t("After"), report.photos_after, t)


def _months(report: CycleReport, t: Translator) -> Iterator[Block]:
    if not report.months:
        return
    parts = {"before": t("Before"), "after": t("After")}
    heads = (t("Month"), t("Stage"), t("Rate"), t("Centre line"), t("Lower limit"), t("Upper limit"))  # fmt: skip
    rows = [
        (m.period, parts[m.part], *(percent(value) for value in (m.rate, m.centre, m.lower, m.upper)))
        for m in report.months
    ]  # fmt: skip
    yield table(heads, rows)


def _act(report: CycleReport, t: Translator) -> Iterator[Block]:
    yield _step(CycleState.ACT, t)
    if report.standards:
        yield Bullets(report.standards)
    else:
        yield Sentence(t("Nothing was made a standard yet."))
    yield Heading(t("What was done, in order"), 2)
    yield table((t("When"), t("Who"), t("What")), report.history)


def _sources(report: CycleReport, t: Translator) -> Iterator[Block]:
    if report.sources:
        files = t(", ").join(report.sources)
        yield Sentence(t("Where the figures come from: {files}", files=files), quiet=True)


def _photos(title: str, photos: tuple[Photo, ...], t: Translator) -> Iterator[Block]:
    if photos:
        yield Heading(title, 2)
    shown = tuple(Picture(p.content, p.caption) for p in photos if p.content is not None)
    for each in photos:
        if each.content is None:
            said = t("The picture cannot be shown: {about}", about=each.caption)
            yield Sentence(said, quiet=True)
    if shown:
        yield Pictures(shown)
