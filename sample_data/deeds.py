"""What the sample clinic's staff did about what failed, as deeds to be done through the front door."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sample_data import story

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Deed:
    """One act: when, by whom, what, and what is filled in with it."""

    day: dt.date
    actor: str
    what: str
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Failed:
    """A finding, as far as it matters for what is done: `number` counts the findings, `grave` where
    cause and measure are asked for, `in_order` whether a later check found it in order."""

    number: int
    date: dt.date
    indicator: str
    grave: bool
    in_order: bool


@dataclass(frozen=True)
class Improvement:
    """A PDCA cycle: about which items of an indicator, in which units (empty: in all but `not_in`)
    it failed between two days, and its deeds, the first of which opens it."""

    indicator: str
    items: frozenset[str]
    units: frozenset[str]
    not_in: frozenset[str]
    deeds: Sequence[Deed]

    def covers(self, indicator: str, item: str, unit: str) -> bool:
        return (
            indicator == self.indicator
            and item in self.items
            and unit not in self.not_in
            and (not self.units or unit in self.units)
        )


_WHY = {
    "disinfection": ("法", "班次交接时无人核对", "交接班增加一项核对，护士长每周抽查"),
    "documents": ("人", "治疗集中时段未及时记录", "治疗结束十分钟内完成记录，组长当日核对"),
    "emergency": ("料", "补货没有专人", "指定专人每周一补货并双签"),
    "appearance": ("人", "新人未掌握仪表规定", "班前互查仪表，组长登记"),
}
_OTHERWISE = ("法", "要求不够明确", "把要求写进岗位职责并培训")
_LAST_WEEK = dt.date(2026, 10, 27)


def done_about(failed: Failed) -> list[Deed]:
    """What became of a finding: put right on the spot, put right and re-checked, given to somebody who
    has not done it, or nothing yet."""
    category, cause, measure = _WHY.get(failed.indicator, _OTHERWISE)
    why = {"category": category, "cause": cause, "measure": measure} if failed.grave else {}
    head, inspector = story.HEAD_NURSE, story.INSPECTORS[1 + failed.number % 3]
    person = story.NURSES[failed.number % len(story.NURSES)]
    turn = failed.number % 7
    if turn < 2:
        return [Deed(failed.date, inspector, "fix_at_once", why)]
    if failed.date >= _LAST_WEEK:
        return []
    due = {"person": person, "due": f"{failed.date + 7 * DAY}"}
    deeds = [Deed(failed.date + DAY, head, "assign", {**due, **why})]
    if turn == 6:
        return deeds
    deeds.append(Deed(failed.date + 4 * DAY, person, "put_right"))
    if failed.in_order or failed.number % 4:
        deeds.append(Deed(failed.date + 6 * DAY, inspector, "recheck_passed"))
    return deeds


STAR_MONTH = "2026-10"
VOTED_ON = dt.date(2026, 10, 30)
BOX = {"沈悦": 6, "韩雪": 4, "何静": 3}
"""The customers' votes for the star of service."""


def votes() -> list[tuple[str, str]]:
    """Who voted for whom: nobody for themselves, everybody once."""
    chosen = ("沈悦", "韩雪", "沈悦", "何静", "沈悦")
    pairs = [(voter, chosen[n % len(chosen)]) for n, voter in enumerate(story.NURSES)]
    return [(voter, person) for voter, person in pairs if voter != person]


def improvements() -> list[Improvement]:
    """The year's cycles: the spring in disinfection, closed; records, being checked; the dressing room,
    just planned."""
    return [_spring(), _records(), _dressing_room()]


def _deeds(*told: tuple[str, str, str, Mapping[str, str]]) -> list[Deed]:
    return [Deed(dt.date.fromisoformat(day), *rest) for day, *rest in told]  # type: ignore[arg-type]


