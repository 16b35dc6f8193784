"""One sheet of the clinic's workbook: its cells with placeholders filled, its tables grown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import pairwise
from numbers import Real

from openpyxl.utils.cell import rows_from_range
from openpyxl.utils.datetime import to_excel

from qc.analysis.display import NO_DATA
from qc.errors import QcError, UsageError
from qc.locale import N_
from qc.reports.layouts.answers import Line, check_column, lines_of, said_of, value_of
from qc.reports.layouts.cells import (
    LONGEST,
    PLACE,
    cell_at,
    fill_text,
    number_cells,
    set_number,
    set_text,
    texts_of,
)
from qc.reports.layouts.placeholders import (
    FORM,
    Fault,
    Placeholder,
    filled,
    is_meant,
    is_unfinished,
    placeholders,
)
from qc.reports.layouts.references import Shift
from qc.reports.layouts.runs import text_of
from qc.reports.layouts.source import Source
from qc.reports.layouts.vocabulary import Value
from qc.reports.layouts.xml import Element, tag

LONGEST_HEAD = 255
"""Signs that a header or footer holds at most."""


@dataclass(frozen=True)
class Looks:
    """What sheets of a workbook share: its texts, the styles that show days, the day that it counts from."""

    texts: Sequence[Element]
    dates: frozenset[int]
    epoch: dt.datetime


@dataclass
class Sheet:
    """A sheet while it is being filled: `tree` its XML, `puts` what a mapping puts into cells of it.

    Afterwards `shift` says which rows came in, `rows` of which row of the layout each row is a copy,
    `is_filled` whether anything was put in.
    """

    name: str
    tree: Element
    looks: Looks
    puts: Mapping[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    shift: Shift = field(default_factory=lambda: Shift({}))
    rows: dict[int, int] = field(default_factory=dict)
    is_filled: bool = False

    def fill(self, source: Source) -> None:
        """Fill every placeholder, or note why one cannot be."""
        data = self.tree.find(tag("sheetData"))
        number_cells(data)
        self._put(source)
        added: dict[int, int] = {}
        moved = 0
        for row in list(data.findall(tag("row"))):
            number = int(row.get("r"))
            copies = self._filled(row, source)
            for at, copy in enumerate(copies):
                self.rows[number + moved + at] = number
                _renumber(copy, number + moved + at)
            if len(copies) > 1:
                added[number] = len(copies) - 1
                moved += len(copies) - 1
        self.shift = Shift(added)
        self._fill_heads(source)

    def _put(self, source: Source) -> None:
        """What the mapping says stands in its cells as if it were written there."""
        hidden = self._hidden()
        for place, text in self.puts.items():
            if place in hidden:
                said = source.t("The cell is merged into {cell}: name that one.", cell=hidden[place])  # fmt: skip
                self.faults.append(Fault(f"{self.name}!{place}", text, said))
                continue
            set_text(cell_at(self.tree, place), text)
            self.is_filled = True

    def _hidden(self) -> dict[str, str]:
        """The cells that are merged into another, of those that a mapping names."""
        found: dict[str, str] = {}
        for each in self.tree.iter(tag("mergeCell")) if self.puts else ():
            cells = [cell for row in rows_from_range(each.get("ref")) for cell in row]
            found |= {place: cells[0] for place in self.puts if place in cells[1:]}
        return found

    def _filled(self, row: Element, source: Source) -> list[Element]:
        """A row filled; of a table once for each line, once without figures where there is none."""
        asked = list(self._asked(row))
        if not asked:
            return [row]
        self.is_filled = True
        columns = [
            (cell, each) for cell, text in asked for each in placeholders(text) if each.column
        ]
        lines = self._lines(columns, source) if columns else []
        copies = [row, *(deepcopy(row) for _ in lines[1:])]
        for before, copy in pairwise(copies):
            before.addnext(copy)
        told: list[Line | None] = [*lines] or [None]
        for copy, line in zip(copies, told, strict=True):
            for cell, text in self._asked(copy) if copy is not row else asked:
                self._write(cell, text, line, source)
        if columns and not lines:
            _none([cell for cell, _ in columns])
        return copies

    def _asked(self, row: Element) -> Iterator[tuple[Element, str]]:
        """The cells of a row that hold placeholders, or what looks like them."""
        for cell in row.findall(tag("c")):
            formula = cell.find(tag("f"))
            if formula is not None:
                if FORM.search(formula.text or ""):
                    yield cell, formula.text
                continue
            text = text_of(texts_of(cell, self.looks.texts))
            if is_meant(text):
                yield cell, text

    def _lines(self, asked: list[tuple[Element, Placeholder]], source: Source) -> list[Line]:
        """The lines by which a row is repeated; none where it cannot be told which, which is noted."""
        wrong = len(self.faults)
        for cell, each in asked:
            try:
                check_column(each)
            except QcError as fault:
                self._fault(cell, each.written, fault, source)
        if len(self.faults) > wrong:
            return []
        try:
            return lines_of([each for _, each in asked], source)
        except QcError as fault:
            self._fault(asked[0][0], " ".join(each.written for _, each in asked), fault, source)
            return []

    def _write(self, cell: Element, text: str, line: Line | None, source: Source) -> None:
        """A placeholder alone becomes its value, one within a text its words."""
        if cell.find(tag("f")) is not None or is_unfinished(text):
            self._fault(cell, text, _unusable(text), source)
            return
        alone = FORM.fullmatch(text.strip())
        try:
            if alone and isinstance(value := self._value(text, line, source), (Real, dt.date)):
                self._set(cell, value)
            else:
                fill_text(cell, self.looks.texts, lambda each: self._said(each, line, source, alone=bool(alone)))  # fmt: skip
                if not text_of(texts_of(cell, ())):
                    set_text(cell, "")
        except QcError as fault:
            self._fault(cell, text, fault, source)

    def _value(self, text: str, line: Line | None, source: Source) -> Value:
        asked = next(placeholders(text))
        return "" if asked.column and line is None else value_of(asked, source, line)

    def _said(self, each: Placeholder, line: Line | None, source: Source, *, alone: bool) -> str:
        if each.column and line is None:
            return ""
        told = value_of(each, source, line) if alone else said_of(each, source, line)
        said = NO_DATA if told is None else str(told)
        if len(said) > LONGEST:
            raise UsageError(N_("The text is longer than a cell can hold."), N_("Ask for fewer."))
        return said

    def _set(self, cell: Element, value: Real | dt.date) -> None:
        if not isinstance(value, dt.date):
            set_number(cell, repr(int(value) if isinstance(value, int) else float(value)))
        elif int(cell.get("s", 0)) in self.looks.dates:
            set_number(cell, str(int(to_excel(value, epoch=self.looks.epoch))))
        else:
            set_text(cell, value.isoformat())

    def _fill_heads(self, source: Source) -> None:
        """Headers and footers, in which "&" begins a command."""
        for each in self.tree.iterfind(f"{tag('headerFooter')}/*"):
            if not is_meant(each.text or ""):
                continue
            about = source.t("header and footer")
            self.is_filled, place = True, f"{self.name}!{about}"
            try:
                if is_unfinished(each.text):
                    raise _unusable(each.text)
                told = filled(each.text, lambda asked: said_of(asked, source).replace("&", "&&"))
                if len(told) > LONGEST_HEAD:
                    raise UsageError(
                        N_("The text is longer than a header can hold."),
                        N_("Ask for less there."),
                    )
                each.text = told
            except QcError as fault:
                self.faults.append(Fault(place, each.text, fault.sentence(source.t)))

    def _fault(self, cell: Element, written: str, fault: QcError, source: Source) -> None:
        place = f"{self.name}!{cell.get('r')}"
        self.faults.append(Fault(place, written, fault.sentence(source.t)))


def _unusable(text: str) -> UsageError:
    if is_unfinished(text):
        return UsageError(
            N_("A placeholder is not closed."), N_("Write two braces before it and two after it.")
        )
    return UsageError(
        N_("A placeholder within a formula is not filled."),
        N_("Put it into a cell of its own and let the formula look there."),
    )


def _none(cells: Sequence[Element]) -> None:
    """A table without a line says so in its first cell: a blank row would look forgotten."""
    for cell in cells:
        set_text(cell, "" if cell is not cells[0] else NO_DATA)


def _renumber(row: Element, number: int) -> None:
    """A row with its cells at its new place."""
    row.set("r", str(number))
    for cell in row.findall(tag("c")):
        found = PLACE.fullmatch(cell.get("r"))
        assert found is not None, "cells were numbered before"
        cell.set("r", f"{found[1]}{number}")
