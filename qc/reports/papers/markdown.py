"""A paper as Markdown, to be read on the screen or put into a document; no text in it is markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import assert_never

from qc.locale import Translator
from qc.reports.papers.model import (
    Block,
    Bullets,
    Heading,
    Paper,
    Pictures,
    Room,
    Sentence,
    Signatures,
    Table,
)
from qc.text import printable

_MARKUP = re.compile(r"([\\`*_\[\]<>|#~])")


def render(paper: Paper, t: Translator) -> str:
    """The text, its title first. What is only for paper (lines to write on) is left out."""
    parts = [f"# {_plain(paper.title)}", *(_text(block, t) for block in paper.blocks)]
    about = [_plain(paper.about)] if paper.about else []
    return "\n\n".join(part for part in (*parts, *about) if part)


def _text(block: Block, t: Translator) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * (level + 1)} {_plain(text)}"
        case Sentence(text):
            return _plain(text)
        case Bullets(lines):
            return "\n".join(f"- {_plain(line)}" for line in lines)
        case Table():
            return "\n".join(_table(block))
        case Pictures(shown):
            return "\n".join(f"- {_plain(each.caption)}" for each in shown)
        case Room():
            return ""
        case Signatures(who):
            return t("To be signed by: {who}", who=t(", ").join(map(_plain, who)))
        case _:
            assert_never(block)


def _table(block: Table) -> Iterator[str]:
    yield f"| {' | '.join(_plain(column.head) for column in block.columns)} |"
    yield f"|{'|'.join('---:' if column.right else '---' for column in block.columns)}|"
    for row in block.rows:
        yield f"| {' | '.join(_plain(cell) for cell in row)} |"


def _plain(written: str) -> str:
    """Text on one line that Markdown shows as it is."""
    return _MARKUP.sub(r"\\\1", " ".join(printable(written).split()))
