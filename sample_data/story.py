"""What happened in the sample clinic in its year, as chances of a failed mark.

A bad spring in disinfection that an improvement cycle puts right from 8 June; one room that is always
worse; adrenaline forgotten on one cart; uniforms that dip when new staff start in July.
"""

from __future__ import annotations

import datetime as dt
import random
from typing import Literal

Going = Literal["steady", "improving", "slipping"]
UNITS = (
    "治疗室", "注射室", "光电治疗室", "手术室", "换药室", "皮肤护理室", "恢复观察室", "消毒供应室",
    "咨询室", "前台",
)  # fmt: skip
SHORT = {"光电治疗室": "激光室", "恢复观察室": "观察室", "消毒供应室": "供应室", "前台": "客服前台"}
HEAD_NURSE = "王丽"
INSPECTORS = (HEAD_NURSE, "李敏", "周婷", "陈晓燕")
NURSES = (
    "赵倩", "孙雅琴", "吴佳怡", "郑海霞", "冯璐", "蒋梦洁", "杨思思", "韩雪", "何静", "沈悦", "许文君", "罗佳",
)  # fmt: skip
NEW_NURSES = NURSES[-4:]

IMPROVED_FROM = dt.date(2026, 6, 8)
_SPRING = (dt.date(2026, 3, 1), IMPROVED_FROM)
SPRING_ITEMS = frozenset(
    {"hand_hygiene", "disinfectant_concentration", "surfaces", "waste_sorting"}
)
_FORGOTTEN = (
    (dt.date(2026, 1, 12), dt.date(2026, 2, 9)),
    (dt.date(2026, 8, 3), dt.date(2026, 9, 21)),
)
_NEW_STAFF = (dt.date(2026, 7, 1), dt.date(2026, 8, 10))
_BUSY = (1, 2, 8)  # holidays: charts are written late
_HOLIDAYS = {(1, 1), (2, 17), (2, 18), (2, 19), (10, 1), (10, 2)}


def months() -> list[dt.date]:
    """The first days of the twelve months, November 2025 to October 2026."""
    return [dt.date(2025, 11, 1), dt.date(2025, 12, 1)] + [
        dt.date(2026, m, 1) for m in range(1, 11)
    ]


def days_of(month: dt.date) -> list[dt.date]:
    """All days of a month."""
    day, days = month, []
    while day.month == month.month:
        days.append(day)
        day += dt.timedelta(days=1)
    return days


def is_open(day: dt.date) -> bool:
    """Mondays are closed, and the first days of the new year and the national holiday."""
    return day.weekday() != 0 and (day.month, day.day) not in _HOLIDAYS


def written(unit: str, inspector: str) -> str:
    """A unit's name as this inspector writes it: one of them is short of words."""
    return SHORT.get(unit, unit) if inspector == "周婷" else unit


def strain(rng: random.Random) -> float:
    """How hard a day (or a chart) is: one in five is a bad one, on which many things fail together."""
    return 2.2 if rng.random() < 0.2 else 0.7


def disinfection_fails(
    rng: random.Random, item: str, unit: str, day: dt.date, strain: float
) -> bool:
    chance = 0.008
    if item in SPRING_ITEMS:
        chance = 0.012
        if _SPRING[0] <= day < _SPRING[1]:
            chance = 0.07
        elif day >= IMPROVED_FROM:
            chance = 0.006
    if unit == "换药室":
        chance = chance * 3 + 0.035
    return rng.random() < chance * strain


def document_fails(rng: random.Random, item: str, day: dt.date, strain: float) -> bool:
    weak = {"observation": 0.06, "product_trace": 0.055, "education": 0.05, "timely": 0.04}
    chance = weak.get(item, 0.014) * (1.6 if day.month in _BUSY else 1.0)
    return rng.random() < chance * strain


def drug_fails(rng: random.Random, item: str, unit: str, day: dt.date) -> bool:
    if item == "adrenaline" and unit == "治疗室":
        return any(first <= day <= last for first, last in _FORGOTTEN)
    return rng.random() < 0.0008


def uniform_fails(rng: random.Random, item: str, person: str, day: dt.date) -> bool:
    chance = {"jewellery": 0.006, "badge": 0.005, "hair": 0.004}.get(item, 0.0012)
    if person in NEW_NURSES and _NEW_STAFF[0] <= day <= _NEW_STAFF[1]:
        chance *= 10
    return rng.random() < chance


def conduct_fails(rng: random.Random, indicator: str, unit: str) -> bool:
    chance = {"service": 0.028, "safety": 0.022, "management_system": 0.006}[indicator]
    return rng.random() < (chance * 2 if unit == "前台" else chance)


def too_weak(day: dt.date, unit: str) -> float:
    """The chance that a room's disinfectant is below its concentration."""
    chance = 0.1 if _SPRING[0] <= day < _SPRING[1] else 0.01
    return chance * 2 if unit == "换药室" else chance


def chance(average: float, going: Going, day: dt.date) -> float:
    """A chance of failing that falls or rises through the year, from 1.7 times its average to a third
    of it or the other way round."""
    part = (day - months()[0]).days / 365
    factor = {"steady": 1.0, "improving": 1.7 - 1.4 * part, "slipping": 0.3 + 1.4 * part}[going]
    return average * factor
