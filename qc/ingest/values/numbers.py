"""Reading numbers as clinics write them: ２０, 17份, 95％, 1。5, 1,200; what is no number is none."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from qc.ingest.values.text import clean, show

_FRACTION = re.compile(
    r"(\d{1,5})\s*[份例人项次]?\s*/\s*(\d{1,5})\s*[份例人项次]?(?:\s*\(\s*[\d.]+\s*%\s*\))?"
)

Note = Literal["", "number_with_unit", "odd_decimal_point"]

_NUMBER = re.compile(
    r"([-+−－]?\d+(?:\.\d+)?|[-+−－]?\.\d+)\s*([^\d\s.,/~\-—至到±<>≤≥]{0,8}?(?:/[A-Za-z㎡²³]{1,6})?)"
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_ODD_POINT = re.compile(r"(?<=\d)\s*[。．·]\s*(?=\d)")
_CODE = re.compile("[①-⑳㈠-㈩⑴-⒇]")  # a mark with a number in it, not the number
_LETTERS_FOR_FIGURES = ("O", "o", "l", "I", "i", "|")  # 1O is 10 or 1: nobody knows
_TRAILING = "。.,，、;；:："


class Number(NamedTuple):
    """`value` is exact; None when the cell holds no number or more than one. `unit` is what stands
    behind it ("%", "份"); `note` says what was made allowance for."""

    value: Decimal | None
    unit: str = ""
    note: Note = ""

    @property
    def whole(self) -> int | None:
        """The number if it is a whole one that is not negative."""
        if self.value is None or self.value < 0 or self.value != self.value.to_integral_value():
            return None
        return int(self.value)

    @property
    def share(self) -> Decimal | None:
        """As a rate: 95 % and 0.95 are the same; so is 95, which no rate can be."""
        if self.value is None:
            return None
        return self.value / 100 if self.unit == "%" or abs(self.value) > 2 else self.value


@lru_cache(maxsize=16_384, typed=True)
def read_number(value: object) -> Number:
    """The number that a cell holds."""
    if isinstance(value, bool) or value is None:
        return Number(None)
    if isinstance(value, int | float):
        return Number(Decimal(repr(value)).normalize() if math.isfinite(value) else None)
    return _read_text(show(value))


def _read_text(written: str) -> Number:
    if _CODE.search(written):
        return Number(None)
    odd = bool(_ODD_POINT.search(written.replace("．", ".")))
    text = _ODD_POINT.sub(".", clean(written))
    text = _THOUSANDS.sub("", text).rstrip(_TRAILING).strip()
    found = _NUMBER.fullmatch(text)
    if not found:
        return Number(None)
    unit = found[2].strip()
    if unit in _LETTERS_FOR_FIGURES:
        return Number(None)
    value = Decimal(found[1].replace("−", "-").replace("－", "-"))
    note: Note = "odd_decimal_point" if odd else "number_with_unit" if unit not in ("", "%") else ""
    return Number(value, unit, note)


@lru_cache(maxsize=16_384, typed=True)
def read_fraction(value: object) -> tuple[int, int] | None:
    """The two whole numbers of 18/20, ９／１０, 18/20（90%）; None for anything else."""
    found = _FRACTION.fullmatch(clean(value)) if isinstance(value, str) else None
    return (int(found[1]), int(found[2])) if found else None
