"""What a text around a table says: "label：value" pairs, titles before them, notes, signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from qc.ingest.values.dates import find_month, read_date, read_range
from qc.ingest.values.legend import read_legend
from qc.ingest.values.text import clean, key
from qc.ingest.values.vocabulary import Role, is_place, likely_role, role_of, vocabulary
from qc.words import Outcome

_PAIR = re.compile(r"([^\s：:，,；;]{1,10}?)\s*[：:]\s*(.*?)(?=\s+[^\s：:]{1,10}\s*[：:]|\s{3,}|$)")
_SPACED_LABEL = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])[ \u3000]+([\u4e00-\u9fff])(?=\s*[：:])"
)
_ASIDE = re.compile(
    r"[\s\u3000]+(?:[（(][^（()）]*[)）]|(?:20\d\d|\d{1,2}月).*)$|[ \u3000]{2,}(?=\S{3}).*$"
)
_SIGNED = re.compile("签字|签名|签章|制表|填表人|审核|复核|审阅|批准")
_GAP = re.compile(r"[ \u3000]{2,}|\u3000")
_LEAD = re.compile(r"\s*([^\s：:][^：:\n]*?)(?:[ \u3000]{2,}|\u3000)(?=[^\s：:]{1,10}\s*[：:])")
_BESIDE = ("培训", "填表", "填报", "制表", "打印", "登记")  # dates of something else than the check
_LONG = 500  # signs: a longer text is prose, not a label with its value
_WHOLE_DAY = re.compile(
    r"\d\s*[日号]|\d{1,4}\s*[-./月]\s*\d{1,2}\s*[-./]\s*\d|\d{8}|[-~—至]|[十一二三四五六七八九]日"
)
_BARE_DATES = ("日期", "时间", "年月日")
_SAYS: frozenset[Role | None] = frozenset({"date", "unit", "inspector"})


@lru_cache(maxsize=4_096)
def pairs(text: str) -> Sequence[tuple[str, str]]:
    """The "label：value" pairs of a text; a label may be spaced (科　室), an aside in brackets after
    a gap is no part of the value."""
    flat = _SPACED_LABEL.sub(r"\1\2", text[:_LONG].replace("\n", "   "))
    return [(label, _ASIDE.sub("", value)) for label, value in _PAIR.findall(flat)]


def titles_of(text: str) -> list[str]:
    """The titles in a text: the whole of one without pairs, else what stands before them."""
    if not _PAIR.search(clean(text)):
        return [text]
    lead = _LEAD.match(text)
    return [part for part in _GAP.split(lead[1]) if part] if lead else []


@lru_cache(maxsize=4_096)
def role_of_pair(label: str, value: str) -> Role | None:
    """What a "label：value" is about: by the label, else by the value: a place (存放：一层抢救间), a day
    (核对：2025年1月20日), a range of days below 测评时段."""
    role = role_of(label) or likely_role(label)
    if role == "round" and (read_range(value) or find_month(value)):
        return "date"
    if role not in (None, "item", "group", "mark") or not value:
        return role
    if key(label) in vocabulary().where or is_place(value) or value in vocabulary().whole_house:
        return "unit"
    if key(label).endswith(_BARE_DATES):  # 报告日期 says what day it is: not that of the check
        return role
    return "date" if read_date(value).date or read_range(value) else None


def distrust(role: Role, label: str, value: str) -> tuple[bool, ...]:
    """Of two facts of one role the one with the lower distrust holds: 考核日期 before 培训日期, words
    before endings, a whole day before 考核月份."""
    part = role == "date" and _WHOLE_DAY.search(value) is None
    return (role_of(label) is None, label.startswith(_BESIDE), part)


def is_of_signing(label: str, text: str) -> bool:
    """Whether a label is the bare 日期 of a signature."""
    return key(label) in _BARE_DATES and bool(_SIGNED.search(text))


@lru_cache(maxsize=16_384)
def is_aside(text: str) -> bool:
    """Whether a text is a header's word, a note, a legend (✓ 好　✗ 有问题) or says whose the sheet is
    (盘点日期：6月18日), and so is the item of no row."""
    says = any(value and role_of(label) in _SAYS for label, value in pairs(text))
    explains = {Outcome.PASS, Outcome.FAIL} <= {*read_legend([text]).values()}
    return role_of(text) is not None or is_note(text) or says or explains


@lru_cache(maxsize=16_384)
def is_note(text: str) -> bool:
    """Whether a text begins with a word such as 说明 that stands for itself: 注： but not 注意."""
    start = key(text)
    if not start.startswith(vocabulary().note_starts):
        return False
    return any(
        start.startswith(note) and not start[len(note) : len(note) + 1].isalnum()
        for note in vocabulary().note_starts
    )
