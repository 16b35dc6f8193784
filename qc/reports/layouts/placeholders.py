"""Placeholders in a layout: {{rate:disinfection:2026-10}}, {{findings.item}}."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

FORM = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")


@dataclass(frozen=True)
class Placeholder:
    """One placeholder: `name` with its `given` parts, or the `column` of the table `name`."""

    written: str
    name: str
    column: str
    given: tuple[str, ...]


@dataclass(frozen=True)
class Fault:
    """What cannot be filled, and where: "月报!C5", "3/表格 1"."""

    place: str
    written: str
    why: str


def placeholders(text: str) -> Iterator[Placeholder]:
    """The placeholders of a text, in their order."""
    for found in FORM.finditer(text):
        name, *given = (part.strip() for part in found[1].split(":"))
        table, dot, column = name.partition(".")
        yield Placeholder(found[0], table, column if dot else "", tuple(given))


def filled(text: str, say: Callable[[Placeholder], str]) -> str:
    """A text with what stands for each of its placeholders."""
    told = iter(list(placeholders(text)))
    return FORM.sub(lambda _: say(next(told)), text)
