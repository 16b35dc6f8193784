"""The words of the sheets as data (vocabulary.toml): roles of headers, marks, notes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from itertools import chain
from typing import Any, Literal, get_args

from qc.ingest.values.text import clean, key
from qc.words import Kind, Outcome

_NAMED = re.compile(r"(?:\(?[一二三四五六七八九十\d]{1,2}[)、.]\s*)?([^\s(（]{2,9})(?:\s.*)?$")
_NAME = re.compile("[\u4e00-\u9fffA-Za-z0-9]+")
_UNIT_IN_BRACKETS = re.compile(r"\(([\u4e00-\u9fff]{1,8}(?:室|科|前台|中心))\)")
_SHORT_PLACE = 5  # signs
_OF_MONTH = re.compile(r"(\d{1,2}月)份?(\S{2,})")
_SHORT = 8  # signs: a longer text that ends in 合格率 is an item about it

Role = Literal[
    "number", "group", "item", "mark", "date", "unit", "subject", "inspector", "round", "remark",
    "points", "tally", "about",
]  # fmt: skip

IDENTITY: tuple[Role, ...] = ("date", "unit", "subject", "inspector", "round")
"""The roles that make a check this one and no other."""


@dataclass(frozen=True)
class Fields:
    """The columns of one kind of sheet: labels by their key, patterns in their order, and the sets
    of fields of which one tells that a header is of this kind."""

    labels: Mapping[str, str]
    patterns: tuple[tuple[re.Pattern[str], str], ...]
    needs: tuple[frozenset[str], ...]

    def of(self, label: str) -> str | None:
        """The field that a label (as a key) names."""
        return self.labels.get(label) or next(
            (field for pattern, field in self.patterns if pattern.fullmatch(label)), None
        )


@dataclass(frozen=True)
class Vocabulary:
    """Every word under its key; see vocabulary.toml for what each table means."""

    roles: Mapping[str, Role]
    role_patterns: tuple[tuple[re.Pattern[str], Role], ...]
    role_endings: tuple[tuple[re.Pattern[str], Role], ...]
    marks: Mapping[str, Outcome]
    repeats: frozenset[str]
    note_starts: tuple[str, ...]
    instruction_sheets: frozenset[str]
    unit_endings: tuple[str, ...]
    unit_in_title: re.Pattern[str]
    general_units: tuple[str, ...]
    of_the_house: tuple[str, ...]
    whole_house: frozenset[str]
    where: frozenset[str]
    surnames: frozenset[str]
    several: frozenset[str]
    shifts: frozenset[str]
    closed: frozenset[str]
    stock: frozenset[str]
    scale: frozenset[str]
    planned: tuple[str, ...]
    summaries: tuple[str, ...]
    amounts: tuple[str, ...]
    tally_endings: tuple[str, ...]
    signatures: frozenset[str]
    fields: Mapping[Kind, Fields]
    answers: Mapping[str, str]
    statuses: Mapping[str, str]
    states: Mapping[str, Outcome]
    services: Mapping[str, str]
    waiting: tuple[str, ...]
    surveys: tuple[str, ...]
    measured: tuple[str, ...]
    exams: tuple[str, ...]
    no_exams: tuple[str, ...]
    treated: tuple[str, ...]
    about_case: tuple[tuple[re.Pattern[str], str], ...]

    @cached_property
    def verdicts(self) -> frozenset[str]:
        """The marks that are words, as a column may be named by them; not 1, x or √."""
        return frozenset(mark for mark in self.marks if "\u4e00" <= mark[0] <= "\u9fff")

    def may_name_field(self, label: str) -> bool:
        """Whether a label (as a key) names a field of any kind: most texts of a sheet do not."""
        return label in self._field_labels or bool(self._field_pattern.fullmatch(label))

    @cached_property
    def _field_labels(self) -> frozenset[str]:
        return frozenset(chain.from_iterable(kind.labels for kind in self.fields.values()))

    @cached_property
    def _field_pattern(self) -> re.Pattern[str]:
        every = chain.from_iterable(kind.patterns for kind in self.fields.values())
        return re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _ in every))


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary that ships with the program, read once."""
    data = tomllib.loads(
        (files("qc.ingest.values") / "vocabulary.toml").read_text(encoding="utf-8")
    )
    unknown = {*data["roles"], *data["role_patterns"]} - set(get_args(Role))
    if unknown:
        raise ValueError(f"vocabulary.toml names unknown roles: {sorted(unknown)}")
    return Vocabulary(
        roles={key(word): role for role, words in data["roles"].items() for word in words},
        role_patterns=_patterns(data["role_patterns"]),
        role_endings=_patterns(data["role_endings"]),
        marks={key(m): Outcome(name) for name, marks in data["marks"].items() for m in marks},
        repeats=frozenset(map(clean, data["repeat"]["marks"])),
        note_starts=tuple(key(word) for word in data["notes"]["starts"]),
        instruction_sheets=frozenset(key(name) for name in data["instructions"]["names"]),
        unit_endings=tuple(data["units"]["endings"]),
        unit_in_title=_unit_in_title(data["unit_in_title"]),
        general_units=tuple(data["unit_in_title"]["general"]),
        of_the_house=tuple(data["units"]["of_the_house"]),
        whole_house=frozenset(data["units"]["whole_house"]),
        where=_keys(data["units"]["where"]),
        surnames=frozenset(data["persons"]["surnames"]),
        several=frozenset(data["unit_in_title"]["several"]),
        shifts=_keys(data["shifts"]["words"]),
        closed=_keys(data["closed"]["words"]),
        stock=_keys(data["other_kinds"]["stock"]),
        scale=_keys(data["other_kinds"]["scale"]),
        planned=tuple(data["other_kinds"]["planned"]),
        summaries=tuple(data["summaries"]["words"]),
        amounts=tuple(data["numbers"]["words"]),
        tally_endings=tuple(data["tally_endings"]["words"]),
        signatures=_keys(data["signatures"]["words"]),
        fields={Kind(kind): _fields(words) for kind, words in data["fields"].items()},
        answers=_by_word(data["answers"]),
        statuses=_by_word(data["statuses"]),
        services=_by_word(data["services"]),
        states={word: Outcome(name) for word, name in _by_word(data["states"]).items()},
        waiting=tuple(data["waiting"]["words"]),
        surveys=tuple(data["surveys"]["words"]),
        measured=tuple(data["measured"]["words"]),
        exams=tuple(data["exams"]["words"]),
        no_exams=tuple(data["exams"]["not"]),
        treated=tuple(data["treated"]["words"]),
        about_case=_patterns(data["about_case"]),
    )


