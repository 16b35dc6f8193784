"""Service, safety and management system: every unit once a month, one check a row, dates as they come."""

from __future__ import annotations

import datetime as dt
import random

from sample_data import habits, story
from sample_data.marks import Mark
from sample_data.sheets import CheckList, Sheet

FORMS = {
    "service": ("服务质量检查明细", (
        "主动问候并微笑接待", "服务用语规范，无禁忌用语", "解释项目及注意事项到位", "等候超时主动说明",
        "保护顾客隐私", "候诊区整洁，饮水备齐", "送别并预约下次时间",
    )),
    "safety": ("安全质量检查明细", (
        "操作前核对姓名与项目", "知情同意书签署后操作", "激光防护用具齐备", "防跌倒标识与地面干燥",
        "药品核对双人签名", "用电及消防通道安全",
    )),
    "management_system": ("管理制度检查明细", (
        "岗位职责与制度上墙可查", "交接班登记完整", "培训签到与考核齐全", "设备维护登记及时",
    )),
}  # fmt: skip
INSTRUCTIONS = (
    "1. 检查日期请按 2026-3-5 格式填写。",
    "2. 检查结果只填：合格 / 不合格 / 不适用。",
    "3. 每月5日前交护理部。",
)
NA = 0.02


def conduct(month: dt.date, rng: random.Random) -> list[tuple[str, Sheet]]:
    """A sheet a form; the instructions stand before the first."""
    return [(indicator, _sheet(indicator, month, rng)) for indicator in FORMS]


def _sheet(indicator: str, month: dt.date, rng: random.Random) -> CheckList:
    title, items = FORMS[indicator]
    marks = []
    for unit in rng.sample(story.UNITS, len(story.UNITS)):
        day, inspector = rng.choice(habits.open_days(month)), rng.choice(story.INSPECTORS)
        for item in items:
            fails = story.conduct_fails(rng, indicator, unit)
            marks.append(Mark(day, unit, item, habits.outcome(rng, fails, NA), inspector))
    return CheckList(
        name=title[:4],
        title=title,
        subtitle=f"护理部汇总  {month.year}年{month.month}月",
        marks=marks,
        dates=[habits.spelt(mark.date, rng) for mark in marks],
        units=[story.written(mark.unit, mark.inspector) for mark in marks],
        remarks=["已当场纠正" if mark.outcome == "fail" else None for mark in marks],
        instructions=INSTRUCTIONS if indicator == "service" else (),
    )
