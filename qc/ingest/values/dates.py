"""Reading dates as clinics write them, and the month that a sheet leaves to its title."""

from __future__ import annotations

import datetime as dt
import math
import re
from functools import lru_cache
from typing import Literal, NamedTuple

from qc.ingest.values.text import clean, show

Fault = Literal["missing", "impossible", "unreadable"]

_EXCEL_EPOCH = dt.date(1899, 12, 30)
_OLDEST = dt.date(1990, 1, 1)
_SERIAL = re.compile(r"[0-9]{5}")
_SERIALS = range(32_874, 80_000)  # 1990 to 2119: no quantity in an audit sheet is mistaken for it
_SEP = r"\s*[-./年]\s*"
_FULL = re.compile(
    rf"(\d{{4}}|(?:1[5-9]|[23]\d)(?=\s*[-./年])){_SEP}(\d{{1,2}})\s*[-./月]\s*(\d{{1,2}})\s*[日号]?(?:\s+\S.*)?"
)
_COMPACT = re.compile(r"(20\d{2})(\d{2})(\d{2})")
_MONTH_DAY = re.compile(r"(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?")
_DAY = re.compile(r"(\d{1,2})\s*[日号]?")
_EDITION = re.compile(
    r"截[至止]到?\s*(?:20\d{2}\s*[-./年]\s*)?\d{1,2}\s*[-./月]\s*(?:\d{1,2}\s*[日号]?)?|"
    r"20\d{2}\s*[-./年]?\s*(?:\d{1,2}\s*月?)?\s*(?:\d{1,2}\s*日)?\s*"
    r"(?:年?版|第.版|修订|制定|发布|印发|起?实施|启用|更新)"
)
_MONTH_ONLY = re.compile(
    r"(?:(20\d{2})\s*[-./年]\s*)?(1[0-2]|0?[1-9])\s*月份?|(20\d{2})[-./](1[0-2]|0[1-9])|(20\d{2})\.([1-9])"
)
_DAY_IN_TITLE = re.compile(
    r"(?<!\d)(?:20\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*[日号]|20\d{2}([-./])\d{1,2}\1\d{1,2}(?!\d)"
    r"|20\d{2}[01]\d[0-3]\d(?!\d))"
)
_WEEK = r"(?:第\s*[一二三四五六1-6]\s*周|(?:周|星期|礼拜)[一二三四五六日天])"
_WEEK_BEHIND = re.compile(
    rf"\s*(?:\(?\s*{_WEEK}\s*\)?\s*(?:上午|下午|中午|早上|晚上)?|(?<=[日号])\s*(?:上午|下午|中午|早上|晚上))$"
)
_WEEK_BEFORE = re.compile(rf"{_WEEK}\s*[:、,]?\s*\(?(\d.*?)\)?")
_YEAR_MONTH = re.compile(r"(?<![\dA-Za-z-])(20\d{2})\s*[-./年]\s*(1[0-2]|0?[1-9])(?!\d)\s*月?")
_COMPACT_MONTH = re.compile(r"(?<!\d)(20\d{2})(1[0-2]|0[1-9])(?!\d)")
_YEAR = re.compile(r"(?<!\d)(20\d{2})\s*年?(?!\d)")
_MONTH = re.compile(r"(?<![\d.])(1[0-2]|0?[1-9])\s*月")
_RANGE = re.compile(
    r"(\d{4}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*[日号]?)\s*[-—–~～至到]+\s*"
    r"((?:\d{4}\s*[-./年]\s*)?\d{1,2}\s*[-./月]\s*\d{1,2}\s*[日号]?|\d{1,2}\s*[日号]?(?![\d年月]))"
)
_PART_OF_YEAR = re.compile(
    r"(20\d{2})\s*年?\s*(?:第?\s*([一二三四1-4])\s*季度|[Qq]([1-4])|([上下])半年)(?!起|以来|开始)"
)
_MONTHS_OF_YEAR = re.compile(
    r"(20\d{2})\s*年\s*(1[0-2]|0?[1-9])\s*月?份?\s*[-—–~～至到]+\s*(1[0-2]|0?[1-9])\s*月(?!\s*\d)"
)
_FIGURES = {sign: str(n) for n, sign in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "O": "0",
    "Ｏ": "0",
}
_CHINESE_YEAR = re.compile("二[〇零○OＯ][一二三四五六七八九〇零○OＯ]{2}(?=年)")
_CHINESE_PART = re.compile(
    "[二三]?十[一二三四五六七八九]?(?=[月日号])|[一二三四五六七八九](?=[月日号])"
)
_CHINESE_DATE = re.compile(f"{_CHINESE_YEAR.pattern}|(?:{_CHINESE_PART.pattern})")


class Month(NamedTuple):
    """What a title or strip says of the time: a year, perhaps a month."""

    year: int
    month: int | None = None


ANY_MONTH = Month(2000, 1)
"""To see whether something looks like a day: a leap year's 31 days."""


class DateReading(NamedTuple):
    """A date, or why there is none; `assumed` when year or month came from elsewhere."""

    date: dt.date | None = None
    fault: Fault | None = None
    assumed: bool = False


