"""What is measured: the drug refrigerator, two rooms' climate, disinfectant, lamps, microbiology."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

from sample_data import habits, story
from sample_data.marks import Mark
from sample_data.sheets import Line, Table

_WARM = (dt.date(2026, 7, 18), dt.date(2026, 7, 19))  # the compressor failed on a weekend
_UNREADABLE = dt.date(2026, 3, 1)  # the month with a slip of the pen
_LAMPS = {"换药室": 96, "手术室": 104, "注射室": 92, "治疗室": 99}
_ROOMS = ("换药室", "治疗室", "光电治疗室")
_QUARTERLY = (12, 3, 6, 9)


def sheets(month: dt.date, rng: random.Random) -> list[Table]:
    """All that is measured in a month; lamps and microbiology once a quarter."""
    found = [_refrigerator(month, rng), _climate(month, rng), _chlorine(month, rng)]
    if month.month in _QUARTERLY or month == dt.date(2026, 10, 1):
        found += [_lamps(month, rng), _environment(month, rng)]
    return found


def _strip(month: dt.date, by: str, *more: str) -> tuple[str, ...]:
    return *more, f"月份：{month.year}年{month.month}月", f"监测人：{by}"


def _refrigerator(month: dt.date, rng: random.Random) -> Table:
    """Read morning and afternoon, every day."""
    lines = []
    for day in story.days_of(month):
        for part in ("上午", "下午"):
            warm = 9.6 if day in _WARM else 4.6
            value = round(warm + rng.uniform(-1.2, 1.6), 1)
            well = value <= 8
            lines.append(
                Line(
                    (day, part, value, None if well else "已调温并转移药品"),
                    [Mark(day, "治疗室", part, "pass" if well else "fail", "李敏", part)],
                )
            )
    table = Table(
        name="药品冰箱",
        standard="refrigerator",
        title="药品冰箱温度监测记录",
        strip=_strip(month, "李敏", "科室：治疗室"),
        columns=(("日期", 12), ("时段", 10), ("冷藏温度", 12), ("备注", 24)),
        lines=lines,
        notes="注：冷藏温度应在2～8℃。",
    )
    return _slip(table) if month == _UNREADABLE else table


def _slip(table: Table) -> Table:
    """A reading that nobody can read."""
    row = 24
    line = table.lines[row]
    cells = (*line.cells[:2], "5.o", *line.cells[3:])
    wrong = Line(cells, [replace(mark, counts=False) for mark in line.marks])
    lines = [wrong if n == row else other for n, other in enumerate(table.lines)]
    return replace(table, lines=lines, faults=[table.fault(row, "冷藏温度", "text_in_number")])


def _climate(month: dt.date, rng: random.Random) -> Table:
    """Two rooms, every Wednesday and Saturday."""
    summer = month.month in (6, 7, 8)
    lines = []
    for day in sorted([*habits.weekdays(month, 2), *habits.weekdays(month, 5)]):
        for unit in ("治疗室", "手术室"):
            warm = round((25.5 if summer else 22.5) + rng.uniform(-1.5, 1.5), 1)
            damp = round((66 if summer else 52) + rng.uniform(-9, 11))
            marks = [
                Mark(day, unit, "温度", "pass", "李敏", unit),
                Mark(day, unit, "相对湿度", "pass" if damp <= 75 else "fail", "李敏", unit),
            ]
            lines.append(Line((day, unit, warm, damp), marks))
    return Table(
        name="温湿度",
        standard="room-climate",
        title="室内温湿度监测记录",
        strip=_strip(month, "李敏"),
        columns=(("日期", 12), ("科室", 14), ("温度", 10), ("相对湿度", 12)),
        lines=lines,
        notes="注：温度10～30℃，相对湿度35～75%。",
    )


def _chlorine(month: dt.date, rng: random.Random) -> Table:
    """Every Friday in three rooms; too weak in spring, until strips were handed out in June."""
    lines = []
    for day in habits.weekdays(month, 4):
        for unit in _ROOMS:
            weak = rng.random() < story.too_weak(day, unit)
            value = rng.choice((250, 400)) if weak else rng.choice((500, 500, 600, 750))
            mark = Mark(day, unit, "有效氯浓度", "fail" if weak else "pass", "周婷")
            lines.append(Line((day, unit, value, "重新配制" if weak else None), [mark]))
    return Table(
        name="消毒液浓度",
        standard="chlorine",
        title="含氯消毒液浓度监测记录",
        strip=_strip(month, "周婷"),
        columns=(("日期", 12), ("科室", 14), ("有效氯浓度", 14), ("备注", 20)),
        lines=lines,
        notes="注：单位mg/L，使用中≥500mg/L。",
    )


def _lamps(month: dt.date, rng: random.Random) -> Table:
    day = habits.weekdays(month, 3)[1]
    months = (month.year - 2025) * 12 + month.month - 9
    lines = []
    for number, (unit, first) in enumerate(_LAMPS.items(), start=1):
        value = first - 2 * months + rng.randint(-2, 2)
        lamp = f"ZW-{number:02d}"
        mark = Mark(day, unit, "辐照强度", "pass" if value >= 70 else "fail", "周婷", lamp)
        lines.append(Line((day, unit, lamp, value), [mark]))
    return Table(
        name="紫外线灯",
        standard="ultraviolet",
        title="紫外线灯强度监测记录",
        strip=_strip(month, "周婷"),
        columns=(("日期", 12), ("科室", 14), ("灯管编号", 12), ("辐照强度", 14)),
        lines=lines,
        notes="注：使用中灯管≥70µW/cm²。",
    )


_SAMPLES = (
    ("空气", "手术室", 4), ("空气", "治疗室", 4), ("物体表面", "换药室", 10), ("物体表面", "注射室", 10),
    ("医护人员手", "换药室", 10), ("外科手", "手术室", 5),
)  # fmt: skip


def _environment(month: dt.date, rng: random.Random) -> Table:
    day = habits.weekdays(month, 1)[1]
    lines = []
    for what, unit, limit in _SAMPLES:
        value = rng.randint(0, limit - 1)
        if (what, unit, month.month) == ("物体表面", "换药室", 3):
            value = 14
        mark = Mark(day, unit, what, "pass" if value <= limit else "fail", "周婷")
        lines.append(Line((day, unit, what, f"≤{limit}", value), [mark]))
    return Table(
        name="环境卫生学",
        standard="environment",
        title="环境卫生学监测记录",
        strip=_strip(month, "周婷"),
        columns=(
            ("采样日期", 12),
            ("科室", 14),
            ("监测项目", 16),
            ("标准值", 10),
            ("监测结果", 12),
        ),
        lines=lines,
    )
