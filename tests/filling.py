"""A template before the nurse who fills it in, and what must come of what she writes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from qc.catalogue.model import Checklist
from qc.templates.build import subject
from qc.templates.forms import load_forms
from qc.templates.page import columns_of
from qc.text import normal_form
from qc.words import Outcome
from qc.workspace import Workspace

HEAD_ROW = 5
DAYS = (dt.date(2026, 10, 9), dt.date(2026, 10, 12), dt.date(2026, 10, 30))
UNIT, INSPECTOR = "治疗室", "李敏"
P, F, NA = Outcome.PASS, Outcome.FAIL, Outcome.NA


class Told(NamedTuple):
    """A result as it must come in; `item` is its code, or its text where no standard has it."""

    cell: str
    date: dt.date
    unit: str
    subject: str
    item: str
    outcome: Outcome | None
    checked: int
    passed: int
    figure: float | None = None


@dataclass
class Filled:
    """What was written: every result, and the findings of the clinic that are pointed at."""

    results: set[Told] = field(default_factory=set)
    findings: set[tuple[str, str]] = field(default_factory=set)


@dataclass
class Form:
    """An empty template before the nurse."""

    sheet: Any
    workspace: Workspace
    checklist: Checklist
    told: Filled = field(default_factory=Filled)

    @property
    def columns(self) -> dict[str, int]:
        about = subject(self.workspace, self.checklist)
        form = load_forms().form(self.checklist)
        return {c.key: n for n, c in enumerate(columns_of(about, form), start=1)}

    @property
    def half(self) -> str:
        """What stands in the drop-down for a line that is met in part."""
        half = load_forms().form(self.checklist).half
        return half.of(self.workspace.language) if half else ""

    @property
    def first_row(self) -> int:
        """The row that is numbered 1."""
        return next(row for row in range(HEAD_ROW, 12) if self.sheet.cell(row, 1).value == 1)

    def head(self, **said: Any) -> None:
        """Fill the fields above the table, by their order."""
        labels = [cell for cell in self.sheet[3] if str(cell.value or "").endswith("：")]
        names = load_forms().form(self.checklist).strip
        for name, label in zip(names, labels, strict=True):
            if name in said:
                spans = (r for r in self.sheet.merged_cells.ranges if label.coordinate in r)
                last = next((span.max_col for span in spans), label.column)
                self.sheet.cell(3, last + 1).value = said[name]

    def line(self, number: int, **values: Any) -> dict[str, str]:
        """Write a line; where each value went."""
        row = self.first_row + number
        for key, value in values.items():
            self.sheet.cell(row, self.columns[key]).value = value
        return {key: self.sheet.cell(row, col).coordinate for key, col in self.columns.items()}

    def expect(
        self, cell: str, item: str, outcome: Outcome | None, *, date: dt.date = DAYS[0],
        unit: str = UNIT, whose: str = "", of: tuple[int, int] | None = None, figure: float | None = None,
    ) -> None:  # fmt: skip
        checked, passed = of or (int(outcome in (P, F, Outcome.PARTIAL)), int(outcome is P))
        self.told.results.add(Told(cell, date, unit, whose, item, outcome, checked, passed, figure))

    def items(self, *else_these: str) -> list[str]:
        """The items that can be chosen or, without a standard's, are written."""
        return [item.text.zh for item in self.checklist.items] or list(else_these)

    def code(self, text: str) -> str:
        item = self.checklist.by_name.get(normal_form(text))
        return item.code if item else text
