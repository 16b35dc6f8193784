"""How the report looks.

Colour only where something is asked of the reader: blue-green for met, orange-brown for missed,
told apart by shape and word as well.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from qc import sheetstyle
from qc.locale import Translator
from qc.sheetstyle import FONT, PAPER, QUIET

RULE = "#D5DAE0"
MET = "#0B6E75"
MISSED = "#B0490B"

TITLE = {"bold": True, "font_size": 14, "text_wrap": True, "indent": 1}
CAPTION = {"font_color": QUIET, "font_size": 9, "indent": 1}
HEAD = {
    "bold": True, "bg_color": PAPER, "text_wrap": True, "bottom": 1, "bottom_color": QUIET,
    "indent": 1,
}  # fmt: skip
HEAD_RIGHT = {**HEAD, "align": "right"}
CELL = {"bottom": 1, "bottom_color": RULE, "text_wrap": True, "indent": 1}
NUMBER = {"bottom": 1, "bottom_color": RULE, "align": "right", "indent": 1}
COUNT = {**NUMBER, "num_format": "#,##0"}


@dataclass(frozen=True)
class Book(sheetstyle.Book):
    """The workbook that is being written and the reader's words."""

    t: Translator = field(kw_only=True)

    @classmethod
    def on(cls, target: Any, t: Translator) -> Book:
        """An empty workbook that will be written to the target."""
        return cls(sheetstyle.new_workbook(target), t=t)


def chart_font(size: int = 9, color: str = QUIET, **more: object) -> dict[str, object]:
    """A font for chart texts; charts do not inherit the sheet's."""
    return {"name": FONT, "size": size, "color": color, "bold": False, **more}