def _spring() -> Improvement:
    head, owner = story.HEAD_NURSE, story.INSPECTORS[1]
    measure = {
        "what": "各室配发含氯消毒液浓度试纸并登记", "why": "浓度不足未被发现", "who": "陈晓燕", "where": "各治疗室",
        "from": "2026-06-05", "to": "2026-06-08", "how": "每班配制后测一次，读数写在桶签上",
    }  # fmt: skip
    return Improvement(
        "disinfection", story.SPRING_ITEMS, frozenset(), frozenset({"换药室"}),
        _deeds(
            ("2026-06-01", head, "open", {"title": "春季手卫生、消毒液与表面消毒不合格增多", "owner": owner, "due": "2026-10-31", "from": "2026-03-01", "to": "2026-05-31"}),
            ("2026-06-01", owner, "plan", {"least": "300"}),
            ("2026-06-02", owner, "add_cause", {"category": "人", "cause": "新人未培训七步洗手法"}),
            ("2026-06-02", owner, "add_cause", {"category": "料", "cause": "配制消毒液没有浓度试纸"}),
            ("2026-06-03", owner, "verify_cause", {"number": "1", "true": "no", "how": "现场考核全员通过", "by": "周婷"}),
            ("2026-06-03", owner, "verify_cause", {"number": "2", "true": "yes", "how": "抽测十次配制，四次浓度不足", "by": "周婷"}),
            ("2026-06-04", owner, "set_target", {"focus": "85%", "ability": "90%"}),
            ("2026-06-04", owner, "add_measure", measure),
            ("2026-06-05", owner, "start", {}),
            ("2026-06-08", "陈晓燕", "measure_done", {"number": "1", "on": "2026-06-08", "by": "陈晓燕"}),
            ("2026-06-08", owner, "to_check", {"from": "2026-06-09", "to": "2026-08-31"}),
            ("2026-09-03", owner, "effective", {}),
            ("2026-09-10", head, "standardise", {"kind": "process", "link": "消毒液配制与浓度监测流程 2026-09"}),
            ("2026-09-15", head, "close", {}),
        ),
    )  # fmt: skip


def _records() -> Improvement:
    head, owner = story.HEAD_NURSE, story.INSPECTORS[2]
    measure = {
        "what": "观察记录与健康宣教改用勾选单", "why": "手写耗时，事后补记", "who": owner, "where": "光电治疗室、手术室",
        "from": "2026-09-21", "to": "2026-09-30", "how": "治疗结束当场勾选，组长下班前核对",
    }  # fmt: skip
    return Improvement(
        "documents", frozenset({"observation", "education", "timely"}), frozenset({"光电治疗室", "手术室"}), frozenset(),
        _deeds(
            ("2026-09-07", head, "open", {"title": "观察记录、宣教记录不及时", "owner": owner, "due": "2027-01-31", "from": "2026-06-01", "to": "2026-08-31"}),
            ("2026-09-08", owner, "plan", {"least": "60"}),
            ("2026-09-10", owner, "add_cause", {"category": "法", "cause": "记录单要整段手写"}),
            ("2026-09-14", owner, "verify_cause", {"number": "1", "true": "yes", "how": "计时十份，平均每份六分钟", "by": head}),
            ("2026-09-15", owner, "set_target", {"target": "99%"}),
            ("2026-09-16", owner, "add_measure", measure),
            ("2026-09-18", owner, "start", {}),
            ("2026-09-30", owner, "measure_done", {"number": "1", "on": "2026-09-30", "by": owner}),
            ("2026-09-30", owner, "to_check", {"from": "2026-10-01", "to": "2026-12-31"}),
        ),
    )  # fmt: skip


def _dressing_room() -> Improvement:
    head, owner = story.HEAD_NURSE, story.INSPECTORS[3]
    return Improvement(
        "disinfection", story.SPRING_ITEMS, frozenset({"换药室"}), frozenset(),
        _deeds(
            ("2026-10-28", head, "open", {"title": "换药室消毒隔离长期低于其他科室", "owner": owner, "due": "2027-02-28", "from": "2026-08-01", "to": "2026-10-27"}),
            ("2026-10-29", owner, "add_cause", {"category": "环", "cause": "换药室洁污通道没有分开"}),
            ("2026-10-29", owner, "add_cause", {"category": "人", "cause": "排班时换药室没有固定责任护士"}),
        ),
    )  # fmt: skip
