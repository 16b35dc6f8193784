"""Complaints: many about reception, until its training in June 2026."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

from sample_data import TODAY, habits
from sample_data.marks import Mark
from sample_data.sheets import Line, Table

TRAINED = dt.date(2026, 6, 18)  # the day of the reception training
_BROKEN = dt.date(2026, 5, 1)  # the month in which a line contradicts itself
_RECEPTION = (
    ("等候时间", "前台", "预约后等候超过四十分钟，无人说明"),
    ("服务态度", "前台", "电话咨询态度生硬"),
    ("接待流程", "咨询室", "咨询师更换三次，重复说明情况"),
    ("等候时间", "咨询室", "到店后十五分钟无人接待"),
)
_OTHERS = (
    ("治疗效果", "光电治疗室", "治疗后效果与预期有差距"),
    ("收费", "前台", "优惠活动说明与结账不一致"),
    ("环境", "恢复观察室", "休息区嘈杂"),
    ("操作", "注射室", "注射后瘀青未提前告知"),
)
_CHANNELS = ("现场", "电话", "微信", "平台留言")
_DESK = ("田晓蕾", "夏雨桐")  # reception, who answer first
COLUMNS = (
    ("投诉编号", 14), ("受理时间", 12), ("被投诉科室", 12), ("客户等级", 10), ("投诉渠道", 10), ("投诉类别", 12), ("投诉内容", 34),
    ("首接责任人", 12), ("首次回复日期", 12), ("是否按流程处理", 10), ("处理结果", 10), ("办结日期", 12), ("是否反馈", 10), ("回访满意度", 10),
)  # fmt: skip
LIMIT = 3
_DAY = dt.timedelta(days=1)


def register(month: dt.date, rng: random.Random) -> list[Table]:
    """The month's register, as it was kept on until the year's end."""
    days = [day for day in habits.open_days(month) for _ in range(2) if rng.random() < _chance(day)]
    lines = [_line(f"TS{day:%y%m}-{n:02d}", day, rng) for n, day in enumerate(days, start=1)]
    table = Table(
        name="投诉",
        standard="complaints",
        title="顾客投诉登记处理表",
        strip=(f"登记月份：{month.year}年{month.month}月", "登记部门：客服部"),
        columns=COLUMNS,
        lines=lines,
        notes="注：首接负责，三日内办结；重点顾客当日回复。",
    )
    return [_contradicting(table) if month == _BROKEN else table]


def _chance(day: dt.date) -> float:
    return 0.055 if day > TRAINED else 0.14


def _line(name: str, day: dt.date, rng: random.Random) -> Line:
    reception = rng.random() < (0.35 if day > TRAINED else 0.7)
    about, unit, text = rng.choice(_RECEPTION if reception else _OTHERS)
    took = rng.choice((1, 1, 2, 2, 3, 3) if rng.random() > 0.1 else (5, 7))
    closed = day + took * _DAY
    done = closed < TODAY
    first, grade = rng.choice(_DESK), "重点" if rng.random() < 0.2 else "普通"
    asked = rng.choices(("非常满意", "满意", "基本满意", "不满意"), (6, 10, 5, 1))[0]
    by_rules = rng.random() > 0.01
    steps = [by_rules, done]
    if done:
        steps += [took <= LIMIT, True, asked != "不满意"]
    marks = [Mark(day, unit, about, "pass" if well else "fail", first, name) for well in steps]
    answered = day if grade == "重点" or rng.random() < 0.7 else day + _DAY
    cells = (
        name, day, unit, grade, rng.choice(_CHANNELS), about, text, first,
        answered, "是" if by_rules else "否",
        "已办结" if done else "处理中", closed if done else None, "是" if done else None, asked if done else None,
    )  # fmt: skip
    return Line(cells, marks)


def _contradicting(table: Table) -> Table:
    """The first closed case is closed before it came in: nothing of its line can count."""
    at = [label for label, _ in table.columns].index("办结日期")
    row = next(n for n, line in enumerate(table.lines) if line.cells[at])
    line = table.lines[row]
    came = line.marks[0].date
    cells = (*line.cells[:at], came - 2 * _DAY, *line.cells[at + 1 :])
    wrong = Line(cells, [replace(mark, counts=False) for mark in line.marks])
    lines = [wrong if n == row else other for n, other in enumerate(table.lines)]
    spoilt = replace(table, lines=lines)
    return replace(spoilt, faults=[spoilt.fault(row, "办结日期", "closed_before_opened")])
