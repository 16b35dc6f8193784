"""The words of the sheets as data (vocabulary.toml): roles of headers, marks, notes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Literal, get_args

from qc.ingest.text import key
from qc.words import Outcome

_SHORT = 8  # signs: a longer text that ends in 合格率 is an item about it

Role = Literal[
    "number", "group", "item", "mark", "date", "unit", "subject", "inspector", "round", "remark",
    "points", "tally",
]  # fmt: skip


@dataclass(frozen=True)
class Vocabulary:
    """Every word under its key; see vocabulary.toml for what each table means."""

    roles: Mapping[str, Role]
    marks: Mapping[str, Outcome]
    repeats: frozenset[str]
    note_starts: tuple[str, ...]
    instruction_sheets: frozenset[str]
    unit_endings: tuple[str, ...]
    unit_in_title: re.Pattern[str]
    general_units: tuple[str, ...]
    shifts: frozenset[str]
    closed: frozenset[str]
    stock: frozenset[str]
    scale: frozenset[str]
    planned: tuple[str, ...]
    summaries: tuple[str, ...]
    amounts: tuple[str, ...]
    tally_endings: tuple[str, ...]
    signatures: frozenset[str]

    @cached_property
    def verdicts(self) -> frozenset[str]:
        """The marks that are words, as a column may be named by them; not 1, x or √."""
        return frozenset(mark for mark in self.marks if "\u4e00" <= mark[0] <= "\u9fff")


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary that ships with the program, read once."""
    data = tomllib.loads((files("qc.ingest") / "vocabulary.toml").read_text(encoding="utf-8"))
    unknown = set(data["roles"]) - set(get_args(Role))
    if unknown:
        raise ValueError(f"vocabulary.toml names unknown roles: {sorted(unknown)}")
    return Vocabulary(
        roles={key(word): role for role, words in data["roles"].items() for word in words},
        marks={key(m): Outcome(name) for name, marks in data["marks"].items() for m in marks},
        repeats=frozenset(data["repeat"]["marks"]),
        note_starts=tuple(key(word) for word in data["notes"]["starts"]),
        instruction_sheets=frozenset(key(name) for name in data["instructions"]["names"]),
        unit_endings=tuple(data["units"]["endings"]),
        unit_in_title=_unit_in_title(data["unit_in_title"]),
        general_units=tuple(data["unit_in_title"]["general"]),
        shifts=_keys(data["shifts"]["words"]),
        closed=_keys(data["closed"]["words"]),
        stock=_keys(data["other_kinds"]["stock"]),
        scale=_keys(data["other_kinds"]["scale"]),
        planned=tuple(data["other_kinds"]["planned"]),
        summaries=tuple(data["summaries"]["words"]),
        amounts=tuple(data["numbers"]["words"]),
        tally_endings=tuple(data["tally_endings"]["words"]),
        signatures=_keys(data["signatures"]["words"]),
    )


def _unit_in_title(data: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """A name at the beginning that soon is followed by what is checked; not the first of several."""
    endings, words = "|".join(data["endings"]), "|".join(data["words"])
    return re.compile(
        rf"([\u4e00-\u9fff]{{1,7}}?(?:{endings})(?!室))\s*(?=[^\s、，,/及和与]{{0,4}}(?:{words})|$)"
    )


def _keys(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(key, words))


def role_of(text: str) -> Role | None:
    """The role that a header, a row label or a strip label names; None for any other text."""
    return _role_of(key(text)) or _diagonal(text)


@lru_cache(maxsize=16_384)
def _role_of(word: str) -> Role | None:
    words = vocabulary()
    if role := words.roles.get(word):
        return role
    label = word.rstrip("%")
    short = len(label) <= _SHORT and label.endswith(words.tally_endings)
    return "tally" if short or word in words.signatures else None


def _diagonal(text: str) -> Role | None:
    """A corner cell that names both directions (日期 / 项目) stands above the items."""
    parts = text.split()
    roles = {_role_of(key(part)) for part in parts} if len(parts) == 2 else set()
    return "item" if "item" in roles and None not in roles else None
