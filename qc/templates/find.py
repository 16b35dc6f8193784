"""Which checklist a person means: its code, its name, or a word of its title."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz, process

from qc.catalogue.model import Catalogue, Checklist
from qc.errors import UsageError
from qc.locale import N_
from qc.text import normal_form

_NEAR = 50.0  # WRatio, 0 to 100: a mistyped name still shares half of its signs
_OFFERED = 3


def find_checklist(catalogue: Catalogue, asked: str) -> Checklist:
    """The one checklist of this code, name or title word, or with it in its name.

    Raises UsageError, with the nearest names, when none or several are meant.
    """
    word = normal_form(asked)
    for fits in (_exactly, _within):
        found = [c for c in catalogue.checklists.values() if word and fits(word, c)]
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(
                N_('"{asked}" means several checklists: {names}.'),
                N_("Name one of them by its code."),
                asked=asked,
                names=_listed(found),
            )
    raise _unknown(catalogue, asked)


def _names(checklist: Checklist) -> Iterator[str]:
    words = (checklist.code, checklist.name.zh, checklist.name.en, *checklist.titles)
    return map(normal_form, words)


def _exactly(word: str, checklist: Checklist) -> bool:
    return word in _names(checklist)


def _within(word: str, checklist: Checklist) -> bool:
    return any(word in name for name in _names(checklist))


def _unknown(catalogue: Catalogue, asked: str) -> UsageError:
    every = list(catalogue.checklists.values())
    near = _nearest(every, normal_form(asked))
    return UsageError(
        N_('There is no checklist "{asked}".'),
        N_("Did you mean {names}?") if near else N_("There are these: {names}."),
        asked=asked,
        names=_listed(near or every),
    )


def _nearest(every: list[Checklist], word: str) -> list[Checklist]:
    """At most three, the nearest first, each by its nearest name."""
    owner = {name: n for n, checklist in enumerate(every) for name in _names(checklist)}
    hits = process.extract(word, owner.keys(), scorer=fuzz.WRatio, score_cutoff=_NEAR, limit=None)
    places = dict.fromkeys(owner[name] for name, _, _ in hits)
    return [every[n] for n in places][:_OFFERED]


def _listed(checklists: list[Checklist]) -> str:
    return "、".join(f"{c.code} {c.name.zh}" for c in checklists)
