"""How the clinic's nurses write: item names, dates, remarks, and the days on which they check."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterable

from qc.catalogue.model import Checklist
from sample_data import story
from sample_data.marks import Mark, Outcome

_WHAT = {
    "hand_hygiene": "未洗手即操作", "disinfectant_concentration": "浓度未测", "surfaces": "台面有污渍",
    "waste_sorting": "混入生活垃圾", "sterile_packs": "过期包1个", "floors": "拖布混放", "air": "漏登记",
    "opened_sterile": "棉签未写时间", "opened_antiseptic": "碘伏未写日期", "sharps_box": "锐器盒过满",
    "hand_hygiene_supplies": "洗手液用完", "nails_jewellery": "戴戒指",
}  # fmt: skip


def branch(rng: random.Random, name: str) -> random.Random:
    """A generator of its own for a subject, from where `rng` stands; `rng` itself is not moved."""
    peek = random.Random()
    peek.setstate(rng.getstate())
    return random.Random(f"{name} {peek.random()}")


def alias(checklist: Checklist, code: str) -> str:
    """The wording that sheets use: the item's first alias, or its text."""
    item = next(item for item in checklist.items if item.code == code)
    return item.aliases[0] if item.aliases else item.text.zh


def outcome(rng: random.Random, fails: bool, na: float = 0.0) -> Outcome:
    """Not applicable with a chance of `na`, else as the story has it."""
    if rng.random() < na:
        return "na"
    return "fail" if fails else "pass"


def remark(code: str, marks: Iterable[Mark]) -> str | None:
    """What is noted beside an item that failed: the first two days, what it was, that it was seen to."""
    days = [f"{mark.date.day}日" for mark in marks if mark.outcome == "fail"][:2]
    return f"{'、'.join(days)}{_WHAT.get(code, '不符合')}，已整改" if days else None


def spelt(day: dt.date, rng: random.Random) -> object:
    """A date as people type it: a real one, three kinds of text, or a number without a format."""
    spellings: tuple[Callable[[], object], ...] = (
        lambda: dt.datetime(day.year, day.month, day.day),  # noqa: DTZ001 - a cell has no zone
        lambda: f"{day.year}-{day.month}-{day.day}",
        lambda: f"{day:%Y%m%d}",
        lambda: f"{day.year}年{day.month}月{day.day}日",
        lambda: (day - dt.date(1899, 12, 30)).days,
    )
    return rng.choice(spellings)()


def open_days(month: dt.date) -> list[dt.date]:
    return [day for day in story.days_of(month) if story.is_open(day)]


def weekdays(month: dt.date, weekday: int) -> list[dt.date]:
    return [day for day in story.days_of(month) if day.weekday() == weekday]


def twice_a_week(month: dt.date, rng: random.Random) -> list[dt.date]:
    """Eight days, at most two of a week, never the same ones."""
    weeks: dict[int, list[dt.date]] = {}
    for day in open_days(month):
        weeks.setdefault(day.isocalendar().week, []).append(day)
    picked = [day for days in weeks.values() for day in rng.sample(days, min(2, len(days)))]
    return sorted(picked)[:8]


def last_weekday(day: dt.date, weekday: int) -> dt.date:
    """The last such weekday of the day's month, on which the month's meeting is held."""
    return weekdays(day.replace(day=1), weekday)[-1]


def last_day(month: dt.date) -> dt.date:
    return story.days_of(month)[-1]
