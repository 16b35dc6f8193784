"""Points: the monthly assessment of the units, and the full inspection of a quarter."""

from __future__ import annotations

import datetime as dt
import random

from sample_data import habits, story
from sample_data.marks import Mark
from sample_data.sheets import Line, Table

_MONTHLY = (
    ("岗位职责落实", 20), ("交接班及查对执行", 20), ("登记本填写完整", 15), ("问题整改按期完成", 20), ("培训与考核参加", 15), ("物品管理有序", 10),
)  # fmt: skip
_QUARTER = (
    ("制度更新并已培训", 20), ("质控计划有实施记录", 20), ("问题有分析有措施", 20), ("应急物品及预案到位", 20), ("人员资质在有效期内", 20),
)  # fmt: skip
_QUARTERS = (12, 3, 6, 9)


def sheets(month: dt.date, rng: random.Random) -> list[Table]:
    """The month's assessment, and at a quarter's end the full inspection."""
    found = [
        _points("月度考核", "monthly-assessment", "护理质控月度绩效考核表", _MONTHLY, month, rng)
    ]
    if month.month in _QUARTERS:
        found.append(
            _points("季度质控", "quarterly-inspection", "季度全面质控检查表", _QUARTER, month, rng)
        )
    return found


def _points(
    name: str, standard: str, title: str, items: tuple[tuple[str, int], ...], month: dt.date,
    rng: random.Random,
) -> Table:  # fmt: skip
    day = habits.open_days(month)[-2]
    lines = [_line(text, full, day, rng) for text, full in items]
    lost = [sum(int(str(line.cells[n])) for line in lines) for n in range(2, len(lines[0].cells))]
    lines.append(Line(("得分", 100, *(100 - points for points in lost))))
    return Table(
        name=name,
        standard=standard,
        title=title,
        strip=(f"考核日期：{day.year}年{day.month}月{day.day}日", "考核人：王丽"),
        columns=(("评分标准", 30), ("分值", 8), *((unit, 11) for unit in story.UNITS)),
        lines=lines,
        notes="说明：每格填扣掉的分数，不扣分填0。90分为合格。",
    )


def _line(text: str, full: int, day: dt.date, rng: random.Random) -> Line:
    cells: list[object] = [text, full]
    marks = []
    for unit in story.UNITS:
        lost = rng.random() < (0.06 if unit == "换药室" else 0.02)
        cells.append(rng.choice((1, 2)) if lost else 0)
        marks.append(Mark(day, unit, text, "fail" if lost else "pass", "王丽"))
    return Line(cells, marks)
