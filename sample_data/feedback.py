"""The book of what inspections found, and what became of it."""

from __future__ import annotations

import datetime as dt
import random

from sample_data import habits, story
from sample_data.marks import Mark
from sample_data.sheets import Line, Table

_FOUND = (
    ("换药室", "消毒液浓度登记漏项", "专人登记，护士长每周抽查"),
    ("换药室", "无菌包摆放无顺序", "按效期先后摆放"),
    ("治疗室", "治疗车物品未分区", "重新标识分区"),
    ("光电治疗室", "观察记录补记时间不清", "治疗结束当场记录"),
    ("前台", "等候超时未主动说明", "每十分钟主动告知"),
    ("手术室", "手术物品清点单漏签", "清点后双人当场签名"),
    ("注射室", "锐器盒超过四分之三", "班前检查并更换"),
    ("皮肤护理室", "治疗床单未一人一换", "备足床单，巡查"),
    ("恢复观察室", "呼叫铃一处无声", "报修并更换"),
    ("消毒供应室", "灭菌登记字迹不清", "改用打印标签"),
)
COLUMNS = (
    ("检查日期", 12), ("科室", 12), ("检查者", 10), ("存在问题", 30), ("整改措施", 28), ("责任人", 10),
    ("整改期限", 12), ("整改完成日期", 12), ("复查结果", 10),
)  # fmt: skip
_DAY = dt.timedelta(days=1)


def register(month: dt.date, rng: random.Random) -> list[Table]:
    """Four to six findings of the month, all but the newest looked at again within it."""
    days = sorted(rng.sample(habits.open_days(month)[:18], rng.randint(4, 6)))
    found = rng.sample(_FOUND, len(days))
    return [
        Table(
            name="督查反馈本",
            standard="feedback-book",
            title="护理质量督查反馈本",
            strip=(f"登记月份：{month.year}年{month.month}月", "登记部门：护理部"),
            columns=COLUMNS,
            lines=[_line(day, what, rng) for day, what in zip(days, found, strict=True)],
        )
    ]


def _line(day: dt.date, what: tuple[str, str, str], rng: random.Random) -> Line:
    unit, fault, measure = what
    inspector, due = rng.choice(story.INSPECTORS), day + 7 * _DAY
    turn = rng.random()
    took, said = (5, "已整改") if turn < 0.86 else (9, "已整改") if turn < 0.93 else (7, "部分整改")
    done = day + took * _DAY
    marks = [
        Mark(day, unit, fault, "pass" if well else "fail", inspector, fault)
        for well in (said == "已整改", done <= due)
    ]
    owner = rng.choice(story.NURSES)
    return Line((day, unit, inspector, fault, measure, owner, due, done, said), marks)
