"""Reading marks: √, 合格, N/A … and the legend by which a sheet gives them its own meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from qc.ingest.text import clean, key, show
from qc.ingest.vocabulary import vocabulary
from qc.words import Outcome

_QUOTE = "[“”\"'‘’「」『』（）()]?"
_MARK = r"[√✓✔×✗✘xX○〇ОOΟ△▲☆★/\\\-—+＋±①-⑨A-Ea-eYyNn✕╳✖]"
_CLEAR = r"(?:没有|没|无|未发现|未见|不存在)(?:明显)?(?:问题|缺陷|异常)"
_PLAIN = (
    r"(?:存在|有|发现)?(?:问题|缺陷|异常)|不?正常|未完成|完成|未做到|做到|不?合格|不?符合|部分符合|部分合格"
    r"|不?达标|未达标|不适用|无此项|缺项|未做|已做|未执行|已执行|是(?!否)|否"
)
_WORD = rf"{_CLEAR}|(?<![不未无没非是与])(?:{_PLAIN})"
_WORD_THEN_MARK = re.compile(
    rf"({_WORD})(?:的|者|项|时|则|要求)*\s*[:：]?\s*(?:请)?(?:打|用|填|记|画|划|写|标)\s*{_QUOTE}\s*({_MARK})\s*{_QUOTE}"
)
_MARK_THEN_WORD = re.compile(
    rf"(?<![\w]){_QUOTE}({_MARK}){_QUOTE}\s*(?:表示|代表|为|是|=|:|：|—)\s*({_CLEAR}|{_PLAIN})"
)
_SIGN_AT_WORD = re.compile(
    rf"(?<![\w（(])([√✓✔×✗✘○〇ОOΟ△▲])({_CLEAR}|{_PLAIN})|(?<!\S)([/\-—])(不适用|无此项|缺项)"
)
_BOXES = re.compile(r"([☑√✓✔■☒□○〇])\s*(不?合格|不?符合|不适用)")
_FAULTS = re.compile("问题|缺陷|异常")

Legend = Mapping[str, Outcome | None]


def read_legend(texts: Iterable[str]) -> dict[str, Outcome | None]:
    """The marks that a sheet explains itself: '合格打“√”，不合格打“×”' or '√=合格 △=部分符合'."""
    legend: dict[str, Outcome | None] = {}
    for text in map(clean, texts):
        pairs = [(mark, word) for word, mark in _WORD_THEN_MARK.findall(text)]
        pairs += _MARK_THEN_WORD.findall(text)
        pairs += [(a or b, c or d) for a, c, b, d in _SIGN_AT_WORD.findall(text)]
        for mark, word in pairs:
            legend[key(mark)] = _meaning(word)
    return legend


def _meaning(word: str) -> Outcome:
    if _FAULTS.search(word):
        return Outcome.PASS if word[0] in "没无未不" else Outcome.FAIL
    return vocabulary().marks[key(word)]


def read_mark(value: object, legend: Legend) -> Outcome | None:
    """What a non-empty mark says; None when neither the legend nor the vocabulary knows it."""
    if isinstance(value, bool):
        return Outcome.PASS if value else Outcome.FAIL
    mark = key(show(value))
    if mark in legend:
        return legend[mark]
    return vocabulary().marks.get(mark) or _ticked_box(mark)


def _ticked_box(mark: str) -> Outcome | None:
    """☑合格 □不合格: the one box that is ticked."""
    ticked = [word for box, word in _BOXES.findall(mark) if box in "☑√✓✔■☒"]
    return vocabulary().marks[key(ticked[0])] if len(ticked) == 1 else None
