"""How a template looks: a font that every Windows has, quiet paper, entry cells white."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from typing import Any

from xlsxwriter import Workbook

FONT = "微软雅黑"
INK, QUIET, RULE, PAPER = "#1F2933", "#55606C", "#AEB6BF", "#F3F5F7"
DANGER = "#B42318"
"""For what endangers a person: critical items, and nothing else."""
ASKING = "#FBEADF"
"""Behind a mark that asks for something."""
LINE = 17.0
"""Height of a line of 10 pt text, in points."""
TALLEST = 409.0

BOXED = {"border": 1, "border_color": RULE}
TITLE = {"bold": True, "font_size": 16, "align": "center"}
CLINIC = {"font_size": 10, "font_color": QUIET, "align": "center"}
LABEL = {"font_color": QUIET, "align": "right"}
FILLED = {"bottom": 1, "bottom_color": QUIET, "locked": False, "indent": 1}
HEAD = {**BOXED, "bold": True, "bg_color": PAPER, "align": "center", "text_wrap": True}
FIXED = {**BOXED, "text_wrap": True, "indent": 1}
NUMBER = {**BOXED, "align": "center", "font_color": QUIET}
CRITICAL = {**BOXED, "align": "center", "font_color": DANGER, "font_size": 8, "text_wrap": True}
NOTE = {"font_color": QUIET, "font_size": 9, "text_wrap": True}
ENTRY = {**BOXED, "locked": False, "align": "center"}
WORDS = {**BOXED, "locked": False, "text_wrap": True, "indent": 1}

Look = Mapping[str, object]


class Book:
    """The workbook that is being written, and its formats by property: made once each."""

    def __init__(self, target: Any) -> None:
        self.workbook = Workbook(target, {
            "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
            "default_format_properties": {
                "font_name": FONT, "font_size": 10, "font_scheme": "none",
            },
        })  # fmt: skip
        self._formats: dict[frozenset[tuple[str, object]], Any] = {}

    def format(self, base: Look, **more: object) -> Any:
        """The format with these properties, the same object for the same properties."""
        properties = {"font_color": INK, "valign": "vcenter", **base, **more}
        key = frozenset(properties.items())
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(properties)
        return self._formats[key]


def text_width(text: str) -> int:
    """Width in columns of a digit: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def height_of(text: str, width: float) -> float:
    """Height in points of a text that wraps in a column so many digits wide."""
    lines = sum(max(1, math.ceil(text_width(part) / (width - 3))) for part in text.split("\n"))
    return min(TALLEST, LINE * lines + 5)
