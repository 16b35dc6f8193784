"""Adverse events: two to four a month, nearly all without harm; some are reported without a name."""

from __future__ import annotations

import datetime as dt
import random

from sample_data import TODAY, habits, story
from sample_data.marks import Mark
from sample_data.sheets import Line, Table

# event, unit, what was done
_KINDS = (
    ("皮肤灼伤（轻度红斑）", "光电治疗室", "立即冷敷，报告医师，次日回访"),
    ("注射后皮下瘀青", "注射室", "冷敷并说明，三日后回访"),
    ("药品近效期未及时更换", "治疗室", "更换并核对全部药品"),
    ("顾客滑倒未受伤", "恢复观察室", "评估无损伤，加放防滑垫"),
    ("知情同意书漏签时间", "手术室", "补充说明，科室内提醒"),
    ("敷贴过敏", "换药室", "更换敷料，抗过敏处理"),
    ("器械包指示卡变色不全", "消毒供应室", "整包重新灭菌，追溯同批次"),
    ("治疗项目核对不一致", "皮肤护理室", "操作前发现，停止并重新核对"),
    ("设备治疗中报警停机", "光电治疗室", "停止治疗，联系工程师"),
)
_GRADES = ("Ⅲ级", "Ⅳ级", "Ⅳ级", "Ⅳ级")
_GRAVE = dt.date(2026, 4, 1)  # the month of the one event of grade II
_BURN = ("皮肤灼伤（水疱）", "光电治疗室", "停用参数，医师处置，每日换药随访")
COLUMNS = (
    ("事件编号", 14), ("发生时间", 17), ("发生科室", 12), ("事件类型", 24), ("严重程度", 10), ("造成后果", 10), ("上报人（可匿名）", 12),
    ("上报时间", 17), ("处理情况", 34), ("是否按流程处理", 10), ("处理结果", 10), ("讨论日期", 12), ("是否反馈", 10),
)  # fmt: skip
_DAY = dt.timedelta(days=1)
_HOUR = dt.timedelta(hours=1)
_MINUTE = dt.timedelta(minutes=1)


def register(month: dt.date, rng: random.Random) -> list[Table]:
    """The month's register; the events of the year's last days are still open."""
    days = sorted(rng.sample(habits.open_days(month), rng.choice((2, 3, 3, 4))))
    lines = []
    for number, day in enumerate(days, start=1):
        grave = month == _GRAVE and number == 2
        kind = _BURN if grave else rng.choice(_KINDS)
        name = f"BL{day:%y%m}-{number:02d}"
        lines.append(_line(name, day, kind, "Ⅱ级" if grave else rng.choice(_GRADES), rng))
    return [
        Table(
            name="不良事件",
            standard="adverse-events",
            title="护理不良事件登记表",
            strip=(f"登记月份：{month.year}年{month.month}月", "登记部门：护理部"),
            columns=COLUMNS,
            lines=lines,
            notes="注：主动上报不处罚；Ⅰ级警告事件、Ⅱ级不良后果事件、Ⅲ级未造成后果事件、Ⅳ级隐患事件。",
        )
    ]


def _line(
    name: str, day: dt.date, kind: tuple[str, str, str], grade: str, rng: random.Random
) -> Line:
    event, unit, deed = kind
    minutes = rng.randint(9, 18) * 60 + rng.choice((5, 20, 40))
    happened = dt.datetime.combine(day, dt.time()) + minutes * _MINUTE
    late = rng.random() < 0.08
    told = happened + (rng.randint(28, 50) if late else rng.choice((1, 2, 4, 15))) * _HOUR
    by = "匿名" if rng.random() < 0.35 else rng.choice(story.NURSES)
    harm = "轻度伤害" if grade == "Ⅱ级" else "无"
    by_rules = rng.random() > 0.03
    done = day + 5 * _DAY < TODAY
    meeting = habits.last_weekday(day, weekday=3)
    if meeting < day:
        meeting = habits.last_weekday(day + 10 * _DAY, weekday=3)
    steps = [not late, by_rules, done, *([True] if done else [])]
    marks = [Mark(day, unit, event, "pass" if well else "fail", "", name) for well in steps]
    cells = (
        name, f"{happened:%Y-%m-%d %H:%M}", unit, event, grade, harm, by, f"{told:%Y-%m-%d %H:%M}", deed,
        "是" if by_rules else "否", "已办结" if done else "处理中", meeting if meeting < TODAY else None, "是" if done else None,
    )  # fmt: skip
    return Line(cells, marks)
