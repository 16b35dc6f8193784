"""Emergency drugs: two carts, every line once a week; once a quarter one is counted with its last days of use."""

from __future__ import annotations

import datetime as dt
import random
from itertools import takewhile

from qc.catalogue.model import Checklist, Item
from sample_data import habits, story
from sample_data.marks import Mark
from sample_data.sheets import Column, Line, Matrix, Table

CARTS = {"手术室": "1号", "治疗室": "2号"}
WEDNESDAY, FRIDAY = 2, 4
_NEAR = {"amiodarone": 46, "dopamine": 81}  # days left when they are counted
FIRST_THING = "cart_place"  # cart, devices and kit follow the drugs; they have a form of their own


def drugs(checklist: Checklist, month: dt.date, rng: random.Random) -> list[Matrix]:
    """A sheet a cart, its Fridays across: as dates on one, as text without year on the other."""
    items = _drugs(checklist)
    sheets = []
    for unit, number in CARTS.items():
        columns = []
        for day in habits.weekdays(month, FRIDAY):
            marks = {
                item.text.zh: Mark(
                    day, unit, item.text.zh,
                    habits.outcome(rng, story.drug_fails(rng, item.code, unit, day)), story.HEAD_NURSE,
                )
                for item in items
            }  # fmt: skip
            header = day if unit == "手术室" else f"{day.month}月{day.day}日"
            columns.append(Column(header, marks, story.HEAD_NURSE))
        sheets.append(_sheet(unit, number, month, columns))
    return sheets


def stock(checklist: Checklist, month: dt.date) -> Table:
    """The operating room's cart counted through: par level, what is there, batch, last day of use. Two
    drugs are near expiry every time."""
    unit, day = "手术室", habits.weekdays(month, WEDNESDAY)[1]
    lines = []
    for row, item in enumerate(_drugs(checklist)):
        left = _NEAR.get(item.code, 150 + 37 * row % 700)
        until, made = day + dt.timedelta(left), day + dt.timedelta(left - 730)
        name, par = item.text.zh, 5 if row % 3 else 10
        cells = (name, par, par, f"{made:%y%m%d}{row % 9 + 1}", until.isoformat())
        lines.append(Line(cells, [Mark(day, unit, name, "pass", story.HEAD_NURSE)]))
    return Table(
        name="抢救车药品清点",
        standard=checklist.code,
        title="抢救车药品数量与效期清点表",
        strip=(f"科室：{unit}", f"清点日期：{day.isoformat()}", f"清点人：{story.HEAD_NURSE}"),
        columns=(("药品名称", 30), ("基数", 8), ("实数", 8), ("批号", 14), ("有效期至", 14)),
        lines=lines,
        notes="注：有效期不足3个月的列入近效期，优先使用或与药房调换。",
    )


def _drugs(checklist: Checklist) -> list[Item]:
    return list(takewhile(lambda item: item.code != FIRST_THING, checklist.items))


def _sheet(unit: str, number: str, month: dt.date, columns: list[Column]) -> Matrix:
    texts = list(columns[0].marks)
    weeks = {
        text: [column.marks[text].outcome for column in columns].count("fail") for text in texts
    }
    return Matrix(
        name=f"{unit}抢救车",
        title="急救药品检查登记表",
        strip=(f"科室：{unit}", f"{month.year}年{month.month}月", f"抢救车编号：{number}"),
        items=[("抢救车药品", text) for text in texts],
        columns=columns,
        header_label="检查日期",
        item_label="药品名称",
        remark_label="备注",
        remarks={
            text: "数量不足，已补齐" if failed == 1 else "已过效期，待药房更换"
            for text, failed in weeks.items()
            if failed
        },
        foot_label="清点人",
        notes="说明：数量与基数相符、在有效期内为合格。合格打“√”，不合格打“×”。",
        shade="#FCE4D6",
    )
