"""How the workbook looks: a font, a few colours, formats made once each.

Colour only where something is asked of the reader: blue-green for met, orange-brown for missed,
told apart by shape and word as well.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from xlsxwriter import Workbook

from qc.locale import Translator

FONT = "微软雅黑"
INK = "#1F2933"
QUIET = "#55606C"
RULE = "#D5DAE0"
PAPER = "#F3F5F7"
MET = "#0B6E75"
MISSED = "#B0490B"

# Text is never a formula nor a link. Without "none" the theme's font would replace ours.
WORKBOOK_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
DEFAULT_FONT = {"font_name": FONT, "font_size": 10, "font_scheme": "none"}

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
class Book:
    """The workbook that is being written, the reader's words, and its formats by property."""

    workbook: Any
    t: Translator
    _formats: dict[frozenset[tuple[str, object]], Any] = field(default_factory=dict)

    @classmethod
    def on(cls, target: Any, t: Translator) -> Book:
        """An empty workbook that will be written to the target; the writer keeps the options it
        is given, hence the copy."""
        options = {**WORKBOOK_OPTIONS, "default_format_properties": dict(DEFAULT_FONT)}
        return cls(Workbook(target, options), t)

    def format(self, base: dict[str, Any] | None = None, **more: object) -> Any:
        """The format with these properties, the same object for the same properties."""
        properties = {"font_color": INK, "valign": "vcenter", **(base or {}), **more}
        key = frozenset(properties.items())
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(properties)
        return self._formats[key]


def chart_font(size: int = 9, color: str = QUIET, **more: object) -> dict[str, object]:
    """A font for chart texts; charts do not inherit the sheet's."""
    return {"name": FONT, "size": size, "color": color, "bold": False, **more}
