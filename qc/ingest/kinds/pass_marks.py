"""The pass marks that the texts of a sheet say: one for all (80分及格), or one for each column by its
label (理论≥80分、操作≥90分为合格)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from qc.ingest.values.text import clean, key

_N = r"(?<![\d.])(\d{2,3}(?:\.\d+)?)"
_OF_SCORES = r"(?!\d|\.\d|\s*(?:人|名|例|份|次|率|年|月|%))"
_PASSED = "(?:合格|及格|达标|通过)"
_LINE = "(?:线|分数线|分数?|标准|成绩)?"
_PASS_MARK = re.compile(
    rf"{_PASSED}{_LINE}\s*(?:为|是|[:=≥]|>=|不低于)*\s*{_N}{_OF_SCORES}"
    rf"|(?:{_N}\s*分|(?:≥|>=|不低于|达到?)\s*{_N}|{_N})"
    rf"\(?含?\)?(?:以上|及以上|含以上)?(?:者|为|即为|算|视为|方为)?{_PASSED}"
)

# Of notes without white space.
_SUFFIX = "(?:考核|考试|测试|测验|部分|成绩|得分|分数|分)"
_ENDS_SO = re.compile(f"{_SUFFIX}+$")
_FROM = "(?:为|是|应|须|需|均|[:=≥]|>=|不得?低于|不少于|大于或?等于|达到?)*"
_BETWEEN = "(?:且|并且|和|与|及|而|[、,;/])"
_FEW = "{0,9}"  # more are no exams, and no text may take long
_MARK = rf"\d{{2,3}}(?:\.\d+)?{_OF_SCORES}分?(?:\(含\))?(?:及以上|或以上|含以上|以上)?"
_BEFORE = rf"(?<!不){_PASSED}{_LINE}(?:分别)?(?:为|是|[:=])*"
_BEHIND = rf",?(?:的|者|均|才|方|即|都|同时|视|算|为|是)*{_PASSED}"
_NUMBER = re.compile(r"\d{2,3}(?:\.\d+)?")


def pass_mark_in(text: str) -> Decimal | None:
    """The pass mark that a text says: 合格线80分, 80分及格, 及格：60, ≥90分为合格."""
    found = _PASS_MARK.search(clean(text))
    return next((Decimal(number) for number in found.groups() if number), None) if found else None


def stem(label: str) -> str:
    """What a label names, as a note says it: 理论 of 理论成绩（分）."""
    word = key(label)
    return _ENDS_SO.sub("", word) or word


def pass_marks_by_label(texts: Iterable[str], labels: Iterable[str]) -> Mapping[str, Decimal]:
    """The pass marks that texts say of columns by their name, under the `stem` of each label. Full
    marks (理论80分、操作20分) say nothing of passing and are none."""
    stems = {named for label in labels if len(named := stem(label)) > 1}
    marks = (mark for text in texts for mark in _marks_in("".join(clean(text).split()), stems))
    return dict(marks) if stems else {}


def _marks_in(text: str, stems: Iterable[str]) -> Iterator[tuple[str, Decimal]]:
    """The pairs of a text: names with the mark behind them, a word of passing before or behind all."""
    longest_first = sorted(stems, key=len, reverse=True)  # 理论知识 before 理论
    names = f"(?:{'|'.join(map(re.escape, longest_first))})"
    named = f"{names}{_SUFFIX}{{0,2}}"
    several = rf"{named}(?:{_BETWEEN}{named}){_FEW}"
    pair = rf"{several}{_FROM}{_MARK}"
    pairs = rf"{pair}(?:{_BETWEEN}{{0,2}}{pair}){_FEW}"
    whole = rf"{several}的?{_BEFORE}{_MARK}"
    for said in re.finditer(rf"{whole}|{_BEFORE}{pairs}|{pairs}{_BEHIND}", text):
        for part in re.finditer(rf"{whole}|{pair}", said[0]):
            mark = Decimal(_NUMBER.findall(part[0])[-1])
            yield from ((name, mark) for name in re.findall(names, part[0]))
