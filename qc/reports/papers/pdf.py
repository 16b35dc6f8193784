"""A paper as PDF: tagged, its text selectable, the same bytes for the same paper."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

import typst

from qc.errors import QcError
from qc.locale import N_, Translator
from qc.reports.office import colour_of, plain
from qc.reports.papers.model import FOLLOWED, Block, Paper, Pictures, Signatures, Table
from qc.reports.papers.tables import is_tall

TEMPLATE = Path(__file__).with_name("paper.typ")
FONTS = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", "SimHei",
    "SimSun", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback",
)  # fmt: skip
"""Fonts with Chinese characters, the best first: of Linux, Windows and macOS."""


def render(paper: Paper, t: Translator) -> bytes:
    """The document's bytes. QcError where no font of this machine has Chinese characters: boxes in their
    place would be handed out unread."""
    data = {
        "title": plain(paper.title),
        "about": plain(paper.about),
        "source": plain(paper.source),
        "language": paper.language,
        "date": t("Date:"),
        "page": t("page {page} of {pages}", page="\1", pages="\2"),
        "fonts": [*_fonts()],
        "blocks": [
            _data(block, t) | {"stays": isinstance(following, FOLLOWED)}
            for block, following in zip_longest(paper.blocks, paper.blocks[1:])
        ],
    }
    made = typst.compile(
        str(TEMPLATE), format="pdf", sys_inputs={"paper": json.dumps(data)}, timestamp=0
    )
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> tuple[str, ...]:
    """The fonts of this machine that are in the list; looked for once, for it takes a second."""
    here = set(typst.Fonts().families())
    found = tuple(name for name in FONTS if name in here)
    if not found:
        raise QcError(
            N_("This computer has no font with Chinese characters, so no PDF can be made."),
            N_("Install one (on Debian or Ubuntu: fonts-noto-cjk), or make the paper as .docx."),
        )
    return found


def _data(block: Block, t: Translator) -> dict[str, Any]:
    """A block as the template reads it."""
    kind = type(block).__name__.lower()
    if isinstance(block, Table):
        marks = block.marks or ("",) * len(block.rows)
        rows = [
            {
                "cells": [plain(text) for text in row],
                "colour": colour_of(mark) if mark else "",
                "tall": is_tall(block, row),
            }
            for row, mark in zip(block.rows, marks, strict=True)
        ]
        columns = [asdict(column) | {"head": plain(column.head)} for column in block.columns]
        return {"kind": kind, "columns": columns, "rows": rows, "marked": block.marked}
    if isinstance(block, Pictures):
        shown = [{"content": [*p.content], "caption": plain(p.caption)} for p in block.shown]
        return {"kind": kind, "shown": shown}
    if isinstance(block, Signatures):
        colon = "：" if t.language == "zh" else ":"
        return {"kind": kind, "who": [plain(name) + colon for name in block.who]}
    told = {
        name: plain(value) if isinstance(value, str) else value
        for name, value in asdict(block).items()
    }
    if "lines" in told and not isinstance(told["lines"], int):
        told["lines"] = [plain(line) for line in told["lines"]]
    return {"kind": kind, **told}
