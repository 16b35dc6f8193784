"""Treatments a month and unit: what events are set against."""

from __future__ import annotations

import datetime as dt
import random

from sample_data import habits
from sample_data.marks import Mark
from sample_data.sheets import Line, Table

_USUAL = {
    "注射室": 210, "光电治疗室": 320, "手术室": 46, "皮肤护理室": 380, "换药室": 120, "治疗室": 150,
}  # fmt: skip
_SEASON = {
    1: 1.15,
    2: 0.7,
    6: 1.05,
    7: 1.2,
    8: 1.2,
    10: 1.1,
}  # holidays bring students; the new year nobody


def treatments(month: dt.date, unit: str, rng: random.Random) -> int:
    return round(_USUAL[unit] * _SEASON.get(month.month, 1.0) * rng.uniform(0.94, 1.06))


def sheet(month: dt.date, rng: random.Random) -> list[Table]:
    """Visits and treatments by unit; nothing in it is judged."""
    lines = []
    for unit in _USUAL:
        treated = treatments(month, unit, rng)
        visits = round(treated * rng.uniform(1.15, 1.3))
        marks = [Mark(habits.last_day(month), unit, "治疗人次", None, "")]
        lines.append(Line((unit, visits, treated), marks))
    return [
        Table(
            name="工作量",
            standard="workload",
            title="治疗人次与工作量",
            strip=(f"统计月份：{month.year}年{month.month}月", "统计人：陈晓燕"),
            columns=(("科室", 16), ("就诊人次", 12), ("治疗人次", 12)),
            lines=lines,
        )
    ]
