"""What a layout can ask for: one table of names, each with what it means and where its value comes from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any

from qc.analysis import period_name
from qc.analysis.display import NO_DATA, counts, movement, percent, target_percent
from qc.locale import N_, Translator
from qc.meeting.model import PartName
from qc.reports.content import Month, UnitRate
from qc.reports.layouts.rated import Rated, rated_lines
from qc.reports.states import FEW
from qc.words import verdict_label

Value = str | int | float | dt.date | None
"""What is put into a cell: a number as a number, so that the cell's own format shows it; None is a dash."""


@dataclass(frozen=True)
class Word:
    """A placeholder's meaning (a msgid) and how its value is found; `text` says it within a text."""

    means: str
    value: Callable[[Any, Translator], Value]
    text: Callable[[Any, Translator], str] | None = None

    def said(self, about: Any, t: Translator) -> str:
        """The value as it reads within a text."""
        return self.text(about, t) if self.text else _said(self.value(about, t))


def _said(value: Value) -> str:
    if value is None:
        return NO_DATA
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _number(value: float) -> float | None:
    return None if isnan(value) else float(value)


def _points(value: float) -> float | None:
    """Percentage points; what computing leaves in the last digits is no change."""
    return _number(round(value, 10))


def _conclusion(n: int) -> Callable[[Month, Translator], Value]:
    return lambda month, _: month.report.conclusions[n].sentence


OF_THE_MONTH: Mapping[str, Word] = {
    "clinic": Word(N_("name of the clinic"), lambda m, _: m.report.clinic),
    "period": Word(N_("the month in words"), lambda m, t: period_name(m.report.period, t)),
    "month": Word(N_("the month like 2026-10"), lambda m, _: str(m.report.period)),
    "made_on": Word(N_("day on which the report was made"), lambda m, _: m.report.made_on),
    "title": Word(N_("title of the report"), lambda m, _: m.report.title),
    "frozen": Word(N_("when and by whom the month was frozen; empty where it is not"), lambda m, _: m.report.frozen),
    "conclusion": Word(N_("how it stands, in a sentence"), _conclusion(0)),
    "moved": Word(N_("what moved, in a sentence"), _conclusion(1)),
    "to_do": Word(N_("what to do, in a sentence"), _conclusion(2)),
    "met": Word(N_("number of indicators that met their target"), lambda m, _: m.report.scorecard.met),
    "rated": Word(N_("number of indicators with a verdict"), lambda m, _: m.report.scorecard.rated),
    "missed_items": Word(N_("number of missed items"), lambda m, _: m.report.scorecard.missed_items),
    "held_back": Word(N_("number of places held back until they are put right"), lambda m, _: m.report.places_held_back),
    "problems": Word(N_("the findings in a sentence"), lambda m, _: m.report.findings.sentence),
    "units_said": Word(N_("the units in a sentence"), lambda m, _: m.report.units_sentence),
    "cycles_said": Word(N_("the PDCA cycles in a sentence"), lambda m, _: m.report.cycles.sentence),
    "failing_said": Word(N_("what failed most, in a sentence"), lambda m, _: m.report.failing_sentence),
    "calendar_said": Word(N_("how the calendar was kept, in a sentence"), lambda m, _: m.report.kept.sentence),
    "expiry_said": Word(N_("what expires, in a sentence"), lambda m, _: m.report.expiring.sentence),
    "last_month_said": Word(N_("last month's problems in a sentence"), lambda m, _: m.meeting.part(PartName.LAST).sentence),
    "focus": Word(N_("next month's focus as it was typed"), lambda m, _: m.meeting.written.focus),
    "attendance": Word(N_("who was present, as it was typed"), lambda m, _: m.meeting.written.attendance),
    "minutes": Word(N_("the minutes as they were typed"), lambda m, _: m.meeting.written.minutes),
}  # fmt: skip
"""Alone: {{clinic}}; of another month: {{clinic:2026-09}}."""

