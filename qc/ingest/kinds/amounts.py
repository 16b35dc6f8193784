"""Reading what stands in a cell of points: -2, 扣2分, 2（缺签名）, 缺签名-2, or 97."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from qc.ingest.values.marks import read_mark
from qc.ingest.values.numbers import Note, read_number
from qc.ingest.values.text import clean, key, show
from qc.words import Outcome

_DASHES = frozenset("-—–―－") | {"--", "——"}
_NOTHING = frozenset({"无", "没有", "无扣分", "未扣分", "不扣分", "未扣", "不扣", "0分", "满分"})
_NUMBER = r"(\d+(?:\.\d+)?|\.\d+)"
_SIGN = r"(?:扣除?|减|[-−－])"
_SIGNED = re.compile(rf"\s*{_SIGN}\s*{_NUMBER}\s*分?\s*")
_REASON_AFTER = re.compile(rf"{_SIGN}?\s*{_NUMBER}\s*分?\s*[(:：,，;；、](?P<why>.+?)\)?")
_REASON_BEFORE = re.compile(rf"(?P<why>[^\d]+?)\s*[(:：,，]?\s*{_SIGN}\s*{_NUMBER}\s*分?\s*\)?")
_PARTS = re.compile(r"[,，;；、\n]")
_ODD_POINT = re.compile(r"(?<=\d)\s*[。．·]\s*(?=\d)")


class Amount(NamedTuple):
    """`value` is never negative; None when the cell holds no one number of points. `na`: the item
    did not apply; `signed`: it was written as a deduction (-2, 扣2分); `why` what stands beside it."""

    value: Decimal | None = None
    na: bool = False
    signed: bool = False
    why: str = ""
    note: Note = ""


@lru_cache(maxsize=4_096, typed=True)
def read_amount(value: object) -> Amount:
    """The points that a filled cell gives."""
    number = read_number(value)
    if number.value is not None and "/" not in number.unit:
        return Amount(abs(number.value), signed=number.value < 0, note=number.note)
    text = clean(show(value))
    mark = key(text)
    said = read_mark(value, {})  # ① is no 1, which would pass
    if text in _DASHES or mark in _NOTHING or said is Outcome.PASS:
        return Amount(Decimal(0), signed=True)
    if said is Outcome.NA:
        return Amount(na=True)
    return _with_reason(_ODD_POINT.sub(".", text))


def _with_reason(text: str) -> Amount:
    if found := _SIGNED.fullmatch(text):
        return Amount(Decimal(found[1]), signed=True)
    for pattern in (_REASON_AFTER, _REASON_BEFORE):
        found = pattern.fullmatch(text)
        if found and not re.search(r"\d", found["why"]):
            number = next(group for group in found.groups() if group and group[0] in ".0123456789")
            return Amount(Decimal(number), signed=True, why=found["why"].strip())
    parts = [part for part in _PARTS.split(text) if part.strip()]
    if len(parts) < 2:
        return Amount()
    return _sum([_with_reason(part.strip()) for part in parts], text)


def _sum(parts: list[Amount], text: str) -> Amount:
    """Several deductions in one cell (缺签名-1，缺日期-2); none where one of them is unclear."""
    values = [part.value for part in parts if part.value is not None and part.signed]
    if len(values) < len(parts):
        return Amount()
    return Amount(sum(values, Decimal(0)), signed=True, why=text)