def _patterns(data: Mapping[str, Sequence[str]]) -> tuple[tuple[re.Pattern[str], Any], ...]:
    return tuple((re.compile(text), role) for role, texts in data.items() for text in texts)


def _fields(words: Mapping[str, Sequence[str]]) -> Fields:
    needs = words["needs"]
    named = [(field, word) for field, said in words.items() if field != "needs" for word in said]
    return Fields(
        labels={key(word): field for field, word in named if not word.startswith("^")},
        patterns=tuple((re.compile(word), field) for field, word in named if word.startswith("^")),
        needs=tuple(map(frozenset, needs)),
    )


@lru_cache(maxsize=16_384)
def is_place(text: str) -> bool:
    """Whether a text is the name of a room, department or group, and not that of the house."""
    name = clean(text)
    if not 2 <= len(name) <= _SHORT + 1 or not _NAME.fullmatch(name):
        return False
    if any(word in name for word in vocabulary().of_the_house):
        return False
    several = name[0] in vocabulary().several or name.endswith((*vocabulary().general_units, "车"))
    long = len(name) > _SHORT_PLACE and name.endswith(("区", "组", "台", "部"))  # 无菌物品分区
    named = name.endswith(vocabulary().unit_endings) and role_of(name) is None
    return named and not (several or long)


