"""The legend by which a sheet gives marks its own meaning: 合格打“√”，不合格打“×”; ①发型 ②工牌; A优 B良."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from qc.ingest.values.text import clean, key
from qc.ingest.values.vocabulary import vocabulary
from qc.words import Outcome

_QUOTE = "[“”\"'‘’「」『』（）()]?"
_MARK = r"(?:[√✓✔×✗✘xX○〇ОOΟ●◎△▲☆★/\\\-—+＋±①-⑨A-Ea-eYyNn✕╳✖]|[01](?![\d.分项次个人份]))"
_CLEAR = r"(?:没有|没|无|未发现|未见|不存在)(?:明显)?(?:问题|缺陷|异常)"
_PLAIN = (
    r"(?:存在|有|发现)?(?:问题|缺陷|异常)|不?正常|未完成|完成|未做到|做到|不?合格|不?符合|部分符合|部分合格"
    r"|不?达标|未达标|不适用|无此项|缺项|不涉及|未做|已做|未执行|已执行|(?:不)?完好|是(?!否)|否"
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
_WORD_IS_WORD = re.compile(  # 阴性为合格，阳性为不合格
    rf"(?<![\w])([\u4e00-\u9fff]{{2,3}})(?:即?为|判为|视为|算作?|计为?)({_PLAIN})"
)
_CROSSES = frozenset("×✗✘╳x")
_FAULTS = re.compile("问题|缺陷|异常")
_SIGN_THEN_PHRASE = re.compile(
    r"(?<![\w＝=/])[“”\"']?([√✓✔×✗✘○〇ОOΟ●◎◇◆△▲Δ□■☆★]|[Nn]/[Aa]|[A-Za-z](?![A-Za-z/])|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{1,3}(?=\s*[=＝])|[0-9](?=\s*[=＝:：－—-]\s*[\u4e00-\u9fff])|[/\-—―](?=\s*[=＝:：]|(?:本|不|无|未|休)))[“”\"']?"
    r"\s*(?:表示|代表|[=＝:：为—－-])?\s*([\u4e00-\u9fff]{1,14})(?:\s*\(([\u4e00-\u9fff]{2,8})\))?"
)
_COUNTED_AS = re.compile(
    r"(?:按|计为?|算作?|视为|属)?(不合格|合格|不达标|达标|不计|不适用)(?:计|算|项)?"
)
_PHRASE_WRITTEN = re.compile(  # 该项目不需要写“免”
    r"([\u4e00-\u9fff]{2,12}?)(?:打|用|填|记|写|标)(?:作|为)?\s*[“\"'‘]([\u4e00-\u9fff]{1,2})[”\"'’]"
)
_LISTED = re.compile(r"([0-9A-Za-z√×○△])\s*[=:]?\s*([\u4e00-\u9fff]{1,8})")  # 1合格/0不合格
_PARTS = re.compile(r"[\s，,；;、。]+")
_PHRASE_THEN_SIGN = re.compile(r"([\u4e00-\u9fff]{2,10})[“\"']?([√✓✔×✗✘○〇●◎◇◆△▲ΔО])[”\"']?$")
_CODE = re.compile("[①-⑳]")
_CODE_THEN_PHRASE = re.compile("([①-⑳])[\\s=＝:：、.]*([\u4e00-\u9fff]{2,14})")
_CODES_OF_FAULTS = re.compile(
    r"(?:问题|缺陷|不合格|不符合|存在|扣分|原因|代码|代号|编号)[^①-⑳]{0,12}①"
)
_CUT = re.compile(
    r"([A-Ea-e、，,/和及与\s]+?)(?:级|等|档)?(?:均|都)?(?:为|算|视为|属|是)?(不合格|合格|不达标|达标)"
)
_NO_MATTER = re.compile(
    "未到(?![位岗达])|未配|未设|未开设|未购|不需|无须|毋需|不必|不计|没有这|没有此|没有该|无这项|无该项(?!目?的?(?:问题|缺陷))|外送|送检|不评|未轮到|歇业|不适用|无此|缺项|无计划|未计划|无安排|无任务|休假|不参加|未参加|请假|休息|轮休|调休|公休|补休|出差|未涉及|不涉及|未发生|不在岗|无需|未开展|病假|产假|停用|停诊|封存|闲置|报废"
)
_PARTLY = re.compile("部分|基本")
_BAD = re.compile(
    "不|未|无|没|差|缺|迟到|早退|旷工|问题|违规|错误|漏|异常|失效|损坏|过期|有误|故障|停机|待修|报修|维修|送修|破损"
)
_GOOD = re.compile(
    "合格|符合|达标|正常|完好|正确|规范|做到|执行|已|是|有|完成|优|良|好|通过|落实|整洁|齐全|到位|到岗|在岗|出勤|齐备|具备|在位|完整|完善|无误|健全"
)
_INTRODUCED = (
    "说明",
    "注",
    "备注",
    "图例",
    "填",
    "符号",
    "评定",
    "标准",
    "记录",
    "标记",
    "代码",
    "等级",
)

Legend = Mapping[str, Outcome | None]


def read_legend(texts: Iterable[str]) -> dict[str, Outcome | None]:
    """The marks that a sheet explains itself: '合格打“√”，不合格打“×”' or '√=合格 △=部分符合'."""
    legend: dict[str, Outcome | None] = {}
    for written in texts:
        told, implied = _said(written)
        legend.update(told)
        for mark, outcome in implied:
            legend.setdefault(mark, outcome)
    return legend


@lru_cache(maxsize=4_096)
def _said(written: str) -> tuple[Sequence[tuple[str, Outcome]], Sequence[tuple[str, Outcome]]]:
    """The marks that a text explains outright, and those that follow from what it says."""
    text = clean(written)
    pairs = [(mark, word) for word, mark in _WORD_THEN_MARK.findall(text)]
    pairs += _MARK_THEN_WORD.findall(text) + _WORD_IS_WORD.findall(text)
    pairs += [(a or b, c or d) for a, c, b, d in _SIGN_AT_WORD.findall(text)]
    told = [(key(mark), _meaning(word, key(mark))) for mark, word in pairs]
    return told, [*_grades(text), *_codes_of_faults(written), *_phrases(text)]


def _phrases(text: str) -> Iterator[tuple[str, Outcome]]:
    """√符合要求 △部分符合 Ο本月休假: signs that are followed by what they mean, two or more of them."""
    pairs = [
        (key(sign), _counted_as(more) or _sense(phrase))
        for sign, phrase, more in _SIGN_THEN_PHRASE.findall(text)
    ]
    if turned := [
        found for part in _PARTS.split(text) if (found := _PHRASE_THEN_SIGN.search(part))
    ]:
        pairs = [(key(found[2]), _sense(found[1])) for found in turned]
    written = [(key(word), _sense(phrase)) for phrase, word in _PHRASE_WRITTEN.findall(text)]
    pairs += [*written, *_listed(text)]
    known = [
        (sign, sense)
        for sign, sense in pairs
        if sense and not (sign == "缺" and sense is Outcome.NA)
    ]
    if len(known) > 1 or (known and key(text).startswith(_INTRODUCED)):
        yield from known
    else:  # 当日无该项填“无”: says what it means alone
        yield from ((word, Outcome.NA) for word, sense in written if sense is Outcome.NA)


def _listed(text: str) -> list[tuple[str, Outcome | None]]:
    """检查结果(1合格/0不合格/2不适用): what stands in brackets behind a label, part by part."""
    _, _, inside = text.removesuffix(")").rpartition("(")
    parts = [_LISTED.fullmatch(part) for part in re.split(r"[/、,;\s]+", inside) if part]
    return [(key(p[1]), _sense(p[2])) for p in parts if p] if len(parts) > 1 and all(parts) else []


def _counted_as(said: str) -> Outcome | None:
    """What (按不合格计) says behind a phrase, over the phrase's own sense."""
    found = _COUNTED_AS.fullmatch(said)
    return _sense(found[1]) if found else None