OF_AN_INDICATOR: Mapping[str, Word] = {
    "name": Word(N_("name of the indicator"), lambda i, t: i.indicator.name.of(t.language)),
    "rate": Word(N_("rate as a number from 0 to 1"), lambda i, _: _number(i.rate), lambda i, _: percent(i.rate, i.target)),
    "rate_text": Word(N_("rate in words, never rounded across its target"), lambda i, _: percent(i.rate, i.target)),
    "passed": Word(N_("how many passed"), lambda i, _: i.passed),
    "checked": Word(N_("how many were checked"), lambda i, _: i.checked),
    "counts": Word(N_("passed/checked with the counting unit"), lambda i, t: counts(i.passed, i.checked, i.indicator.counting_unit.of(t.language))),
    "counting_unit": Word(N_("what is counted: items, documents, persons"), lambda i, t: i.indicator.counting_unit.of(t.language)),
    "target": Word(N_("target as a number from 0 to 1"), lambda i, _: _number(i.target), lambda i, _: target_percent(i.target)),
    "verdict": Word(N_("target met or missed"), lambda i, t: _verdict(i, t)),
    "assurance": Word(N_("that few were checked; empty where there is nothing to add"), lambda i, t: t(i.state.label) if i.state in FEW else ""),
    "sentence": Word(N_("its twelve months in a sentence"), lambda i, _: i.sentence),
    "lower": Word(N_("lower end of the interval"), lambda i, _: _number(i.lower), lambda i, _: percent(i.lower)),
    "upper": Word(N_("upper end of the interval"), lambda i, _: _number(i.upper), lambda i, _: percent(i.upper)),
    "before": Word(N_("rate of the month before"), lambda i, _: _number(i.previous_rate), lambda i, _: percent(i.previous_rate, i.target)),
    "change": Word(N_("month on month in percentage points"), lambda i, _: _points(i.movement), lambda i, _: movement(i.movement)),
    "change_text": Word(N_("month on month in words: ▲ 1.2"), lambda i, _: movement(i.movement)),
    "year_before": Word(N_("rate of the same month last year"), lambda i, _: _number(i.year_rate), lambda i, _: percent(i.year_rate, i.target)),
    "year_change": Word(N_("year on year in percentage points"), lambda i, _: _points(i.year_movement), lambda i, _: movement(i.year_movement)),
    "year_change_text": Word(N_("year on year in words: ▲ 1.2"), lambda i, _: movement(i.year_movement)),
}  # fmt: skip
"""With the indicator's code or name, another month and a unit where wanted: {{rate:disinfection:2026-09:换药室}}."""
OF_A_UNIT = ("name", "rate", "rate_text", "passed", "checked", "counts", "counting_unit", "target", "verdict", "assurance")  # fmt: skip
SHARES = ("rate", "score_rate", "share", "cumulative", "attainment", "progress")
"""Columns that read as percentages within a text."""


def _verdict(line: Rated | UnitRate, t: Translator) -> str:
    return f"{line.state.shape} {t(verdict_label(line.verdict, line.state))}"


def _columns(*names: str, **more: Word) -> Mapping[str, Word]:
    """Columns that are the line's own fields, and `more` that are not."""
    return {name: _field(name) for name in names} | more


def _field(name: str) -> Word:
    def value(line: Any, _: Translator) -> Value:
        found: Value = getattr(line, name)
        return _number(found) if isinstance(found, float) else found

    def share(line: Any, _: Translator) -> str:
        found = float(getattr(line, name))
        return percent(found, line.target) if hasattr(line, "target") and name == "rate" else percent(found)  # fmt: skip

    if name == "target":
        return Word("", value, lambda line, _: line.target if isinstance(line.target, str) else target_percent(line.target))  # fmt: skip
    return Word("", value, share if name in SHARES else None)


@dataclass(frozen=True)
class Table:
    """A table that grows: its lines in a month, and its columns."""

    means: str
    lines: Callable[[Month], Sequence[Any]]
    columns: Mapping[str, Word]


TABLES: Mapping[str, Table] = {
    "indicators": Table(N_("every indicator that has data"), lambda m: [i for i in rated_lines(m.report) if not isnan(i.rate)], OF_AN_INDICATOR),
    "units": Table(N_("every indicator in every unit"), lambda m: m.report.units, _columns("unit", "indicator", "passed", "checked", "rate", "target", "counting_unit", verdict=Word("", _verdict))),
    "checklists": Table(N_("every checklist in every unit"), lambda m: m.report.checklists.lines, _columns("unit", "checklist", "checks", "points", "scored", "score_rate", "checked", "passed", "rate")),
    "failing": Table(N_("items that failed, the most frequent first"), lambda m: m.report.failing, _columns("item", "indicator", "failures", "checked", "share", "cumulative")),
    "findings": Table(N_("findings of the month"), lambda m: m.report.findings.lines, _columns("day", "unit", "item", "failed", "checked", "gravity", "times", "cause", "measure", "person", "due", "state", "rechecked_on", "recheck")),
    "cycles": Table(N_("PDCA cycles"), lambda m: m.report.cycles.lines, _columns("id", "title", "unit", "owner", "state", "due", "before", "target", "after", "attainment", "progress", "conclusion")),
    "calendar": Table(N_("cadences of the calendar"), lambda m: m.report.kept.lines, _columns("name", "rate", "owed", "in_time", "late", "open", "excused", "missed")),
    "expiring": Table(N_("drugs and supplies near expiry"), lambda m: m.report.expiring.lines, _columns("name", "unit", "where", "batch", "expiry", "left", "have", "par", "counted")),
    "registers": Table(N_("figures of the registers"), lambda m: [line for r in m.report.registers for line in r.lines], _columns("part", "figure", "now", "before", "change")),
    "restatements": Table(N_("corrections of earlier months"), lambda m: m.report.restatements, _columns("indicator", "was", "now", "why", month=Word("", lambda r, _: str(r.month)))),
    "resolutions": Table(N_("what the meeting resolved"), lambda m: m.meeting.written.resolutions, _columns("text", "person", "due")),
}  # fmt: skip
"""A row that holds {{findings.item}} is repeated for every line; {{findings.number}} counts them."""
NUMBER = "number"
