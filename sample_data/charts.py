"""Nursing documents: forty charts a month, across the sheet until June, one mark a row from July."""

from __future__ import annotations

import datetime as dt
import random

from qc.catalogue.model import Checklist
from sample_data import habits, story
from sample_data.marks import Mark
from sample_data.sheets import CheckList, Column, Matrix

UNITS = ("手术室", "注射室", "光电治疗室", "皮肤护理室")  # one a week
CHARTS = 10
INSPECTOR = "陈晓燕"
NEW_FORM = dt.date(2026, 7, 1)
NA = {"item_count": 0.08, "product_trace": 0.08}
TITLE = "护理文书质量检查表"


def documents(checklist: Checklist, month: dt.date, rng: random.Random) -> list[Matrix | CheckList]:
    """The month's charts, in the form of their time."""
    codes = {habits.alias(checklist, item.code): item.code for item in checklist.items}
    weeks = [
        (unit, day, _charts(codes, unit, day, rng))
        for unit, day in zip(UNITS, habits.weekdays(month, 3), strict=False)
    ]
    if month < NEW_FORM:
        return [_week(n, *week) for n, week in enumerate(weeks, start=1)]
    marks = [
        mark for _, _, columns in weeks for column in columns for mark in column.marks.values()
    ]
    return [_list(month, marks, rng)]


def _charts(codes: dict[str, str], unit: str, day: dt.date, rng: random.Random) -> list[Column]:
    numbers = [f"YQ{day:%y%m}{n}" for n in sorted(rng.sample(range(1000, 9999), CHARTS))]
    return [Column(number, _marks(codes, unit, day, number, rng)) for number in numbers]


def _marks(
    codes: dict[str, str], unit: str, day: dt.date, number: str, rng: random.Random
) -> dict[str, Mark]:
    strain = story.strain(rng)

    def mark(text: str, code: str) -> Mark:
        fails = story.document_fails(rng, code, day, strain)
        result = habits.outcome(rng, fails, NA.get(code, 0.0))
        return Mark(day, unit, text, result, INSPECTOR, number)

    return {text: mark(text, code) for text, code in codes.items()}


def _week(number: int, unit: str, day: dt.date, columns: list[Column]) -> Matrix:
    return Matrix(
        name=f"第{number}周",
        title=f"{day.year}年{day.month}月{TITLE}",
        strip=(f"科室：{unit}", f"检查日期：{day:%Y.%m.%d}", f"检查者：{INSPECTOR}"),
        items=[("文书书写", text) for text in columns[0].marks],
        columns=columns,
        header_label="病历号",
        item_label="评价标准",
        notes="注：符合打“√”，不符合打“×”，不涉及打“/”。",
        shade="#FFF2CC",
    )


def _list(month: dt.date, marks: list[Mark], rng: random.Random) -> CheckList:
    spelling = rng.choice(
        ("{0.year}-{0.month}-{0.day}", "{0.year}年{0.month}月{0.day}日", "{0:%Y.%m.%d}")
    )
    return CheckList(
        name="文书明细",
        title=f"{month.year}年{month.month}月{TITLE}",
        subtitle="护理部汇总",
        marks=marks,
        dates=[spelling.format(mark.date) for mark in marks],
        units=[mark.unit for mark in marks],
        remarks=["已退回补写" if mark.outcome == "fail" else None for mark in marks],
        subject_label="病历号",
    )