@lru_cache(maxsize=1_024)
def unit_in(title: str) -> str | None:
    """The unit that a title begins with (注射室消毒隔离自查表), if it is the name of one."""
    words = vocabulary()
    found = words.unit_in_title.match(clean(title)) or _UNIT_IN_BRACKETS.search(clean(title))
    if not found and (named := _NAMED.match(clean(title))) and is_place(named[1]):
        found = named
    if not found or found[1].endswith(words.general_units) or found[1][0] in words.several:
        return None
    return found[1]


def _unit_in_title(data: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """A name at the beginning that soon is followed by what is checked; not the first of several."""
    endings, words = "|".join(data["endings"]), "|".join(data["words"])
    return re.compile(
        r"(?:20\d\d\s*年?\s*(?:\d{1,2}\s*月份?)?(?:\d{1,2}\s*日)?\s*)?"
        rf"([A-Za-z]{{0,3}}[\u4e00-\u9fff]{{1,7}}?[一二三四五六1-9]?(?:{endings})(?!室))\s*"
        r"(?:20\d\d\s*年?)?(?:第?[一二三四1-4]季度|\d{1,2}\s*月份?)?\s*"
        rf"(?=[^\s、，,/及和与]{{0,4}}(?:{words})|$)"
    )


def _by_word(groups: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {key(word): name for name, words in groups.items() for word in words}


def _keys(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(key, words))


@lru_cache(maxsize=16_384)
def role_of(text: str) -> Role | None:
    """The role that a header, a row label or a strip label names; None for any other text."""
    return next(filter(None, map(_role_of, _forms(key(text)))), None) or _diagonal(text)


@lru_cache(maxsize=16_384)
def fields_of(text: str) -> Mapping[Kind, str]:
    """The field that a header label names, for each kind of sheet that has such a column."""
    label, whole = key(text).rstrip("%"), "".join(clean(text).lower().split())
    forms = dict.fromkeys(
        (*_forms(whole), *_forms(label))
    )  # brackets may tell: 候诊（≤15分）, 结果（CFU）
    words = vocabulary()
    named: dict[Kind, str] = {}
    if any(map(words.may_name_field, forms)):
        kinds = words.fields.items()
        found = ((kind, next(filter(None, map(fields.of, forms)), None)) for kind, fields in kinds)
        named = {kind: field for kind, field in found if field}
    if Kind.COUNTS not in named and (of_month := _OF_MONTH.fullmatch(label)):
        field = fields_of(of_month[2]).get(Kind.COUNTS)
        return {**named, Kind.COUNTS: field} if field else named
    return named


def month_before(text: str) -> str:
    """The month that a label begins with, before what was counted in it (3月 of 3月抽查数); else ""."""
    found = _OF_MONTH.fullmatch(key(text))
    return found[1] if found and Kind.COUNTS in fields_of(found[2]) else ""


@lru_cache(maxsize=16_384)
def likely_role(text: str) -> Role | None:
    """The role that a label's ending tells (随访日期, 被督查科室, 护理督导员), for labels that no word and no
    pattern knows and that are no kind's own; None for any other text."""
    word = key(text)
    if role_of(text) or len(word) > _SHORT:
        return None
    of_a_kind = any(field != "whose" for field in fields_of(text).values())
    for ending, role in vocabulary().role_endings:
        if ending.fullmatch(word) and (role == "remark" or not of_a_kind):
            return role
    return None


def _forms(word: str) -> tuple[str, ...]:
    """A label and what it is short for: 督导日 is 督导日期."""
    return (word, f"{word}期") if len(word) > 2 and word.endswith("日") else (word,)


def _role_of(word: str) -> Role | None:
    words = vocabulary()
    if role := words.roles.get(word):
        return role
    for pattern, named in words.role_patterns:
        if pattern.fullmatch(word):
            return named
    label = word.rstrip("%")
    short = len(label) <= _SHORT and label.endswith(words.tally_endings)
    return "tally" if short or word in words.signatures else None


def _diagonal(text: str) -> Role | None:
    """A corner cell that names both directions (日期 / 项目) stands above the items."""
    parts = text.split()
    roles = {_role_of(key(part)) for part in parts} if len(parts) == 2 else set()
    return "item" if "item" in roles and None not in roles else None
