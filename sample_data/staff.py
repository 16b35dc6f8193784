"""Staff: scores of the quarter's training, and whose licence lasts how long."""

from __future__ import annotations

import datetime as dt
import random

from sample_data import CLINIC, habits, story
from sample_data.marks import Mark
from sample_data.sheets import Line, Table

_PASS = 80
_SUBJECTS = {1: "心肺复苏", 4: "消毒隔离", 7: "仪容仪表与服务规范", 10: "急救药品与设备使用"}
_SOON = {"何静": "2026-12-20"}  # whose licence ends first


def sheets(month: dt.date, rng: random.Random) -> list[Table]:
    """Training of the quarter and the licences, as they are gone through in it."""
    return [_training(month, rng), _licences(month)]


def _training(month: dt.date, rng: random.Random) -> Table:
    day = habits.weekdays(month, 3)[1]
    subject = _SUBJECTS[month.month]
    lines = []
    for person in story.NURSES:
        new = person in story.NEW_NURSES and month.month == 7
        scores = [rng.randint(74, 92) if new else rng.randint(80, 99) for _ in range(2)]
        marks = [
            Mark(day, CLINIC, part, "pass" if score >= _PASS else "fail", "王丽", person)
            for part, score in zip(("理论", "操作"), scores, strict=True)
        ]
        lines.append(Line((person, *scores), marks))
    return Table(
        name="培训考核",
        standard="training",
        title=f"{subject}培训考核成绩表",
        strip=(f"考核日期：{day.year}年{day.month}月{day.day}日", "考核人：王丽"),
        columns=(("姓名", 14), ("理论", 12), ("操作", 12)),
        lines=lines,
        notes=f"注：满分100分，{_PASS}分及格。",
    )


def _licences(month: dt.date) -> Table:
    day = habits.weekdays(month, 4)[1]
    lines = []
    for number, person in enumerate(story.NURSES, start=1):
        until = _SOON.get(person, f"{2027 + number % 4}-{number % 12 + 1:02d}-15")
        mark = Mark(day, CLINIC, "护士执业证书", "pass", "王丽", person)
        lines.append(Line((person, "护士执业证书", f"ZY2021{number:04d}", until), [mark]))
    return Table(
        name="执业证照",
        standard="licences",
        title="执业证照效期登记表",
        strip=(f"检查日期：{day.year}年{day.month}月{day.day}日", "检查者：王丽"),
        columns=(("姓名", 14), ("证书名称", 20), ("证书编号", 18), ("有效期至", 14)),
        lines=lines,
    )
