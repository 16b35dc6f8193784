"""How a template looks: entry cells white, what is printed on quiet paper."""

from __future__ import annotations

import math
import unicodedata

from qc.sheetstyle import PAPER, QUIET

RULE = "#AEB6BF"
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


def text_width(text: str) -> int:
    """Width in columns of a digit: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def height_of(text: str, width: float) -> float:
    """Height in points of a text that wraps in a column so many digits wide."""
    lines = sum(max(1, math.ceil(text_width(part) / (width - 3))) for part in text.split("\n"))
    return min(TALLEST, LINE * lines + 5)
