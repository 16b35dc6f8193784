"""Under which names placeholders may be written: those of the vocabulary, and their Chinese ones."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from rapidfuzz import fuzz, process

SHOWN = 16
"""Of more names than these only the nearest are told."""


@cache
def chinese(sort: str) -> Mapping[str, str]:
    """The Chinese name of each word, table or column."""
    read = tomllib.loads(files(__package__).joinpath("chinese.toml").read_text("utf-8"))
    return MappingProxyType(read[sort])


def chinese_column(table: str, column: str) -> str:
    """The Chinese name of a table's column; those of the indicators are words."""
    if table == "indicators" and column in chinese("words"):
        return chinese("words")[column]
    return chinese("columns").get(column) or chinese("words")[column]


def same(text: str) -> str:
    """A name in the form in which names are compared."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def known_as(written: str, sort: str, names: Iterable[str]) -> str | None:
    """Which of these names is meant; None where none is."""
    told = chinese(sort)
    for name in names:
        if same(written) in (name, same(told.get(name, name))):
            return name
    return None


def nearest(written: str, names: Iterable[str]) -> list[str]:
    """Names that may have been meant, the likeliest first; all where they are few."""
    all_names = list(names)
    most = len(all_names) if len(all_names) <= SHOWN else 5
    found = process.extract(written, all_names, scorer=fuzz.ratio, processor=same, limit=most)
    return [name for name, *_ in found]
