"""A second, plain reading of one cell: what openpyxl shows there, the numbers, days and marks in it."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
import unicodedata
from decimal import Decimal
from functools import cache
from itertools import combinations
from pathlib import Path

import qc.ingest.values

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")  # how Excel writes control signs into XML
_BRACKETS = re.compile(r"[(\[【<《][^()\[\]【】<>《》]*[)\]】>》]")
_DAY = re.compile(r"(20\d\d|\d\d)\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})")
_COMPACT = re.compile(r"(20\d\d)(\d\d)(\d\d)")
_MONTH = re.compile(r"(20\d\d|\d\d)\D{1,2}(\d{1,2})|(20\d\d)(\d\d)")
_MONTH_FIRST = re.compile(r"(\d{1,2})[-./](20\d\d)")
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001  as cells are


def shown(value: object) -> str:
    """A value as people see it, without white space and control signs, which two readers keep
    differently."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, dt.datetime | dt.time):
        value = value.replace(microsecond=0)
    return bare(str(value))


def bare(text: str) -> str:
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return "".join(_CONTROL.sub("", plain).split())


def _number(value: float) -> str:
    if isinstance(value, int):
        value = float(value)
    return str(int(value)) if value.is_integer() else repr(value)


def numbers(value: object) -> set[Decimal]:
    """Every number that is written in a cell, and the sum of several."""
    if isinstance(value, bool) or value is None:
        return set()
    if isinstance(value, int | float):
        return {Decimal(repr(value))}
    text = unicodedata.normalize("NFKC", str(value).replace("−", "-"))
    text = re.sub(r"(?<=\d)\s*[。·]\s*(?=\d)", ".", text)
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    found = [Decimal(n) for n in re.findall(r"\d+(?:\.\d+)?|\.\d+", text)]
    return {*found, sum(found, Decimal(0))} if found else set()


def sums(values: set[Decimal]) -> set[Decimal]:
    """Numbers, and the sums and differences of any two or all of them."""
    pairs = {x for a, b in combinations(sorted(values), 2) for x in (a + b, b - a)}
    return values | pairs | {sum(values, Decimal(0)), Decimal(0)}


def days(value: object) -> set[dt.date]:
    """Every day that a cell may name; of a month its first and last, and the day before."""
    if isinstance(value, dt.datetime):
        return {value.date(), *_month_ends(value.year, value.month)}
    if isinstance(value, int | float) and not isinstance(value, bool) and 2 < value < 80_000:
        day = (_EPOCH + dt.timedelta(days=int(value))).date()
        return {day, *_month_ends(day.year, day.month), *days(repr(value))}
    if not isinstance(value, str):
        return set()
    text = unicodedata.normalize("NFKC", value)
    found: set[dt.date] = set()
    for pattern in (_DAY, _COMPACT):
        for match in pattern.finditer(text):
            found |= _built(match[1], match[2], match[3])
    for year, month, *compact in _MONTH.findall(text):
        found |= _month_ends(*map(int, (year, month) if year else compact))
    for month, year in _MONTH_FIRST.findall(text):
        found |= _month_ends(int(year), int(month))
    return found | {day - dt.timedelta(days=1) for day in found}


def _built(year: str, month: str, day: str) -> set[dt.date]:
    try:
        return {dt.date(int(year) % 100 + 2000, int(month), int(day))}
    except ValueError:
        return set()


def _month_ends(year: int, month: int) -> set[dt.date]:
    year = year % 100 + 2000
    if not 1 <= month <= 12:
        return set()
    first = dt.date(year, month, 1)
    after = (first + dt.timedelta(days=32)).replace(day=1)
    return {first, after - dt.timedelta(days=1), first - dt.timedelta(days=1)}


@cache
def _mark_words() -> dict[str, str]:
    """The words of the vocabulary with their outcomes; data, which two readings may share."""
    path = Path(qc.ingest.values.__file__ or "").parent / "vocabulary.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    for table in ("marks", "statuses"):
        for outcome, words in data[table].items():
            found |= {mark_key(word): outcome for word in words if mark_key(word) not in found}
    return found


def mark_key(value: object) -> str:
    """The form in which a mark is compared."""
    text = "".join(unicodedata.normalize("NFKC", shown(value)).split()).lower()
    return _BRACKETS.sub("", text).rstrip("。.,，、;；:：!！?？") or text


def mark(value: object) -> str | None:
    """pass, fail, partial, na, or None: what a mark says by the vocabulary alone."""
    if isinstance(value, bool):
        return "pass" if value else "fail"
    text = mark_key(value)
    if found := re.findall(r"[☑√✓✔■☒](不?合格|不?符合|不适用)", text):
        text = found[0]
    return _mark_words().get(text)