def _sense(phrase: str) -> Outcome | None:
    """What a phrase of a legend means; None where it does not say."""
    clear = (re.compile(_CLEAR), Outcome.PASS)
    told = (clear, (_NO_MATTER, Outcome.NA), (_PARTLY, Outcome.PARTIAL), (_BAD, Outcome.FAIL))
    for pattern, outcome in (*told, (_GOOD, Outcome.PASS)):
        if pattern.search(phrase):
            return outcome
    return None


def _codes_of_faults(text: str) -> Iterator[tuple[str, Outcome]]:
    """存在问题填代码：①未佩戴工牌 ②头发过肩: each code is a fault; as it is written, for ① is not 1."""
    told = {code: _sense(phrase) for code, phrase in _CODE_THEN_PHRASE.findall(text)}
    if {Outcome.PASS, Outcome.NA} & {*told.values()}:  # ①完好 ②故障: each says its own
        yield from ((code, sense) for code, sense in told.items() if sense)
    elif _CODES_OF_FAULTS.search(text):
        yield from ((code, Outcome.FAIL) for code in _CODE.findall(text))


def _grades(text: str) -> Iterator[tuple[str, Outcome]]:
    """A、B为合格，C、D为不合格: which grades pass."""
    for letters, word in _CUT.findall(text):
        for letter in re.findall("[A-Ea-e]", letters):
            yield key(letter), vocabulary().marks[key(word)]


def _meaning(word: str, mark: str) -> Outcome:
    if word == "缺项" and mark in _CROSSES:  # what is missing: 合理缺项 is written /, not ×
        return Outcome.FAIL
    if _FAULTS.search(word):
        return Outcome.PASS if word[0] in "没无未不" else Outcome.FAIL
    return vocabulary().marks[key(word)]
