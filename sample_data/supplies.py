"""What stands ready for customers, counted once a quarter at six places."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping
from dataclasses import replace

from qc.catalogue.model import Checklist
from sample_data import CLINIC, habits
from sample_data.marks import Mark
from sample_data.sheets import Line, Table

_PLACES = {
    "supplies-outside": "院外", "supplies-entrance": "门口", "supplies-front-desk": "前台", "supplies-hall": "大厅",
    "supplies-consulting": "咨询室", "supplies-nurse-station": "护理站",
}  # fmt: skip
_UNITS = {"前台": "前台", "咨询室": "咨询室"}
_OWN = 10  # the clinic's par where the standard names none


def sheets(lists: Mapping[str, Checklist], month: dt.date, rng: random.Random) -> list[Table]:
    """A sheet a place."""
    return [_sheet(lists[code], place, month, rng) for code, place in _PLACES.items()]


def _sheet(checklist: Checklist, place: str, month: dt.date, rng: random.Random) -> Table:
    day = habits.weekdays(month, 1)[0]
    unit = _UNITS.get(place, CLINIC)
    lines = []
    for item in checklist.items:
        par = item.par or _OWN
        short = par > 1 and rng.random() < 0.07
        actual = rng.randint(par // 2, par - 1) if short else par + rng.choice((0, 0, par // 5))
        mark = Mark(day, unit, item.text.zh, "fail" if short else "pass", "夏雨桐")
        lines.append(Line((item.text.zh, par, actual, "已补齐" if short else None), [mark]))
    where = () if unit == CLINIC else (f"科室：{unit}",)
    table = Table(
        name=f"{place}物料",
        standard=checklist.code,
        title=checklist.name.zh,
        strip=(*where, f"清点日期：{day.year}年{day.month}月{day.day}日", "清点人：夏雨桐"),
        columns=(("物品名称", 36), ("基数", 8), ("实数", 8), ("备注", 20)),
        lines=lines,
    )
    rows = [n for n, line in enumerate(lines) if line.marks[0].outcome == "fail"]
    told = [table.fault(row, "实数", "short_of_base", "warning") for row in rows]
    return replace(table, faults=told)
