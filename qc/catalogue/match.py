"""Which line of which standard a text of a sheet means. Exact or not at all; near misses are
offered, never taken.

Exact means the same letters and digits (`qc.text.normal_form`) as the item's code, its text in
either language or one of its aliases, with or without a line number before it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz, process

from qc.catalogue.model import Catalogue, Checklist, Item
from qc.text import normal_form

NEAR = 65.0  # below this WRatio (0 to 100) short Chinese texts share one word and no meaning
OFFERED = 3
ENOUGH = 0.5  # the share of a sheet's items from which they tell the checklist, whatever its title

_LINE_NUMBER = re.compile(r"\s*(?:[①-⑳]|[(（]\d{1,2}[)）]|\d{1,2}(?:[、,，)）]|[.．](?!\d)))")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An item that a text resembles; `score` is rapidfuzz's WRatio, 0 to 100."""

    item: Item
    score: float


@dataclass(frozen=True, slots=True)
class ItemMatch:
    """A text and the item that it names, if any."""

    text: str
    item: Item | None
    checklist: Checklist = field(repr=False, compare=False)

    @property
    def suggestions(self) -> tuple[Suggestion, ...]:
        """Without an item, those that the text resembles, best first; looked for when asked."""
        return () if self.item else _near(self.checklist, self.text)


@dataclass(frozen=True, slots=True)
class Identification:
    """The standard that a sheet follows. `matched` is the share of its distinct item texts that
    the checklist knows; `by` is what decided."""

    checklist: str | None
    indicator: str | None
    matched: float
    by: Literal["items", "title", "none"]


def match_items(checklist: Checklist, texts: Iterable[str]) -> tuple[ItemMatch, ...]:
    """One match a text, in their order."""
    return tuple(ItemMatch(text, _exact(checklist, text), checklist) for text in texts)


def identify_checklist(
    catalogue: Catalogue,
    title: str,
    item_texts: Iterable[str],
    among: Container[str] | None = None,
) -> Identification:
    """The checklist of a sheet: the one that knows at least half of its items, else the one with
    the longest word in the title; two that are equal in both are not told apart by a guess.

    `among` are the codes of those that it can be, all unless given. Without a checklist the
    indicator may still be known from the title.
    """
    shares = _shares(catalogue, list(dict.fromkeys(item_texts)))
    possible = [c for c in catalogue.checklists.values() if among is None or c.code in among]
    well_known = [c for c in possible if shares[c.code] >= ENOUGH]
    words = {c.code: _longest_word(c.title_forms, title) for c in well_known or possible}
    by_items = {c.code: (shares[c.code], words[c.code]) for c in well_known}
    by_title = {code: (word, shares[code]) for code, word in words.items() if word}
    if found := _clear_winner(by_items or by_title):
        indicator = catalogue.checklists[found].indicator
        return Identification(found, indicator, shares[found], "items" if by_items else "title")
    named = identify_indicator(catalogue, title)
    return Identification(None, named, 0.0, "title" if named else "none")


def identify_indicator(catalogue: Catalogue, title: str) -> str | None:
    """The indicator with the longest of its names in a title; None where none or several are.

    A parent is never told: its rate is its children's, no sheet reports to it.
    """
    indicators = catalogue.indicators.values()
    words = {i.code: (_longest_word(map(normal_form, i.names), title),) for i in indicators}
    found = _clear_winner({code: word for code, word in words.items() if word[0]})
    return None if found is None or catalogue.children(found) else found


def _exact(checklist: Checklist, text: str) -> Item | None:
    known = checklist.by_name
    whole, unnumbered = _forms(text)
    return known.get(whole) or known.get(unnumbered)


@lru_cache(maxsize=16_384)
def _forms(text: str) -> tuple[str, str]:
    """A text as names are compared, with and without the line number before it."""
    number = _LINE_NUMBER.match(text)
    return normal_form(text), normal_form(text[number.end() :] if number else text)


def _near(checklist: Checklist, text: str) -> tuple[Suggestion, ...]:
    hits = process.extract(
        normal_form(text), checklist.by_name.keys(), scorer=fuzz.WRatio, score_cutoff=NEAR,
        limit=OFFERED * 4,  # an item has several names: enough of them for three items
    )  # fmt: skip
    best: dict[str, Suggestion] = {}
    for name, score, _ in hits:
        item = checklist.by_name[name]
        best.setdefault(item.code, Suggestion(item, score))
    return tuple(best.values())[:OFFERED]


def _shares(catalogue: Catalogue, texts: Sequence[str]) -> Mapping[str, float]:
    """The share of the texts that each checklist knows, by its code; 0 for any other."""
    none: frozenset[str] = frozenset()
    known = catalogue.by_name
    found = Counter(
        code
        for whole, unnumbered in map(_forms, texts)
        for code in known.get(whole, none) | known.get(unnumbered, none)
    )
    return defaultdict(float, {code: count / len(texts) for code, count in found.items()})


def _longest_word(forms: Iterable[str], title: str) -> int:
    plain = normal_form(title)
    return max((len(form) for form in forms if form and form in plain), default=0)


def _clear_winner(evidence: Mapping[str, tuple[float, ...]]) -> str | None:
    ranked = sorted(evidence, key=lambda code: evidence[code], reverse=True)
    if not ranked or (len(ranked) > 1 and evidence[ranked[0]] == evidence[ranked[1]]):
        return None
    return ranked[0]
