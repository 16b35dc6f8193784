"""The checklists beside the core audits: what is checked, laid out as each form says."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Iterator, Mapping

from qc.catalogue.model import Catalogue, Checklist, Item
from sample_data import CLINIC, habits, layouts, story
from sample_data.forms import BOOKS, Form
from sample_data.marks import Mark
from sample_data.sheets import Sheet

SELDOM, NEVER = 0.8, 0.01  # how often items do not apply: those that hardly ever do, and the others
_SATURDAY = 5
_WORST = "换药室"
_KIND = re.compile(r"(质量|执行|完整性)?(检查|登记|核查|观察|抽问|执行|记录|督查)?表$")


def checklists(
    catalogue: Catalogue, month: dt.date, rng: random.Random
) -> Iterator[tuple[str, list[tuple[str, Sheet]]]]:
    """Each workbook's name, and its sheets with the indicator that each feeds."""
    for name, book in BOOKS.items():
        sheets: list[tuple[str, Sheet]] = []
        for form in book.forms:
            if month.month % form.every == form.first:
                checklist = catalogue.checklists[form.code]
                sheet = _sheet(form, checklist, book.by, month, habits.branch(rng, form.code))
                sheets.append((checklist.indicator, sheet))
        yield name, sheets


def _sheet(
    form: Form, checklist: Checklist, by: tuple[str, ...], month: dt.date, rng: random.Random
) -> Sheet:
    days, inspector = _days(form, month, rng), form.by or rng.choice(by)
    checks = [
        _check(form, checklist, day, unit, subject, inspector, rng)
        for day, unit, subject in _occasions(form, days, rng)
    ]
    head = layouts.Head(
        form.sheet or _KIND.sub("", checklist.name.zh), checklist.name.zh, form.code, month,
        inspector, form.unit, form.label,
    )  # fmt: skip
    return layouts.LAYOUTS[form.layout](head, checks)


def _days(form: Form, month: dt.date, rng: random.Random) -> list[dt.date]:
    """The days of the checks: all on which it is open, every Saturday, two a week, or as it comes."""
    days = habits.open_days(month)
    if form.layout == "daily" or form.times > 30:
        return days
    if form.layout == "subjects":
        return [rng.choice(days)]
    if form.times == 8:
        return _two_a_week(month, rng)
    if form.times > 3:
        return habits.weekdays(month, _SATURDAY)
    return sorted(rng.sample(days, form.times))


def _two_a_week(month: dt.date, rng: random.Random) -> list[dt.date]:
    """Two days of each week that lies for the most part in the month."""
    weeks: dict[int, list[dt.date]] = {}
    for day in story.days_of(month):
        weeks.setdefault(day.isocalendar().week, []).append(day)
    whole = [list(filter(story.is_open, days)) for days in weeks.values() if len(days) > 3]
    return [day for days in whole for day in sorted(rng.sample(days, 2))]


def _occasions(
    form: Form, days: list[dt.date], rng: random.Random
) -> Iterator[tuple[dt.date, str, str]]:
    """Day, room and whom or what each check is about."""
    if form.layout in ("rooms", "list"):
        for unit in form.who:
            yield days[0], unit, _number(form, days[0], rng) if form.label else ""
    elif form.layout == "subjects":
        about = form.who or sorted(_number(form, days[0], rng) for _ in range(form.times))
        for subject in about:
            yield days[0], form.unit or CLINIC, subject
    else:
        for day in days:
            yield day, form.unit or CLINIC, ""


_PREFIX = {"投诉编号": "TS", "档案号": "DA", "顾客编号": "GK"}


def _number(form: Form, day: dt.date, rng: random.Random) -> str:
    return f"{_PREFIX.get(form.label, 'YQ')}{day:%y%m}{rng.randint(1000, 9999)}"


def _check(
    form: Form, checklist: Checklist, day: dt.date, unit: str, subject: str, inspector: str,
    rng: random.Random,
) -> Mapping[str, Mark]:  # fmt: skip
    """One check's marks by the item's wording; on a bad one many things fail together."""
    chance = story.chance(form.fails / 100, form.going, day) * story.strain(rng)
    chance *= 3 if unit == _WORST else 1
    marks = {}
    for item in checklist.items:
        na = SELDOM if item.code in form.seldom else NEVER if form.label == "病历号" else 0.0
        result = habits.outcome(rng, rng.random() < chance, na)
        marks[_wording(item)] = Mark(day, unit, _wording(item), result, inspector, subject)
    return marks


def _wording(item: Item) -> str:
    """As the catalogue has it; without the remark that the clinic confirms it, where there is such."""
    return item.aliases[0] if item.to_confirm and item.aliases else item.text.zh
