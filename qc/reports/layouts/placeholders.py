"""Placeholders in a layout: {{rate:disinfection:2026-10}}, {{findings.item}}, {{合格率:消毒隔离}}."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

FORM = re.compile(r"[{｛]{2}\s*([^{}｛｝]+?)\s*[}｝]{2}")
"""Braces and colons as a Chinese keyboard types them do as well."""
_BRACES = re.compile(r"[{｛]{2}|[}｝]{2}")


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
        name, *given = (part.strip() for part in re.split("[:：]", found[1]))
        table, dot, column = unicodedata.normalize("NFKC", name).casefold().partition(".")
        yield Placeholder(found[0], table.strip(), column.strip() if dot else "", tuple(given))


def is_meant(text: str) -> bool:
    """Whether a text holds placeholders, or what looks like an attempt at one."""
    return bool(_BRACES.search(text))


def is_unfinished(text: str) -> bool:
    """Whether braces are left that no placeholder closes: {{clinic}."""
    return is_meant(FORM.sub("", text))


def filled(text: str, say: Callable[[Placeholder], str]) -> str:
    """A text with what stands for each of its placeholders."""
    told = iter(list(placeholders(text)))
    return FORM.sub(lambda _: say(next(told)), text)
