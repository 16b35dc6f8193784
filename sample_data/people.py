"""Uniform and appearance: all nurses on duty, once a week."""

from __future__ import annotations

import datetime as dt
import random

from qc.catalogue.model import Checklist
from sample_data import CLINIC, habits, story
from sample_data.marks import Mark
from sample_data.sheets import Column, Matrix

WEDNESDAY = 2


def appearance(checklist: Checklist, month: dt.date, rng: random.Random) -> list[Matrix]:
    """A sheet a week, the nurses across in their fixed order; who is off has a blank column."""
    codes = {habits.alias(checklist, item.code): item.code for item in checklist.items}
    return [_sheet(codes, day, rng) for day in habits.weekdays(month, WEDNESDAY)[:4]]


def _sheet(codes: dict[str, str], day: dt.date, rng: random.Random) -> Matrix:
    off = set(rng.sample(story.NURSES, rng.choice((0, 1, 2))))
    columns = [
        Column(person, {} if person in off else _marks(codes, person, day, rng))
        for person in story.NURSES
    ]
    return Matrix(
        name=f"{day.month}.{day.day}",
        title="护士仪容仪表检查表",
        strip=(f"检查日期：{day.year}-{day.month}-{day.day}", f"检查者：{story.HEAD_NURSE}"),
        items=[("仪容仪表", text) for text in codes],
        columns=columns,
        header_label="护士姓名",
        notes="说明：合格打“√”，不合格打“×”；整列空白为当日休息。",
        shade="#E4DFEC",
    )


def _marks(codes: dict[str, str], person: str, day: dt.date, rng: random.Random) -> dict[str, Mark]:
    return {
        text: Mark(
            day, CLINIC, text, habits.outcome(rng, story.uniform_fails(rng, code, person, day)),
            story.HEAD_NURSE, person,
        )
        for text, code in codes.items()
    }  # fmt: skip
