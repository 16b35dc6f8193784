"""Reading how often something is due: 每月, 季度, 6个月, 1次/年."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from typing import NamedTuple

from qc.ingest.values.text import clean

_YEAR = 12
_NUMERALS = {sign: n for n, sign in enumerate("一二三四五六七八九十", start=1)} | {
    "半": 0.5,
    "两": 2,
}
_CYCLES = {
    "每日": (0, 1), "每天": (0, 1), "日": (0, 1), "每周": (0, 7), "周": (0, 7), "每月": (1, 0), "月": (1, 0),
    "月度": (1, 0), "每季": (3, 0), "每季度": (3, 0), "季": (3, 0), "季度": (3, 0), "半年": (6, 0), "每半年": (6, 0),
    "半年度": (6, 0), "每年": (12, 0), "年": (12, 0), "年度": (12, 0), "双月": (2, 0), "每两月": (2, 0), "隔月": (2, 0),
}  # fmt: skip
_EVERY = re.compile(
    r"每?(?:隔)?(\d+(?:\.\d+)?|[一二两三四五六七八九十半])\s*个?\s*(年|季度?|月|周|星期|天|日)(?:度)?(?:/?(?:次|一次|1次))?"
)
_TIMES = re.compile(r"[每一]?\s*(年|季度?|月|周)\s*(\d|[一二两三四五六])次|(\d)次/(年|季度?|月|周)")
_ONCE = re.compile(r"(?:一次|1次|/次|一?次)$")


class Cycle(NamedTuple):
    """How long a service lasts."""

    months: int
    days: int

    def after(self, day: dt.date) -> dt.date:
        """The day on which the next one is due."""
        months = day.month - 1 + self.months
        year, month = day.year + months // _YEAR, months % _YEAR + 1
        last = monthrange(year, month)[1]
        return dt.date(year, month, min(day.day, last)) + dt.timedelta(days=self.days)


def read_cycle(text: str) -> Cycle | None:
    """How often something is due: 每月, 季度, 6个月, 每半年, 1次/年, 一年两次."""
    written = clean(text).replace(" ", "")
    plain = _ONCE.sub("", written).rstrip("/一1")
    if plain in _CYCLES:
        return Cycle(*_CYCLES[plain])
    if found := _TIMES.fullmatch(written):
        times = (
            float(found[2] or found[3]) if (found[2] or found[3]).isdigit() else _NUMERALS[found[2]]
        )
        return _cycle(1 / times, (found[1] or found[4])[0])
    if found := _EVERY.fullmatch(written):
        number = float(_NUMERALS[found[1]] if found[1] in _NUMERALS else found[1])
        return _cycle(number, found[2][0])
    return None


def _cycle(number: float, unit: str) -> Cycle:
    months = {"年": 12, "季": 3, "月": 1}
    if unit in months:
        whole = number * months[unit]
        return Cycle(int(whole), round((whole - int(whole)) * 30))
    return Cycle(0, round(number * (7 if unit in "周星" else 1)))
