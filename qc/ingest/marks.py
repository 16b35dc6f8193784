"""Reading marks: √, 合格, N/A … and the legend by which a sheet gives them its own meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from qc.ingest.text import clean, key, show
from qc.ingest.vocabulary import vocabulary
from qc.words import Outcome

_QUOTE = "[“”\"'‘’「」『』（）()]?"
_MARK = r"[√✓✔×✗✘xX○〇ОOΟ△▲☆★/\\\-—+＋±①-⑨A-Ea-eYyNn✕╳✖]"
_WORD = r"不?合格|不?符合|部分符合|部分合格|不?达标|未达标|不适用|无此项|缺项|未做|已做|未执行|已执行|是|否"
_WORD_THEN_MARK = re.compile(
    rf"({_WORD})(?:的|者|项|时)*\s*[:：]?\s*(?:请)?(?:打|用|填|记|画|划|写|标)\s*{_QUOTE}\s*({_MARK})\s*{_QUOTE}"
)
_MARK_THEN_WORD = re.compile(
    rf"(?<![\w]){_QUOTE}({_MARK}){_QUOTE}\s*(?:表示|代表|为|是|=|:|：|—)\s*({_WORD})"
)


def read_legend(texts: Iterable[str]) -> dict[str, Outcome]:
    """The marks that a sheet explains itself: '合格打“√”，不合格打“×”' or '√=合格 △=部分符合'."""
    words = vocabulary().marks
    legend: dict[str, Outcome] = {}
    for text in map(clean, texts):
        pairs = [(mark, word) for word, mark in _WORD_THEN_MARK.findall(text)]
        pairs += _MARK_THEN_WORD.findall(text)
        for mark, word in pairs:
            legend[key(mark)] = words[key(word)]
    return legend


def read_mark(value: object, legend: Mapping[str, Outcome]) -> Outcome | None:
    """What a non-empty mark says; None when neither the legend nor the vocabulary knows it."""
    if isinstance(value, bool):
        return Outcome.PASS if value else Outcome.FAIL
    mark = key(show(value))
    return legend.get(mark) or vocabulary().marks.get(mark)
