"""Reading limits as sheets say them: ≤4.0, 2～8℃, ≥70µW/cm², 不超过10, 35%-75%, 200±20.

A text may say several limits, each for something else ("温度2-8℃，湿度35-75%", "新灯≥90，使用中≥70"):
which of them is meant is told by the words before them and by their units, or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from qc.ingest.values.text import clean

_N = r"-?\d+(?:\.\d+)?"
_UNIT_SIGNS = r"°\s?c|摄氏度|度|%\s*(?:rh)?|rh|[kmn]?cfu|[uµμm]w|mg|ppm|k?pa|mpa|mmhg|小时|h(?![a-z])|lx|db|个|ntu|m/s"
_U = rf"\s*(?:{_UNIT_SIGNS})?"
_TO = r"\s*(?:[-~—–−至到]|--)\s*"
_MOST = "≤|⩽|≦|<=|=<|不超过|不高于|不得超过|不大于|不多于|小于等于|不得高于|最高|上限[:为]?"
_BELOW = "<|小于|低于|少于"
_LEAST = "≥|⩾|≧|>=|=>|不低于|不少于|不小于|不得低于|大于等于|至少|最低|下限[:为]?"
_ABOVE = ">|大于|高于|超过"
_SIGNED = rf"(?P<sign>{_MOST}|{_LEAST}|{_BELOW}|{_ABOVE})\s*{_N}{_U}"
_AFTER = rf"{_N}{_U}\S{{0,6}}?(?P<side>以下|以内|及以下|以上|及以上)"
_RANGE = rf"{_N}{_U}{_TO}{_N}{_U}"
_AROUND = rf"{_N}\s*±\s*{_N}{_U}"
_LIMIT = re.compile(
    rf"(?P<signed>{_SIGNED})|(?P<around>{_AROUND})|(?P<range>{_RANGE})|(?P<after>{_AFTER})", re.I
)
_SPEAKS = re.compile("标准|范围|限值|参考|正常|要求|合格|温度|湿度|浓度|强度|控制|保持")
_DEGREES = re.compile("(?<!摄氏)度")
_NO_DATE = re.compile(r"[-./年月日号\d]$")
_NUMBERS = re.compile(r"(?<![\d.])-?\d+(?:\.\d+)?")
_JOINED = "且并和、,，;； "
_EMPTY = re.compile(
    r"标准|范围|限值|参考|正常|要求|合格|监测|检测|登记|记录|每日|为|[^\u4e00-\u9fffA-Za-z]"
)

UNITS = {
    "°C": re.compile(r"°\s?c|℃|摄氏度|温度|冰箱|冷藏|冷链", re.I),
    "%": re.compile(r"%|湿度|rh\b", re.I),
    "CFU": re.compile(r"cfu|菌落|细菌|细菌数|菌数", re.I),
    "µW/cm²": re.compile(r"[uµμ]w|紫外|辐照|辐射强度|照射强度", re.I),
    "mg/L": re.compile(r"mg|ppm|含氯|有效氯|余氯|消毒液浓度|消毒剂浓度", re.I),
    "h": re.compile(r"小时|时数|累计.{0,6}时间|使用时间|照射时间|\bh\b", re.I),
    "Pa": re.compile(r"k?pa\b|压力|压差", re.I),
}


class Limit(NamedTuple):
    """The lowest and highest value allowed, None where there is none; `open_low` and `open_high`:
    the bound itself is not allowed."""

    low: Decimal | None = None
    high: Decimal | None = None
    open_low: bool = False
    open_high: bool = False

    def allows(self, value: Decimal) -> bool:
        """Whether a value keeps the limit."""
        low = self.low is None or value > self.low or (value == self.low and not self.open_low)
        high = self.high is None or value < self.high or (value == self.high and not self.open_high)
        return low and high

    def __str__(self) -> str:
        if self.low is not None and self.high is not None:
            return f"{self.low}~{self.high}"
        if self.low is not None:
            return f"{'>' if self.open_low else '≥'}{self.low}"
        return f"{'<' if self.open_high else '≤'}{self.high}"


class Said(NamedTuple):
    """A limit with the words before it and the unit behind it ("" where none is known)."""

    limit: Limit
    name: str
    unit: str


def unit_of(text: str) -> str:
    """The unit of measurement that a label or title speaks of, "" where it names none or several."""
    plain = clean(text)
    found = [unit for unit, pattern in UNITS.items() if pattern.search(plain)]
    return found[0] if len(found) == 1 else ""


@lru_cache(maxsize=4096)
def limits_in(text: str, *, column: bool = False) -> tuple[Said, ...]:
    """The limits that a text says, from left to right. Outside a `column` of limits a bare range is
    one only with its unit or a word such as 标准 before it: 3-5 may be days."""
    plain = clean(text).replace("μ", "µ")
    said: list[Said] = []
    end = 0
    for found in _LIMIT.finditer(plain):
        name = plain[end : found.start()]
        limit = _limit(found)
        unit = unit_of(_DEGREES.sub("°C", found[0]))
        if found["range"] and not (column or unit or _SPEAKS.search(name)):
            continue
        if found["range"] and not column and _NO_DATE.search(plain[: found.start()][-1:]):
            continue
        if limit is None:
            continue
        end = found.end()
        if said and _joins(said[-1].limit, limit, name):
            limit = _both(said[-1].limit, limit)
            said[-1] = said[-1]._replace(limit=limit, unit=said[-1].unit or unit)
            continue
        said.append(Said(limit, name, unit or unit_of(name)))
    return tuple(said)


def _limit(found: re.Match[str]) -> Limit | None:
    """The limit of one match; None for a range that runs backwards."""
    numbers = [Decimal(number) for number in _NUMBERS.findall(found[0])]
    if found["sign"]:
        return _one_sided(found["sign"], numbers[0])
    if found["side"]:
        return Limit(high=numbers[0]) if found["side"][-1] in "下内" else Limit(low=numbers[0])
    if found["around"]:
        return Limit(numbers[0] - numbers[1], numbers[0] + numbers[1])
    low, high = numbers[0], numbers[1]
    if low > 0 > high:  # "2 -8": a dash, no sign
        high = -high
    return Limit(low, high) if low <= high else None


def _one_sided(sign: str, number: Decimal) -> Limit:
    if re.fullmatch(_MOST, sign):
        return Limit(high=number)
    if re.fullmatch(_LEAST, sign):
        return Limit(low=number)
    if re.fullmatch(_BELOW, sign):
        return Limit(high=number, open_high=True)
    return Limit(low=number, open_low=True)


def _joins(first: Limit, second: Limit, between: str) -> bool:
    """Whether two limits are the two sides of one: ≥35%且≤65%."""
    sides = {(first.low is None, first.high is None), (second.low is None, second.high is None)}
    return not between.strip(_JOINED) and sides == {(True, False), (False, True)}


def _both(first: Limit, second: Limit) -> Limit:
    low, high = (first, second) if first.high is None else (second, first)
    return Limit(low.low, high.high, low.open_low, high.open_high)


def choose(said: Sequence[Said], words: Iterable[str], unit: str = "") -> Said | None:
    """The limit that is meant for what is called by `words` and measured in `unit`: the one whose
    name shares most with them; else the only one there is. None where that is not clear."""
    fitting = [one for one in said if not (unit and one.unit and one.unit != unit)]
    pairs = set().union(*(_pairs_of(word) for word in words))
    ranked = sorted(fitting, key=lambda one: _shared(one, pairs, unit), reverse=True)
    if not ranked:
        return None
    best = [one for one in ranked if _shared(one, pairs, unit) == _shared(ranked[0], pairs, unit)]
    return ranked[0] if len({one.limit for one in best}) == 1 else None


def _shared(one: Said, pairs: set[str], unit: str) -> tuple[int, bool]:
    return len(_pairs_of(one.name) & pairs), bool(unit) and one.unit == unit


@lru_cache(maxsize=4096)
def _pairs_of(text: str) -> frozenset[str]:
    """The neighbouring signs of a text, without what any label may say."""
    plain = _EMPTY.sub(" ", clean(text))
    return frozenset(plain[n : n + 2] for n in range(len(plain) - 1) if " " not in plain[n : n + 2])
