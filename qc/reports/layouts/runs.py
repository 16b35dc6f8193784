"""Texts that a program has split into runs: what stands for a placeholder comes into the run in which it
begins, in that run's type."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qc.reports.layouts.placeholders import FORM, Placeholder, placeholders
from qc.reports.layouts.xml import Element
from qc.reports.office import plain

Say = Callable[[Placeholder], str]


def text_of(texts: Sequence[Element]) -> str:
    """What these elements say together."""
    return "".join(each.text or "" for each in texts)


def fill_runs(texts: Sequence[Element], say: Say) -> None:
    """Fill every placeholder of a text that is split over elements."""
    for found in reversed(list(FORM.finditer(text_of(texts)))):
        told = plain(say(next(placeholders(found[0]))))
        if told != found[0]:
            _replace(texts, found.start(), found.end(), told)


def _replace(texts: Sequence[Element], start: int, end: int, told: str) -> None:
    at = 0
    for each in texts:
        text = each.text or ""
        first, last = at, at + len(text)
        at = last
        if last <= start or first >= end:
            continue
        before, after = text[: max(0, start - first)], text[max(0, end - first) :]
        each.text = before + (told if first <= start else "") + (after if end <= last else "")
