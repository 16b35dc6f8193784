"""The ways in which a checklist is laid out, each from its checks: marks by the item's wording."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sample_data import CLINIC, story
from sample_data.forms import Layout
from sample_data.marks import Mark
from sample_data.paper import SIGNS, WORDS
from sample_data.sheets import CheckList, Column, Line, Matrix, Sheet, Table

Checks = Sequence[Mapping[str, Mark]]
_SEEN_TO = ("已当场纠正", "已反馈科室，限期整改", "已提醒并复查")
_LEGEND = "说明：合格打“√”，不合格打“×”，不涉及打“/”。"
_SHADES = ("#DDEBF7", "#E2EFDA", "#FFF2CC", "#FCE4D6", "#E4DFEC")


@dataclass(frozen=True)
class Head:
    """What stands above a sheet. `label` is what the names across it are."""

    name: str
    title: str
    standard: str
    month: dt.date
    inspector: str
    unit: str = ""
    label: str = ""

    @property
    def strip(self) -> tuple[str, ...]:
        """The room, if there is one, as its inspector writes it."""
        return (f"科室：{story.written(self.unit, self.inspector)}",) if self.unit else ()

    @property
    def dated(self) -> str:
        return f"{self.month.year}年{self.month.month}月"


def _rooms(head: Head, checks: Checks) -> Matrix:
    headers = [story.written(_first(check).unit, head.inspector) for check in checks]
    return _matrix(head, checks, headers, "受检科室", _on_a_day(checks))


def _subjects(head: Head, checks: Checks) -> Matrix:
    headers = [_first(check).subject for check in checks]
    return _matrix(head, checks, headers, head.label, _on_a_day(checks))


def _days(head: Head, checks: Checks) -> Matrix:
    return _matrix(head, checks, [_first(check).date for check in checks], "检查日期", head.dated)


def _daily(head: Head, checks: Checks) -> Matrix:
    """All days of the month across, those on which it is closed blank."""
    by_day = {_first(check).date: check for check in checks}
    days = story.days_of(head.month)
    whole = [by_day.get(day, {}) for day in days]
    return _matrix(head, whole, [day.day for day in days], "日期", f"日期：{head.dated}")


def _matrix(head: Head, checks: Checks, headers: Sequence[object], label: str, when: str) -> Matrix:
    filled = [check for check in checks if check]
    texts = list(filled[0])
    return Matrix(
        name=head.name,
        title=head.title,
        strip=(*head.strip, when, f"检查者：{head.inspector}"),
        items=[(_category(text), text) for text in texts],
        columns=[Column(h, check) for h, check in zip(headers, checks, strict=True)],
        header_label=label,
        item_label="检查项目",
        remark_label="存在问题及整改",
        remarks=_remarks(texts, checks, headers),
        notes=_LEGEND,
        shade=_SHADES[len(texts) % len(_SHADES)],
        standard=head.standard,
    )


def _remarks(texts: Sequence[str], checks: Checks, headers: Sequence[object]) -> dict[str, str]:
    """By item, where it failed and what was done."""
    failed = {
        text: [h for h, c in zip(headers, checks, strict=True) if c and c[text].outcome == "fail"]
        for text in texts
    }
    return {text: f"{_names(where)}{_seen_to(text)}" for text, where in failed.items() if where}


def _names(headers: Sequence[object]) -> str:
    """Days and rooms or persons as a remark begins with them."""
    days = [
        f"{h.day if isinstance(h, dt.date) else h}日" for h in headers if not isinstance(h, str)
    ]
    names = [header for header in headers if isinstance(header, str)]
    return "、".join(days) or f"{'、'.join(names)}："


def _seen_to(item: str) -> str:
    return _SEEN_TO[len(item) % len(_SEEN_TO)]


def _category(text: str) -> str:
    """What stands before the colon of an item, where that is a word or two."""
    first, colon, _ = text.partition("：")
    return first if colon and len(first) < 6 else "检查项目"


def _rows(head: Head, checks: Checks) -> Table:
    texts = list(checks[0])
    lines = [
        Line((_first(check).date, *(SIGNS[m.outcome] for m in check.values()), head.inspector, _remark(check)), list(check.values()))
        for check in checks
    ]  # fmt: skip
    columns = (("日期", 12), *((text, 13) for text in texts), ("检查者", 10), ("备注", 16))
    return _table(head, columns, lines, (head.dated, *head.strip))


def _entries(head: Head, checks: Checks) -> Table:
    lines = [
        Line(
            (mark.date, mark.item, WORDS[mark.outcome], head.inspector, _remark({"": mark})), [mark]
        )
        for check in checks
        for mark in check.values()
    ]
    columns = (("检查日期", 12), ("检查项目", 44), ("检查结果", 10), ("检查者", 10), ("备注", 20))
    return _table(head, columns, lines, (CLINIC, head.dated))


def _table(
    head: Head, columns: Sequence[tuple[str, int]], lines: list[Line], strip: tuple[str, ...]
) -> Table:
    return Table(head.name, head.standard, head.title, strip, columns, lines, _LEGEND)


def _list(head: Head, checks: Checks) -> CheckList:
    marks = [mark for check in checks for mark in check.values()]
    return CheckList(
        name=head.name,
        title=head.title,
        subtitle=f"{CLINIC}  {head.dated}",
        marks=marks,
        dates=[f"{mark.date.year}-{mark.date.month}-{mark.date.day}" for mark in marks],
        units=[story.written(mark.unit, mark.inspector) for mark in marks],
        remarks=[_remark({"": mark}) for mark in marks],
        subject_label=head.label,
        standard=head.standard,
    )


def _on_a_day(checks: Checks) -> str:
    day = _first(checks[0]).date
    return f"检查日期：{day.year}年{day.month}月{day.day}日"


def _first(check: Mapping[str, Mark]) -> Mark:
    return next(iter(check.values()))


def _remark(check: Mapping[str, Mark]) -> str | None:
    failed = [mark.item for mark in check.values() if mark.outcome == "fail"]
    return _seen_to(failed[0]) if failed else None


LAYOUTS: Mapping[Layout, Callable[[Head, Checks], Sheet]] = {
    "rooms": _rooms,
    "subjects": _subjects,
    "days": _days,
    "daily": _daily,
    "rows": _rows,
    "entries": _entries,
    "list": _list,
}
