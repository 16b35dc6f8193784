"""Reading expiry dates as drugs carry them: 2025-08, 25.10, 202512, 2026年1月, 长期.

What comes out is the last day on which the drug may be used. A month alone lasts to its end under
有效期; under 失效期 it is lost with its first day, as a day is lost with its own beginning.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from qc.ingest.values.dates import Month, days_of, read_date
from qc.ingest.values.text import clean, show

Fault = Literal["", "missing", "unreadable"]
Status = Literal["in_date", "near", "expired"]

_DAY = dt.timedelta(days=1)
_YEARS = range(2000, 2100)
_YEAR = r"(20\d{2}|\d{2})"
_FULL = re.compile(rf"{_YEAR}\s*[-./年]\s*(\d{{1,2}})\s*[-./月]\s*(\d{{1,2}})\s*[日号]?")
_MONTH = re.compile(rf"{_YEAR}\s*[-./年]\s*(\d{{1,2}})\s*月?份?底?")
_COMPACT = re.compile(r"(20\d{2})(0[1-9]|1[0-2])(\d{2})?")
_SHORT = re.compile(r"(\d{2})(0[1-9]|1[0-2])(\d{2})")
_MONTH_FIRST = re.compile(r"(\d{1,2})\s*[-./]\s*(20\d{2})")
_SAID = re.compile(r"^(?:有效期至?|有效至|效期至?|至|到期日?期?|EXP\.?)\s*[:：]?\s*", re.IGNORECASE)
_LOST = re.compile(r"^(?:失效日?期?|过期日期)\s*[:：]?\s*")
_BESIDE = re.compile(
    r"\([^()]*\)|\s\d{1,2}:\d\d(?::\d\d)?$|[×xX*]\s*\d+\s*\S?$|\d+\s*[支盒瓶片袋个包粒]$|(?:到期|止|前)$"
)
_NONE = re.compile(
    r"(?:长期|永久|不限|无|没有|—+|-+|/|\\|n/?a|不适用)(?:有效)?(?:的?有?效期|期限|限制)?", re.I
)
_BETWEEN = re.compile(r"\s*(?:[,，、;；\n]|以及|及|和)\s*")
_SPAN = re.compile(r"\s*(?:[~～至到]|—+|–|-)\s*")


class Expiry(NamedTuple):
    """`last` is the last day of use; None where there is none (`fault` "": it does not expire).
    `first_of_month`: a true date on the first of a month, as a cell shown as yyyy-mm may hold;
    `several`: more than one was written, the earliest decides; `doubtful`: a number such as 2025.1,
    which may have been 2025.10."""

    last: dt.date | None
    fault: Fault = ""
    first_of_month: bool = False
    several: bool = False
    doubtful: bool = False

    def status(self, day: dt.date, near_days: int) -> Status:
        """Where it stands on a day; the last day of use is still in date."""
        if self.last is None:
            return "in_date"
        if self.last < day:
            return "expired"
        return "near" if self.last <= day + dt.timedelta(days=near_days) else "in_date"


def read_expiry(value: object, *, lost: bool = False) -> Expiry:
    """Read a cell; `lost` says that its column is 失效期: the day named is no longer one of use."""
    if isinstance(value, float) and (serial := read_date(value).date):
        value = serial
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, dt.date):
        return Expiry(value - _DAY if lost else value, first_of_month=value.day == 1)
    text = str(show(value)).strip()
    if not text:
        return Expiry(None, "missing")
    found = _read_text(text, lost=lost)
    doubtful = isinstance(value, float) and found.last is not None and _is_first_month(text)
    return found._replace(doubtful=doubtful)


def of_whole_month(expiry: Expiry) -> Expiry:
    """A true date on the first of a month as what it stands for: the whole month."""
    if expiry.last is None or not expiry.first_of_month:
        return expiry
    return expiry._replace(last=days_of(Month(expiry.last.year, expiry.last.month))[1])


def is_lost_label(label: str) -> bool:
    """Whether a column's label says that its days are the first that are no longer good."""
    text = clean(label)
    return text.startswith(("失效", "过期"))


def _is_first_month(text: str) -> bool:
    return bool(re.fullmatch(r"20\d{2}\.1", text))


def _read_text(written: str, *, lost: bool) -> Expiry:
    text = clean(written)
    if _NONE.fullmatch(text):
        return Expiry(None)
    if (one := _read_one(text, lost=lost)) is not None:
        return Expiry(one)
    if (end := _end_of_span(text, lost=lost)) is not None:
        return Expiry(end)
    parts = [part for part in _BETWEEN.split(written.strip()) if part]
    if len(parts) < 2:
        parts = text.split()
    days = [_read_one(clean(part), lost=lost) for part in parts]
    known = [day for day in days if day is not None]
    if len(known) < 2 or len(known) < len(days):
        return Expiry(None, "unreadable")
    return Expiry(min(known), several=True)


def _end_of_span(text: str, *, lost: bool) -> dt.date | None:
    """生产日期 to 有效期: the later of two."""
    for sign in _SPAN.finditer(text):
        first = _read_one(text[: sign.start()], lost=lost)
        last = _read_one(text[sign.end() :], lost=lost)
        if first and last and first < last:
            return last
    return None


def _read_one(text: str, *, lost: bool) -> dt.date | None:
    """The last day of use that one notation gives; None where it is none, or no such day."""
    if bare := _LOST.sub("", text):
        lost, text = lost or bare != text, bare
    text = _BESIDE.sub("", _SAID.sub("", text)).strip().rstrip(".。")
    for parts in _notations(text):
        year, month, day = parts
        last = _day(year, month, day, lost=lost)
        if last:
            return last
    return None


def _notations(text: str) -> Iterable[tuple[int, int, int | None]]:
    """Year, month and day (None: the whole month) as each notation would have them."""
    if found := _FULL.fullmatch(text) or _SHORT.fullmatch(text):
        yield _year(found[1]), int(found[2]), int(found[3])
    if found := _COMPACT.fullmatch(text):
        yield int(found[1]), int(found[2]), int(found[3]) if found[3] else None
    if found := _MONTH.fullmatch(text):
        yield _year(found[1]), int(found[2]), None
    if found := _MONTH_FIRST.fullmatch(text):
        yield int(found[2]), int(found[1]), None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _day(year: int, month: int, day: int | None, *, lost: bool) -> dt.date | None:
    if year not in _YEARS or month not in range(1, 13):
        return None
    first, last = days_of(Month(year, month))
    if day is None:
        return first - _DAY if lost else last
    if day not in range(1, last.day + 1):
        return None
    return first.replace(day=day) - (_DAY if lost else dt.timedelta(0))
