"""What a row or column of labels names: days, units, persons, or nothing but a place."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from qc.ingest.grid import Cell
from qc.ingest.values.dates import ANY_MONTH, Month, read_date, read_month
from qc.ingest.values.text import key
from qc.ingest.values.vocabulary import Role, vocabulary

MOST = 0.6  # of the labels must agree before they are taken for dates, rooms or persons

T = TypeVar("T")


class Hints(NamedTuple):
    """What labels are recognised by: whether a text names a unit of the clinic, whether strip or
    title say the month of bare days, and whether a text is an item of a standard."""

    is_unit: Callable[[str], bool]
    month_known: bool
    is_item: Callable[[str], bool]


_LARGEST_DAY = 31
_WEEKDAY = re.compile(r"(周|星期|礼拜)?[一二三四五六日天]")
_PART_OF_DAY = re.compile(
    "(?:上午|下午|中午|午间|午前|午后|早上|晚上|早晨|晨间|晨会|夜间|傍晚|班前|班后|上班|下班|开诊|闭诊|接诊前|收诊)"
)
_PERSON = re.compile(r"[\u4e00-\u9fff·]{2,4}|[A-Za-z]{0,4}-?\d{4,}|[A-Za-z]{1,4}-?\d+(?:-\d+)+")


def role_of_labels(
    cells: Sequence[Cell], declared: Role | None, hints: Hints, *, items: bool = False
) -> Role | None:
    """What a row of labels names; None for weekdays, which say nothing of their own. "remark" are
    labels that only tell columns apart; where columns may be `items`, so are other labels."""
    texts = [cell.text for cell in cells if cell.text]
    if share(texts, lambda text: bool(_WEEKDAY.fullmatch(text))) > MOST:
        return None
    if declared in ("unit", "subject", "inspector"):
        return declared
    month = ANY_MONTH if hints.month_known or declared == "date" else Month(2000)
    if share(cells, lambda cell: _is_date(cell, month, declared)) >= MOST:
        return "date"
    if share(texts, hints.is_unit) >= MOST:
        return "unit"
    if declared == "date":
        return "date"
    if items and share(texts, hints.is_item) >= MOST:
        return "item"
    if share(texts, _is_shift) >= MOST:
        return "remark"
    if items:
        return "item"
    if share(texts, lambda text: bool(_PERSON.fullmatch(key(text)))) >= MOST:
        return "subject"
    return "remark"


def _is_shift(text: str) -> bool:
    """Whether a label is a part of the day (晨会后, 上午治疗中), which tells checks apart."""
    return key(text) in vocabulary().shifts or bool(_PART_OF_DAY.match(key(text)))


def _is_date(cell: Cell, month: Month, declared: Role | None) -> bool:
    """A bare five-digit number is a date only below 检查日期: it may be the number of a chart."""
    if declared != "date" and isinstance(cell.value, float) and cell.value > _LARGEST_DAY:
        return False
    if read_month(cell.value, month):
        return True
    return read_date(cell.value, month).date is not None


def share(values: Sequence[T], test: Callable[[T], bool]) -> float:
    return sum(map(test, values)) / len(values) if values else 0.0
