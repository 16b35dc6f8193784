"""One PDCA cycle on slides: its conclusion, then plan, do, check and act, with charts and photos."""

from __future__ import annotations

import math
from collections.abc import Iterator

from qc.analysis.display import NO_DATA, percent
from qc.improve.cycles.states import CycleState
from qc.locale import Translator
from qc.reports.cycle.content import CycleReport
from qc.reports.papers.tables import table
from qc.reports.slides import fishbone, notes, tables
from qc.reports.slides.charts import trend_chart
from qc.reports.slides.deck import FOOT, INNER, LEFT, TOP, Deck
from qc.reports.slides.effect import effect_chart, gantt_chart, gantt_height
from qc.reports.slides.meeting import OPENING, signed
from qc.reports.slides.photos import photo_slides


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
    about = f"{report.clinic} · PDCA {report.id}"
    slide = deck.told(about, report.sentence, list(_said(report, t)), _origin(report, t), room=OPENING)  # fmt: skip
    signed(slide, t)


def _said(report: CycleReport, t: Translator) -> Iterator[str]:
    told = (report.indicator, report.owner, report.state, f"{t('By when')} {report.due}")
    yield " · ".join(filter(None, told))
    yield t("Before ({days}): {share}.", days=report.before_days, share=report.before)
    if report.after != NO_DATA:
        yield t("After ({days}): {share}.", days=report.after_days, share=report.after)
    if report.target_how:
        yield t("Target: {target} ({how}).", target=report.target_words, how=report.target_how)
    if not math.isnan(report.attainment):
        yield _attained(report, t)
    yield report.figures
    yield from (f"▲ {each}" for each in report.warnings)


def _attained(report: CycleReport, t: Translator) -> str:
    told = {"attainment": percent(report.attainment), "progress": percent(report.progress)}
    return t("Target attainment: {attainment}; progress: {progress}.", **told)


def _plan(deck: Deck, report: CycleReport, t: Translator) -> None:
    about = t(CycleState.PLAN.label)
    heads = (t("Unit"), t("Item"), t("Before"), t("After"))
    rows = [(p.unit, p.item, p.before, f"▲ {p.after}" if p.worse else p.after) for p in report.places]  # fmt: skip
    marks = ["missed" if p.worse else "" for p in report.places]
    worse = sum(p.worse for p in report.places)
    said = t("Items in their units that were to be improved: {n}", n=len(rows))
    if worse:
        said = t("{said}; got worse: {worse}", said=said, worse=worse)
    tables.spread(deck, about, said, table(heads, rows, marks, 3), _origin(report, t))
    _causes(deck, about, report, t)


def _causes(deck: Deck, about: str, report: CycleReport, t: Translator) -> None:
    if not report.causes:
        return
    standing = [each for each in report.causes if not each.is_struck]
    true = sum(each.is_true for each in standing)
    said = t("Causes: {n}, true causes: {true}", n=len(standing), true=true)
    if fishbone.has_room(standing, t):
        slide = deck.slide(about, said, _history(report))
        fishbone.draw(slide, report.title, standing, t)
    found = [(c.category, c.text, c.verified) for c in report.causes]
    columns = (t("Category"), t("Cause"), t("Verification"))
    tables.spread(deck, about, said, table(columns, found), _history(report))


def _do(deck: Deck, report: CycleReport, t: Translator) -> None:
    """The measures, and when each is done: below them where there is room, else on a slide of its own."""
    if not report.measures:
        return
    about, done = t(CycleState.DO.label), sum(m.done is not None for m in report.measures)
    said = t("Measures: {n}, done: {done}", n=len(report.measures), done=done)
    heads = (t("Measure"), t("Why"), t("In charge"), t("Where"), t("How it is done"), t("Begin"), t("End"), t("State"))  # fmt: skip
    rows = [
        (m.what, m.why, m.who, m.where, m.how, str(m.start), str(m.end), m.state)
        for m in report.measures
    ]
    shown = table(heads, rows)
    slide = tables.spread(deck, about, said, shown, _history(report))
    needed = gantt_height(report.measures)
    top = tables.end_of_last(shown) + 0.2
    if top + needed > FOOT - 0.1:
        slide, top = deck.slide(about, said, _history(report)), TOP
    needed = min(needed, FOOT - 0.1 - top)
    gantt_chart(slide, report.measures, t, (LEFT, top, INNER, needed))


def _check(deck: Deck, report: CycleReport, t: Translator) -> None:
    about, origin = t(CycleState.CHECK.label), _origin(report, t)
    if not math.isnan(report.after_rate):
        said = report.figures if math.isnan(report.attainment) else _attained(report, t)
        effect_chart(deck.slide(about, said, origin), report, t)
    if report.months:
        slide = deck.slide(about, report.figures, origin)
        series = {name: [getattr(m, name) for m in report.months] for name in ("rate", "centre", "lower", "upper")}  # fmt: skip
        goal = [report.target] * len(report.months)
        periods, parts = [m.period for m in report.months], [m.part for m in report.months]
        trend_chart(slide, periods, {**series, "target": goal}, t, parts=parts)
    photo_slides(deck, about, report, t)


def _act(deck: Deck, report: CycleReport, t: Translator) -> None:
    """What became a standard; then all that was done, which stands alone where nothing did yet."""
    about, said = t(CycleState.ACT.label), t("Nothing was made a standard yet.")
    if report.standards:
        deck.told(about, t("Standardised: {n}", n=len(report.standards)), report.standards)
        about, said = f"PDCA {report.id}", t("What was done, in order")
    tables.spread(deck, about, said, table((t("When"), t("Who"), t("What")), report.history))


def _origin(report: CycleReport, t: Translator) -> str:
    counted = t("Counted: what was in order of what was looked at, in the items and units of this cycle.")  # fmt: skip
    before = t("Before ({days}): {share}.", days=report.before_days, share=report.before)
    after = t("After ({days}): {share}.", days=report.after_days, share=report.after)
    return "\n".join((counted, before, after, notes.files_named(report.sources, t)))


def _history(report: CycleReport) -> str:
    return "\n".join(" ".join(each) for each in report.history)
