"""Reading lengths and times of day as clinics write them: 12, 12分, 1小时5分, 0:12, 9:17, 13点40."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from qc.ingest.values.dates import Month, read_date
from qc.ingest.values.numbers import read_number
from qc.ingest.values.text import clean, show

DAY = Decimal(1440)  # minutes

_UNITS: tuple[tuple[str, int], ...] = (  # in seconds
    ("个?工作日|天|日|days?|d", 86_400),
    ("个?小时|个?钟头|hours?|hrs?|h|时", 3600),
    ("刻钟?", 900),
    ("分钟?|minutes?|mins?|m|['′’](?!['′’])", 60),
    ("秒钟?|seconds?|secs?|s|[\"″”]|['′’]{2}", 1),
)
_NUMERALS = {"半": Decimal("0.5"), "两": Decimal(2), "十": Decimal(10)} | {
    sign: Decimal(n) for n, sign in enumerate("一二三四五六七八九", start=1)
}
_PART = re.compile(
    r"(\d+(?:\.\d+)?|[半一二两三四五六七八九十])\s*(?:"
    + "|".join(f"({unit})" for unit, _ in _UNITS)
    + r")(半)?",
    re.I,
)
_TIMER = re.compile(r"(\d{1,3}):([0-5]\d)(?::([0-5]\d))?")
_AT_ONCE = frozenset(("当日", "当天", "当场", "即时", "立即", "立刻", "即刻", "马上", "0"))
_CLOCK = re.compile(
    r"(上午|早上|早|中午|下午|晚上|晚|[AaPp][Mm])?\s*(\d{1,2})\s*(?::|点|时)\s*"
    r"(?:(\d{1,2})\s*分?)?(?:[:]?\s*(\d{1,2})\s*秒?)?\s*([AaPp][Mm])?"
)
_DAY_AND_CLOCK = re.compile(r"(.*\d\s*[日号]|.*\d(?=\s))\s*(\D{0,3}\d{1,2}\s*[:点时].*)")
_BARE_CLOCK = re.compile(r"([01]\d|2[0-3])([0-5]\d)")
_HALF = re.compile(r"(\d{1,2})\s*[点时]半")
_AFTERNOON = ("下午", "晚上", "晚", "pm")
_FIRST_SERIAL = 32_874  # of Excel's days; a smaller decimal is 5.6, the sixth of May
_LAST_HOUR, _MINUTES, _NOON = 24, 60, 12
_FINE = 3  # a share of a day has more decimals than a length that a person types


class Moment(NamedTuple):
    """A day, a time of day in minutes, or both; `fault` says why there is none."""

    day: dt.date | None = None
    minutes: Decimal | None = None
    fault: str = ""


def read_minutes(value: object, unit: Decimal = Decimal(1)) -> Decimal | None:
    """The length in minutes that a cell holds; bare numbers are in `unit` minutes. None for what is
    no exact length. Excel's own times (a time, a share of a day) are lengths too."""
    if isinstance(value, dt.timedelta):
        return _minutes_of(value.total_seconds())
    if isinstance(value, dt.time):
        return _minutes_of(value.hour * 3600 + value.minute * 60 + value.second)
    if isinstance(value, dt.datetime):  # 30:00 counted from Excel's first day
        since = value - dt.datetime(1899, 12, 30)  # noqa: DTZ001
        return _minutes_of(since.total_seconds()) if since < dt.timedelta(days=31) else None
    number = read_number(value)
    if isinstance(value, float) and number.value is not None:
        if _is_share_of_day(number.value):
            return _minutes_of(float(value) * 86_400)
        return number.value * unit
    if number.value is not None and not number.unit:
        return number.value * unit
    return _read_length(clean(show(value)).rstrip("。.,;"))


def _minutes_of(seconds: float) -> Decimal:
    return Decimal(round(seconds)) / 60


def _is_share_of_day(number: Decimal) -> bool:
    exponent = number.as_tuple().exponent
    return 0 < number < 1 and isinstance(exponent, int) and -exponent > _FINE


@lru_cache(maxsize=4096)
def _read_length(text: str) -> Decimal | None:
    if text in _AT_ONCE:
        return Decimal(0)
    if found := _TIMER.fullmatch(text):
        return Decimal(found[1]) * 60 + int(found[2]) + Decimal(int(found[3] or 0)) / 60
    text = text.removesuffix("内").removesuffix("以").replace("个半小时", ".5小时")
    sign = -1 if text.startswith("-") else 1
    text = text.removeprefix("-").strip()
    total, place = Decimal(0), 0
    for part in _PART.finditer(text):
        if text[place : part.start()].strip(" ,零又"):
            return None
        unit = next(size for n, (_, size) in enumerate(_UNITS) if part[n + 2])
        number = _NUMERALS.get(part[1]) or Decimal(part[1])
        total += number * unit + (Decimal(unit) / 2 if part[len(_UNITS) + 2] else 0)
        place = part.end()
    return None if not place or text[place:].strip() else sign * total / 60


def read_moment(value: object, month: Month | None = None) -> Moment:
    """The day and time of day that a cell holds; either may be missing."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return Moment(fault="missing")
    if isinstance(value, dt.datetime):
        return Moment(
            value.date(), _since_midnight(value.time()) if value.time() > dt.time() else None
        )
    if isinstance(value, dt.time):
        return Moment(None, _since_midnight(value))
    if isinstance(value, float) and 0 <= value < 1:
        return Moment(None, _minutes_of(value * 86_400))
    text = clean(show(value))
    if clock := read_clock(text):
        return clock
    parts = _DAY_AND_CLOCK.fullmatch(text)
    reading = read_date(parts[1] if parts else value, month)
    if reading.date is None:
        return Moment(fault=reading.fault or "unreadable")
    if isinstance(value, float) and not value.is_integer() and value >= _FIRST_SERIAL:
        return Moment(reading.date, _minutes_of(value % 1 * 86_400))
    clock = read_clock(parts[2]) if parts else Moment()
    if clock is None or clock.fault:
        return Moment(fault=clock.fault if clock else "unreadable")
    return Moment(reading.date, clock.minutes)


def _since_midnight(time: dt.time) -> Decimal:
    return _minutes_of(time.hour * 3600 + time.minute * 60 + time.second)


def read_clock(text: str) -> Moment | None:
    """A time of day alone; None when the text is none at all, a fault when there is no such time."""
    text = text.strip()
    if found := _BARE_CLOCK.fullmatch(text):
        return Moment(None, Decimal(int(found[1]) * 60 + int(found[2])))
    if found := _HALF.fullmatch(text):
        return _clock(int(found[1]), 30, 0)
    found = _CLOCK.fullmatch(text)
    if not found:
        return None
    hour, half = int(found[2]), (found[1] or found[5] or "").lower()
    if half in _AFTERNOON and hour < _NOON:
        hour += _NOON
    return _clock(hour, int(found[3] or 0), int(found[4] or 0))


def _clock(hour: int, minute: int, second: int) -> Moment:
    if (
        hour > _LAST_HOUR
        or minute >= _MINUTES
        or second >= _MINUTES
        or (hour == _LAST_HOUR and minute)
    ):
        return Moment(fault="impossible")
    return Moment(None, Decimal(hour * 60 + minute) + Decimal(second) / 60)
