"""One PDCA cycle on slides: its conclusion, the four steps, before and after, photos."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from pptx.util import Inches

from qc.analysis.display import percent
from qc.improve.cycles.states import CycleState
from qc.locale import Translator
from qc.reports.cycle.content import CycleReport, Photo
from qc.reports.office import plain
from qc.reports.papers.tables import table
from qc.reports.slides import tables
from qc.reports.slides.charts import trend_chart
from qc.reports.slides.deck import INNER, LEFT, TOP, Deck, write
from qc.sheetstyle import QUIET

PHOTO_HEIGHT = 3.9
"""In inches."""


def cycle_slides(report: CycleReport, t: Translator) -> bytes:
    """The deck's bytes, the same for the same report."""
    deck = Deck.new(report.title, f"{report.clinic} · PDCA {report.id}")
    _opening(deck, report, t)
    _plan(deck, report, t)
    _do(deck, report, t)
    _check(deck, report, t)
    _act(deck, report, t)
    return deck.content()


def _opening(deck: Deck, report: CycleReport, t: Translator) -> None:
    history = "\n".join(" ".join(each) for each in report.history)
    slide = deck.slide(f"{report.clinic} · PDCA {report.id}", report.sentence, history)
    told = [
        f"{report.indicator} · {report.owner} · {report.state} · {t('By when')} {report.due}",
        t("Before ({days}): {share}.", days=report.before_days, share=report.before),
        t("After ({days}): {share}.", days=report.after_days, share=report.after),
        *([t("Target: {target} ({how}).", target=report.target_words, how=report.target_how)] if report.target_how else []),
        t("Target attainment: {attainment}; progress: {progress}.",
          attainment=percent(report.attainment), progress=percent(report.progress)),
        report.figures,
    ]  # fmt: skip
    write(slide, told, (LEFT, TOP + 0.1, INNER, 3.5), size=18)
    if report.warnings:
        told = [f"▲ {each}" for each in report.warnings]
        write(slide, told, (LEFT, 5.4, INNER, 1.3), size=14, colour=QUIET)


def _plan(deck: Deck, report: CycleReport, t: Translator) -> None:
    about = t(CycleState.PLAN.label)
    heads = (t("Unit"), t("Item"), t("Before"), t("After"))
    rows = [(p.unit, p.item, p.before, p.after) for p in report.places]
    marks = ["missed" if p.worse else "" for p in report.places]
    tables.spread(deck, about, t("What was to be improved"), table(heads, rows, marks, 3))
    if report.causes:
        found = [(c.category, c.text, c.verified) for c in report.causes]
        columns = (t("Category"), t("Cause"), t("Verification"))
        true = sum(c.is_true for c in report.causes)
        said = t("Causes: {n}, true causes: {true}", n=len(found), true=true)
        tables.spread(deck, about, said, table(columns, found))


def _do(deck: Deck, report: CycleReport, t: Translator) -> None:
    if not report.measures:
        return
    heads = (t("Measure"), t("Why"), t("Who"), t("Where"), t("How it is done"), t("From"), t("To"), t("State"))  # fmt: skip
    rows = [
        (m.what, m.why, m.who, m.where, m.how, str(m.start), str(m.end), m.state)
        for m in report.measures
    ]
    said = t("Measures: {n}", n=len(rows))
    tables.spread(deck, t(CycleState.DO.label), said, table(heads, rows))


def _check(deck: Deck, report: CycleReport, t: Translator) -> None:
    about = t(CycleState.CHECK.label)
    if report.months:
        slide = deck.slide(about, report.figures)
        series = {name: [getattr(m, name) for m in report.months] for name in ("rate", "centre", "lower", "upper")}  # fmt: skip
        goal = [report.target] * len(report.months)
        trend_chart(slide, [m.period for m in report.months], {**series, "target": goal}, t)
    _photos(deck, about, t("Before"), report.photos_before, t)
    _photos(deck, about, t("After"), report.photos_after, t)


def _act(deck: Deck, report: CycleReport, t: Translator) -> None:
    said = t("Standardised: {n}", n=len(report.standards))
    if not report.standards:
        said = t("Nothing was made a standard yet.")
    slide = deck.slide(t(CycleState.ACT.label), said)
    if report.standards:
        write(slide, report.standards, (LEFT, TOP, INNER, 4.5), size=18)


def _photos(deck: Deck, about: str, title: str, photos: Sequence[Photo], t: Translator) -> None:
    """Two a slide, each as large as its half allows."""
    for first in range(0, len(photos), 2):
        slide = deck.slide(about, title)
        for at, each in enumerate(photos[first : first + 2]):
            left = LEFT + at * (INNER / 2 + 0.1)
            if each.content is not None:
                _picture(slide, each.content, each.caption, left)
            box = (left, TOP + PHOTO_HEIGHT + 0.1, INNER / 2 - 0.1, 0.7)
            said = each.caption
            if each.content is None:
                said = t("The picture cannot be shown: {about}", about=each.caption)
            write(slide, said, box, size=12, colour=QUIET)


def _picture(slide: Any, content: bytes, caption: str, left: float) -> None:
    """As large as its half of the slide allows."""
    shape = slide.shapes.add_picture(
        io.BytesIO(content), Inches(left), Inches(TOP), height=Inches(PHOTO_HEIGHT)
    )
    widest = Inches(INNER / 2 - 0.1)
    if shape.width > widest:
        shape.height = int(shape.height * widest / shape.width)
        shape.width = widest
    shape._element.nvPicPr.cNvPr.set("descr", plain(caption))
