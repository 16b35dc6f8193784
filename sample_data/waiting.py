"""Waiting times of some customers a month: Saturdays are crowded."""

from __future__ import annotations

import datetime as dt
import random

from sample_data import habits
from sample_data.complaints import TRAINED
from sample_data.marks import Mark
from sample_data.sheets import Line, Table

SATURDAY = 5
# what is waited for, unit, limit and usual minutes
_FOR = (
    ("指定咨询师接待", "咨询室", 5, 3.0),
    ("通知后任一咨询师到位", "咨询室", 8, 4.5),
    ("局麻术前化验", "手术室", 20, 14.0),
    ("全麻术前化验", "手术室", 40, 30.0),
)


def sheet(month: dt.date, rng: random.Random) -> list[Table]:
    """About thirty waits of the month, a third of them on Saturdays."""
    saturdays = habits.weekdays(month, SATURDAY)
    days = sorted([*rng.choices(habits.open_days(month), k=20), *rng.choices(saturdays, k=8)])
    lines = [_line(n, day, rng) for n, day in enumerate(days, start=1)]
    return [
        Table(
            name="等候时间",
            standard="waiting-times",
            title="等候时限检查表",
            strip=(f"月份：{month.year}年{month.month}月", "检查者：李敏"),
            columns=(
                ("日期", 12), ("档案号", 14), ("科室", 12), ("项目", 26), ("开始时间", 10), ("结束时间", 10), ("共计分钟", 10),
            ),
            lines=lines,
        )
    ]  # fmt: skip


def _line(number: int, day: dt.date, rng: random.Random) -> Line:
    what, unit, limit, usual = rng.choices(_FOR, (4, 4, 2, 1))[0]
    crowded = 1.5 if day.weekday() == SATURDAY else 1.0
    slow = 1.0 if day > TRAINED else 1.15
    minutes = max(1, round(usual * crowded * slow * rng.uniform(0.5, 1.4)))
    start = dt.datetime(day.year, day.month, day.day, rng.randint(9, 17), rng.randint(0, 59))  # noqa: DTZ001
    end = start + dt.timedelta(minutes=minutes)
    whose = f"DH{day:%y%m}{number:03d}"
    mark = Mark(day, unit, what, "pass" if minutes <= limit else "fail", "李敏", whose)
    return Line((day, whose, unit, what, f"{start:%H:%M}", f"{end:%H:%M}", minutes), [mark])
