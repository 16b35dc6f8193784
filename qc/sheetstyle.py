"""How every workbook looks that the program writes: one font that every Windows has, dark ink on quiet
paper, formats made once each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter import Workbook

FONT = "微软雅黑"
INK, QUIET, PAPER = "#1F2933", "#55606C", "#F3F5F7"

Look = Mapping[str, object]


@dataclass(frozen=True)
class Book:
    """A workbook that is being written, and its formats by property."""

    workbook: Any
    _formats: dict[frozenset[tuple[str, object]], Any] = field(default_factory=dict, init=False)

    def format(self, base: Look | None = None, **more: object) -> Any:
        """The format with these properties, the same object for the same properties."""
        properties = {"font_color": INK, "valign": "vcenter", **(base or {}), **more}
        key = frozenset(properties.items())
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(properties)
        return self._formats[key]


def new_workbook(target: Any) -> Any:
    """An empty workbook that will be written to the target, a path or a stream. Text in it is never a
    formula nor a link; without the scheme "none" the theme's font would replace ours."""
    font = {"font_name": FONT, "font_size": 10, "font_scheme": "none"}
    return Workbook(target, {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "default_format_properties": font,
    })  # fmt: skip
