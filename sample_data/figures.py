"""Figures of the month: how treatments went, and what customers did."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Mapping

from qc.catalogue.model import Checklist
from sample_data import CLINIC, habits
from sample_data.marks import Mark
from sample_data.sheets import Line, Table

Lists = Mapping[str, Checklist]
BY = "陈晓燕"
_TREATED = {"surgery": 46, "injection": 210, "laser": 320, "skin": 380}
_REACTIONS = {"anaesthesia": 40, "injection": 210, "laser": 320, "drugs": 260}
# standard: sheet, column of events, how many were treated, how many of a thousand it befalls
_HARM: Mapping[str, tuple[str, str, Mapping[str, int], Mapping[str, float]]] = {
    "complications": ("并发症", "并发症例数", _TREATED, {"surgery": 14, "injection": 5, "laser": 4, "skin": 2}),
    "infections": ("感染", "感染例数", _TREATED, {"surgery": 5, "injection": 0.6, "laser": 0.3, "skin": 0.2}),
    "adverse-reactions": ("不良反应", "不良反应例数", _REACTIONS, {"anaesthesia": 8, "injection": 6, "laser": 5, "drugs": 3}),
}  # fmt: skip


def outcomes(lists: Lists, month: dt.date, rng: random.Random) -> list[Table]:
    """Treatments that succeeded, and those in which something happened."""
    return [_success(month, rng), *(_harm(lists[code], month, rng) for code in _HARM)]


def _strip(month: dt.date) -> tuple[str, str]:
    return f"统计月份：{month.year}年{month.month}月", f"统计人：{BY}"


def _tally(
    month: dt.date, what: str, of: int, count: int, unit: str = CLINIC, whose: str = ""
) -> Mark:
    return Mark(habits.last_day(month), unit, what, "pass", BY, whose, tally=(of, count))


def _hits(rng: random.Random, of: int, chance: float) -> int:
    return sum(rng.random() < chance for _ in range(of))


def _success(month: dt.date, rng: random.Random) -> Table:
    lines = []
    for unit, usual, chance in (
        ("手术室", 40, 0.97), ("注射室", 60, 0.96), ("光电治疗室", 80, 0.94), ("皮肤护理室", 80, 0.97),
    ):  # fmt: skip
        of = round(usual * rng.uniform(0.9, 1.1))
        well = _hits(rng, of, chance)
        lines.append(Line((unit, of, well), [_tally(month, unit, of, well, unit)]))
    return Table(
        name="疗效",
        standard="treatment-success",
        title="治疗效果评估统计表",
        strip=_strip(month),
        columns=(("科室", 16), ("评价例数", 12), ("有效例数", 12)),
        lines=lines,
        notes="注：术后一个月评价，达到治疗前约定的效果为有效。",
    )


def _harm(checklist: Checklist, month: dt.date, rng: random.Random) -> Table:
    name, column, treated, per_thousand = _HARM[checklist.code]
    lines = []
    for item in checklist.items:
        of = round(treated[item.code] * rng.uniform(0.9, 1.1))
        count = _hits(rng, of, per_thousand[item.code] / 1000)
        lines.append(Line((item.text.zh, of, count), [_tally(month, item.text.zh, of, count)]))
    return Table(
        name=name,
        standard=checklist.code,
        title=checklist.name.zh,
        strip=_strip(month),
        columns=(("项目", 30), ("治疗例数", 12), (column, 14)),
        lines=lines,
    )


def customers(lists: Lists, month: dt.date, rng: random.Random) -> list[Table]:
    """Contacts kept, reviews answered, who came again and whom others sent, units in the programme."""
    return [
        _by_item(lists["follow-ups"], "随访", "应访数", "已访数", _contacts(month), month, rng),
        _by_item(lists["reviews"], "网评", "登记条数", "回复条数", _REVIEWS, month, rng),
        _by_person("复购", "repurchase", "复购统计表", ("成交顾客数", "复购顾客数"), 70, 0.42, month, rng),
        _by_person("转介绍", "referrals", "老客转介绍统计表", ("新客人数", "转介绍人数"), 30, 0.3, month, rng),
        _coverage(month),
    ]  # fmt: skip


_REVIEWS = {"positive": (48, 0.97), "negative": (4, 0.9), "in_time": (52, 0.92)}


def _contacts(month: dt.date) -> dict[str, tuple[int, float]]:
    """How many are due, and the chance that one is made: better since a list of calls is kept (April)."""
    better = 0.03 if month >= dt.date(2026, 4, 1) else 0.0
    return {
        "after_treatment": (180, 0.95 + better), "effect": (90, 0.91 + better), "return_reminder": (120, 0.95 + better),
        "first_contact": (60, 0.93 + better), "weekly_contact": (110, 0.88 + better), "birthday": (35, 0.96 + better),
    }  # fmt: skip


def _by_item(
    checklist: Checklist, name: str, due: str, done: str, usual: Mapping[str, tuple[int, float]],
    month: dt.date, rng: random.Random,
) -> Table:  # fmt: skip
    lines = []
    for item in checklist.items:
        often, chance = usual[item.code]
        of = max(1, round(often * rng.uniform(0.85, 1.15)))
        count = _hits(rng, of, chance)
        lines.append(Line((item.text.zh, of, count), [_tally(month, item.text.zh, of, count)]))
    return Table(
        name=name,
        standard=checklist.code,
        title=checklist.name.zh,
        strip=_strip(month),
        columns=(("项目", 36), (due, 12), (done, 12)),
        lines=lines,
    )


_CONSULTANTS = ("叶知秋", "宋晚晴", "白若溪")


def _by_person(
    name: str, standard: str, title: str, columns: Iterable[str], usual: int, chance: float,
    month: dt.date, rng: random.Random,
) -> Table:  # fmt: skip
    lines = []
    for person in _CONSULTANTS:
        of = round(usual * rng.uniform(0.8, 1.2))
        count = _hits(rng, of, chance)
        lines.append(Line((person, of, count), [_tally(month, person, of, count, whose=person)]))
    return Table(
        name=name,
        standard=standard,
        title=title,
        strip=_strip(month),
        columns=(("姓名", 14), *((label, 14) for label in columns)),
        lines=lines,
    )


def _coverage(month: dt.date) -> Table:
    """The programme began in six units and has reached all ten in May."""
    reached = 6 if month.year < 2026 else min(10, 5 + month.month)
    return Table(
        name="覆盖",
        standard="coverage",
        title="优质服务覆盖科室统计表",
        strip=_strip(month),
        columns=(("项目", 30), ("应开展科室数", 14), ("已开展科室数", 14)),
        lines=[Line(("开展优质服务的科室", 10, reached), [_tally(month, "科室", 10, reached)])],
    )