def read_date(value: object, month: Month | None = None) -> DateReading:
    """Read a cell as a date; what it leaves out (year, month) is taken from `month`."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return DateReading(fault="missing")
    if isinstance(value, dt.datetime):
        return _plausible(value.date())
    if isinstance(value, dt.date):
        return _plausible(value)
    if isinstance(value, float) and math.isfinite(value) and int(value) in _SERIALS:
        return DateReading(_EXCEL_EPOCH + dt.timedelta(days=int(value)))
    return _read_text(clean(show(value)), month)


@lru_cache(maxsize=4_096)
def _read_text(text: str, month: Month | None) -> DateReading:
    text = in_figures(_without_week(text))
    if found := _FULL.fullmatch(text) or _COMPACT.fullmatch(text):
        year = int(found[1])
        return _build(year + 2000 if year < 100 else year, int(found[2]), int(found[3]))
    if _SERIAL.fullmatch(text) and int(text) in _SERIALS:
        return DateReading(_EXCEL_EPOCH + dt.timedelta(days=int(text)))
    if month and (found := _MONTH_DAY.fullmatch(text)):
        return _build(month.year, int(found[1]), int(found[2]), assumed=True)
    if month and month.month and (found := _DAY.fullmatch(text)):
        return _build(month.year, month.month, int(found[1]), assumed=True)
    return DateReading(fault="unreadable")


def _without_week(text: str) -> str:
    """3月5日 of 第一周 3月5日, 3月5日（周二）, 3月5日下午."""
    text = _WEEK_BEHIND.sub("", text)
    found = _WEEK_BEFORE.fullmatch(text)
    return found[1] if found else text


def in_figures(text: str) -> str:
    """二〇二四年五月十六日 as 2024年5月16日; any other text as it is."""
    if not _CHINESE_DATE.search(text):
        return text
    written = _CHINESE_YEAR.sub(lambda y: "".join(_FIGURES[sign] for sign in y[0]), text)
    return _CHINESE_PART.sub(lambda part: str(_number(part[0])), written)


def _number(written: str) -> int:
    """十六 as 16, 二十 as 20, 廿 is not used."""
    tens, ten, ones = written.rpartition("十")
    return (int(_FIGURES[tens]) if tens else bool(ten)) * 10 + (int(_FIGURES[ones]) if ones else 0)


def _build(year: int, month: int, day: int, *, assumed: bool = False) -> DateReading:
    try:
        return _plausible(dt.date(year, month, day), assumed=assumed)
    except ValueError:
        return DateReading(fault="impossible")


def _plausible(date: dt.date, *, assumed: bool = False) -> DateReading:
    """A day before any audit sheet is a number that was shown as a date, or a slip."""
    if date < _OLDEST:
        return DateReading(fault="impossible")
    return DateReading(date, assumed=assumed)


@lru_cache(maxsize=1_024)
def find_month(text: str) -> Month | None:
    """The year and month that a title, sheet name or file name mentions; not the form's edition or closing day."""
    text = in_figures(_EDITION.sub("", clean(text)))
    if found := _YEAR_MONTH.search(text) or _COMPACT_MONTH.search(text):
        return Month(int(found[1]), int(found[2]))
    if year := _YEAR.search(text):
        month = _MONTH.search(text, year.end())
        return Month(int(year[1]), int(month[1]) if month else None)
    return None


@lru_cache(maxsize=4_096, typed=True)
def read_month(value: object, month: Month | None) -> Month | None:
    """A cell that names a whole month: 10月, 2026年10月, 2026-10; the year may be left out."""
    found = _MONTH_ONLY.fullmatch(clean(show(value)))
    if not found or (isinstance(value, float) and found[6] == "1"):  # 2026.1 may be 2026.10
        return None
    year, part = found[1] or found[3] or found[5], int(found[2] or found[4] or found[6])
    return Month(int(year), part) if year else Month(month.year, part) if month else None


@lru_cache(maxsize=1_024)
def find_day(text: str) -> str | None:
    """A whole day that a title mentions, as it is written; not the form's edition."""
    found = _DAY_IN_TITLE.search(_EDITION.sub("", clean(text)))
    return found[0] if found else None


def days_of(month: Month) -> tuple[dt.date, dt.date]:
    """The first and last day of a month, or of the year where no month is known."""
    if month.month is None:
        return dt.date(month.year, 1, 1), dt.date(month.year, 12, 31)
    first = dt.date(month.year, month.month, 1)
    after = dt.date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return first, after - dt.timedelta(days=1)


@lru_cache(maxsize=1_024)
def find_month_alone(text: str) -> int | None:
    """A month without its year ("3月"), as sheets are often named."""
    found = _MONTH.search(in_figures(_EDITION.sub("", clean(text))))
    return int(found[1]) if found else None


@lru_cache(maxsize=1_024)
def read_range(text: str) -> tuple[dt.date, dt.date] | None:
    """A range such as 2024年3月5日—3月28日; the second year may be left out."""
    found = _RANGE.search(clean(text))
    if not found:
        return _part_of_year(text)
    first = read_date(found[1].strip()).date
    month = Month(first.year, first.month) if first else None
    last = read_date(found[2].strip(), month).date
    return (first, last) if first and last and first <= last else None


def _part_of_year(text: str) -> tuple[dt.date, dt.date] | None:
    """2024年第一季度, 2024年上半年, 2024年1—6月."""
    text = _EDITION.sub("", clean(text))
    if named := _MONTHS_OF_YEAR.search(text):
        year, start, end = map(int, named.groups())
        return _months(year, start, end) if start < end else None
    found = _PART_OF_YEAR.search(text)
    if not found:
        return None
    year, quarter, half = int(found[1]), found[2] or found[3], found[4]
    if quarter:
        start = "一二三四".find(quarter) * 3 + 1 if quarter in "一二三四" else int(quarter) * 3 - 2
        months = 3
    else:
        start, months = (1 if half == "上" else 7), 6
    return _months(year, start, start + months - 1)


def _months(year: int, first: int, last: int) -> tuple[dt.date, dt.date]:
    """The first day of a month and the last of another."""
    return dt.date(year, first, 1), days_of(Month(year, last))[1]
