"""Reading what customers answer: 非常满意, B.满意, 4分, (跳过); and where a scale is cut in two."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from qc.catalogue.model import Rule
from qc.ingest.values.numbers import read_number
from qc.ingest.values.text import clean, key, show
from qc.ingest.values.vocabulary import vocabulary
from qc.words import Outcome

NPS_BEST = 10
SKIPPED = "skipped"

_LETTERED = re.compile(r"^(?:[a-e]|[1-9]|[①-⑨])[.、．:：)）\s]+(?=\D)|^[a-e①-⑨](?=[一-鿿])")
_COUNTED = re.compile(r"(人数|人次|人|份数|份|票数|票|例数|例|次数|数)$")
_RANGE = re.compile(r"(\d{1,3})\s*分?\s*[-~～—–至到]\s*(\d{1,3})\s*分?")
_FULL = re.compile(r"(?:满分|最高|共)\s*(\d{1,3})\s*分?|(\d{1,3})\s*分制")
_FORMULA = re.compile(r"满意[率度]\s*[=＝]\s*[^=＝]*?(?=[÷/／]|除以)")
_MEANS = re.compile(
    r"(?<![\d.])([1-9]|10|[A-Ea-e])\s*分?\s*[=＝:：.、为-]?\s*[(（“\"]?"
    r"((?:非常|很|十分|比较|较|基本|不太|不)?满意|非常不满意|很不满意|一般|很好|较好|好|较差|很差|差)"
)
_SCALES = (5, 10, 100)
_PERCENT = 100
_CUTS = {3: Decimal(2), 4: Decimal(3), 5: Decimal(4), 7: Decimal(6), 10: Decimal(8)}
_FITTING = 0.8  # of the scores must lie on a scale: the others are slips
_MOST = 0.5
_STEMS = ("满意", "同意", "愿意")  # by which the options of one question are called
_RARE = 10  # one answer in so many may be a word of somebody's own
_USUAL = 3  # times as often the option of that grade is chosen
_PLATFORM_BLANKS = (-2, -3)  # how survey platforms export a question that was not shown


class Scale(NamedTuple):
    """`satisfied`: the answers that count so; `means`: what the sheet says of its figures and
    letters (5 = 非常满意)."""

    satisfied: frozenset[str]
    means: Mapping[str, str]


class Question(NamedTuple):
    """What a column asks for: "nps", "score" up to `best`, or "words"."""

    form: str
    best: int = 0


def answer_word(value: object) -> str:
    """The answer that a text gives, as a key of the vocabulary; "" for any other text."""
    return _answer_word(value) if isinstance(value, str) else ""


@lru_cache(maxsize=4_096)
def _answer_word(text: str) -> str:
    for form in (key(text), key(_LETTERED.sub("", clean(text).lower()))):
        if form in vocabulary().answers:
            return form
    return ""


@lru_cache(maxsize=4_096)
def counted_answer(label: str) -> str:
    """The answer whose number a column holds: 满意, 满意（人）, 非常满意人数."""
    return answer_word(label) or answer_word(_COUNTED.sub("", key(label)))


def no_options(words: Sequence[str], others: Mapping[str, int]) -> frozenset[str]:
    """The words of a question's answers that are none of its options: rare ones that are called
    otherwise than most (还行 below 满意, 不满意), where the survey has a word of its own for the same
    grade. `others` says how often each word is written in the whole survey."""
    written = Counter(words)
    stem = next((s for s in _STEMS if sum(s in word for word in words) * 2 > len(words)), "")
    return frozenset(
        word
        for word, number in written.items()
        if stem and stem not in word and number * _RARE <= len(words) and _is_told(word, others)
    )


def _is_told(word: str, others: Mapping[str, int]) -> bool:
    """Whether another word of the same grade is the usual one."""
    usual = others[word] * _USUAL
    return any(
        number >= usual and grade_of(other) == grade_of(word)
        for other, number in others.items()
        if other != word
    )


def is_skipped(value: object) -> bool:
    """Whether a question was left out on purpose or did not apply."""
    word = key(show(value))
    if vocabulary().answers.get(word) == SKIPPED or read_number(value).value in _PLATFORM_BLANKS:
        return True
    return vocabulary().marks.get(word) is Outcome.NA


def grade_of(word: str) -> str:
    """very, good, fair, neutral, bad, very_bad or skipped."""
    return vocabulary().answers[word]


def read_scale(rule: Rule, used: Iterable[str], texts: Sequence[str]) -> Scale:
    """Where satisfied begins: as the standard says, else the sheet's own formula, else by the scale:
    基本满意 counts where nothing is better than 满意."""
    cleaned = list(map(clean, texts))
    means = {sign.lower(): key(word) for text in cleaned for sign, word in _MEANS.findall(text)}
    means = means if len(means) > 1 else {}
    words = frozenset(used) | frozenset(means.values())
    stated = frozenset(map(key, rule.satisfied)) or _of_formula(words, cleaned)
    return Scale(stated or _of_grades(words), means)


def _of_formula(words: Collection[str], texts: Sequence[str]) -> frozenset[str]:
    """满意率=（非常满意+满意）÷调查人数 names the answers itself."""
    for text in texts:
        found = _FORMULA.search(text)
        parts = re.split(r"[+＋、和与,，()（）=＝\s]+", found[0]) if found else ()
        named = {word for part in parts if (word := counted_answer(part)) in words}
        if named:
            return frozenset(named)
    return frozenset()


def _of_grades(words: Collection[str]) -> frozenset[str]:
    grades = {grade_of(word) for word in words}
    good = {"very", "good"} if {"very", "good"} <= grades else {"very", "good", "fair"}
    return frozenset(word for word in words if grade_of(word) in good)


def question_of(
    label: str, values: Sequence[object], *, numbers: bool, scale: int = 0
) -> Question | None:
    """What a column of answers asks for; None for names, free text and the like. Figures are
    answers only where the sheet is known to be a survey (`numbers`); `scale` is the highest score
    that the sheet names for all its questions, 0 for none."""
    written = [value for value in values if value is not None and not is_skipped(value)]
    if not written:
        return None
    scores = [n for value in written if (n := read_number(value).value) is not None]
    if len(scores) > len(written) * _MOST:
        best = (
            (scale_named(label) or _fitting(scale, scores) or _scale_of(scores)) if numbers else 0
        )
        return Question("score", best) if best else None
    words = sum(bool(answer_word(value)) or _is_verdict(value) for value in written)
    return Question("words") if words > len(written) * _MOST else None


def scale_named(label: str) -> int:
    """The highest score that a question's label names: (1-5分), 满分10分; 0 for none."""
    text = clean(label)
    if found := _RANGE.search(text):
        return int(found[2]) if int(found[1]) <= 1 else 0
    found = _FULL.search(text)
    return int(found[1] or found[2]) if found else 0


def scale_around(texts: Sequence[str]) -> int:
    """The highest score that the texts around a table name for all questions (评分：1-7分); 0 where
    they name none, or several."""
    named = {best for text in texts if (best := scale_named(text)) in _CUTS or best == _PERCENT}
    return named.pop() if len(named) == 1 else 0


def _fitting(best: int, scores: Sequence[Decimal]) -> int:
    """The scale that the sheet names, where the scores lie on it: a column of 0-10 may have its own."""
    fit = sum(0 <= score <= best for score in scores) >= len(scores) * _FITTING
    return best if best and fit else 0


def _scale_of(scores: Sequence[Decimal]) -> int:
    for best in _SCALES:
        if sum(0 <= score <= best for score in scores) >= len(scores) * _FITTING:
            return best
    return 0


def _is_verdict(value: object) -> bool:
    return vocabulary().marks.get(key(show(value))) in (Outcome.PASS, Outcome.FAIL)


def cut_of(best: int) -> Decimal:
    """The lowest score that counts as satisfied: 4 of 5, 8 of 10, 80 of 100."""
    return _CUTS.get(best, Decimal(best) * 4 / 5)
