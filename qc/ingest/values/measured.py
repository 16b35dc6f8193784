"""Reading measured values as clinics write them: 3.5, ８ CFU/皿, ＜1, 未检出, 多不可计, 88μW/cm²."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from qc.ingest.values.limits_said import Limit
from qc.ingest.values.numbers import Note, read_number
from qc.ingest.values.text import clean, key, show

Sign = Literal["", "<", ">"]

_VALUE = re.compile(
    r"(?P<sign>[<>≤≥]|小于|大于|低于|高于)?\s*(?P<number>[-+−－]?[\d.,。．·]*\d)\s*(?P<unit>[^\d\s<>≤≥~～±+-][^<>≤≥~～±]*)?"
)
_UNIT = re.compile(
    r"(?:cfu|[uµμm]w|mg|ppm|°|c\b|%|k?m?pa|h\b|小时|个|分|摄氏度|度|℃|菌落)[\w/²³·.³㎡µμ皿小时升毫平方厘米()]*",
    re.I,
)
_NONE_FOUND = frozenset(
    map(
        key,
        (
            "未检出",
            "无菌生长",
            "无菌落生长",
            "未见菌生长",
            "未见细菌生长",
            "无细菌生长",
            "未生长",
            "无生长",
            "阴性",
            "未检测出",
            "无菌落",
            "无菌",
            "nd",
            "未检出菌",
            "未见菌落",
            "(-)",
        ),
    )
)
_UNCOUNTED = frozenset(
    map(
        key,
        (
            "多不可计",
            "多到不可计数",
            "无法计数",
            "不可计数",
            "不可计",
            "多不可数",
            "菌落成片",
            "成片生长",
            "阳性",
            "满皿",
            "蔓延生长",
            "(+)",
        ),
    )
)
_LESS = ("<", "≤", "小于", "低于")


class Measured(NamedTuple):
    """`value` is what was measured, None where no number can be read; `sign`: it lies below or
    above that; `uncounted`: more than could be counted; `unit` is what stands behind it."""

    value: Decimal | None = None
    sign: Sign = ""
    uncounted: bool = False
    unit: str = ""
    note: Note = ""

    def keeps(self, limit: Limit) -> bool | None:
        """Whether it keeps the limit; None where <200 or >5 does not tell."""
        if self.uncounted:
            return False
        if self.value is None:
            return None
        if not self.sign:
            return limit.allows(self.value)
        low, high = limit.low, limit.high
        if self.sign == "<":
            sure = low is None and high is not None and self.value <= high
            broken = low is not None and self.value <= low
        else:
            sure = high is None and low is not None and self.value >= low
            broken = high is not None and self.value >= high
        return True if sure else False if broken else None


@lru_cache(maxsize=4_096, typed=True)
def read_measured(value: object) -> Measured:
    """The measured value of a filled cell."""
    number = read_number(value)
    if number.value is not None and not isinstance(value, str):
        return Measured(number.value)
    text = clean(show(value))
    if key(text) in _NONE_FOUND:
        return Measured(Decimal(0))
    if key(text) in _UNCOUNTED:
        return Measured(uncounted=True)
    found = _VALUE.fullmatch(text)
    if not found or (found["unit"] and not _UNIT.fullmatch(found["unit"])):
        return Measured()
    number = read_number(found["number"])
    unit = found["unit"] or ""
    note: Note = number.note or ("number_with_unit" if unit else "")
    return Measured(number.value, _sign(found["sign"]), unit=unit, note=note)


def _sign(written: str | None) -> Sign:
    if not written:
        return ""
    return "<" if written in _LESS else ">"
