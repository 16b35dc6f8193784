"""What customers said: the monthly form, nursing every two months, and whether they would come again."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping

from qc.catalogue.model import Checklist
from sample_data import CLINIC, habits
from sample_data.complaints import TRAINED
from sample_data.marks import Mark
from sample_data.sheets import Line, Table

_ANSWERS = ("非常满意", "满意", "一般", "不满意", "非常不满意")
_WEAK = frozenset({"sm_timely", "sm_complaint", "sm_care", "sn_answer"})  # before the training
_WOULD = ("非常愿意", "愿意", "一般", "不愿意")


def sheets(lists: Mapping[str, Checklist], month: dt.date, rng: random.Random) -> list[Table]:
    """The month's surveys; nursing is asked about in even months."""
    found = [_form(lists["satisfaction-monthly"], "月度满意度", month, 60, 0.965, rng)]
    if month.month % 2 == 0:
        found.append(_form(lists["satisfaction-nursing"], "护理满意度", month, 50, 0.96, rng))
    return [*found, _willing(lists["recommendation"], month, rng)]


def _form(
    checklist: Checklist, name: str, month: dt.date, sent: int, chance: float, rng: random.Random
) -> Table:
    valid = sent - rng.randint(1, 8)
    lines = []
    for item in checklist.items:
        weak = item.code in _WEAK and month < TRAINED.replace(day=1)
        given = _given(rng, valid, chance - (0.07 if weak else 0.0))
        text = item.text.zh.partition("：")[2]
        tally = valid, given[0] + given[1]
        mark = Mark(habits.last_day(month), CLINIC, text, "pass", "陈晓燕", tally=tally)
        lines.append(Line((item.text.zh, valid, *given), [mark]))
    return Table(
        name=name,
        standard=checklist.code,
        title=checklist.name.zh,
        strip=(f"调查月份：{month.year}年{month.month}月", "调查人：陈晓燕"),
        columns=(("调查项目", 44), ("有效份数", 10), *((answer, 10) for answer in _ANSWERS)),
        lines=lines,
        notes=f"发放{sent}份。满意率=（非常满意+满意）÷有效份数。",
    )


def _given(rng: random.Random, valid: int, chance: float) -> tuple[int, ...]:
    """How many gave each answer, best first."""
    well = sum(rng.random() < chance for _ in range(valid))
    very = round(well * rng.uniform(0.6, 0.75))
    bad = sum(rng.random() < 0.25 for _ in range(valid - well))
    return very, well - very, valid - well - bad, bad, 0


def _willing(checklist: Checklist, month: dt.date, rng: random.Random) -> Table:
    """One who answered a line, as the customers' tablet stores it."""
    days = sorted(rng.choices(habits.open_days(month), k=18))
    lines = []
    for number, day in enumerate(days):
        answers = rng.choices(_WOULD, (50, 40, 8, 2), k=len(checklist.items))
        marks = [
            Mark(
                day,
                CLINIC,
                item.text.zh,
                "pass" if answer in _WOULD[:2] else "fail",
                "",
                f"{number}",
            )
            for item, answer in zip(checklist.items, answers, strict=True)
        ]
        lines.append(Line((f"{day:%Y-%m-%d}", *answers), marks))
    return Table(
        name="推荐意愿",
        standard=checklist.code,
        title=checklist.name.zh,
        strip=(f"调查月份：{month.year}年{month.month}月", "来源：院内平板"),
        columns=(("提交时间", 18), *((item.text.zh, 26) for item in checklist.items)),
        lines=lines,
    )
