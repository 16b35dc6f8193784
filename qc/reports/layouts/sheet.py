"""One sheet of the clinic's workbook: its cells with placeholders filled, its tables grown."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from openpyxl.formula.translate import Translator as Translated
from openpyxl.utils.datetime import to_excel

from qc.analysis.display import NO_DATA
from qc.errors import QcError
from qc.reports.layouts.answers import cell_of, lines_of, said_of, value_of
from qc.reports.layouts.placeholders import FORM, Fault, Placeholder, filled, placeholders
from qc.reports.layouts.references import Shift
from qc.reports.layouts.vocabulary import Source, Value
from qc.reports.layouts.xml import Element, new, tag
from qc.reports.office import plain

_PLACE = re.compile(r"([A-Z]+)(\d+)")


@dataclass
class Sheet:
    """A sheet while it is being filled: `tree` its XML, `texts` the shared strings of its workbook, `dates` the
    styles that show days, `puts` what a mapping puts into cells of it."""

    name: str
    tree: Element
    texts: Sequence[str]
    dates: frozenset[int]
    puts: Mapping[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    shift: Shift = field(default_factory=lambda: Shift({}))

    def fill(self, source: Source) -> None:
        """Fill every placeholder, or note why one cannot be. Afterwards `shift` says which rows came in."""
        self._put()
        data = self.tree.find(tag("sheetData"))
        added: dict[int, int] = {}
        moved = 0
        for row in list(data.findall(tag("row"))):
            number = int(row.get("r"))
            asked = self._asked(row)
            table = self._table(asked, row, source)
            for cell, text in asked:
                if table is None:
                    self._fill_cell(cell, text, source)
            copies = self._copies(row, table, source) if table is not None else [row]
            for at, copy in enumerate(copies):
                _renumber(copy, number + moved + at, number)
            if len(copies) > 1:
                added[number] = len(copies) - 1
                moved += len(copies) - 1
        self.shift = Shift(added)

    def _put(self) -> None:
        """What the mapping says stands in its cells as if it were written there."""
        for place, text in self.puts.items():
            cell = _cell_at(self.tree.find(tag("sheetData")), place)
            _set_text(cell, text)

    def _asked(self, row: Element) -> list[tuple[Element, str]]:
        """The cells of a row that hold placeholders."""
        told = [(cell, self._text(cell)) for cell in row.findall(tag("c"))]
        return [(cell, text) for cell, text in told if FORM.search(text)]

    def _text(self, cell: Element) -> str:
        kind, value = cell.get("t"), cell.find(tag("v"))
        if kind == "s" and value is not None:
            return self.texts[int(value.text)]
        if kind == "inlineStr":
            return "".join(cell.itertext())
        return ""

    def _table(
        self, asked: list[tuple[Element, str]], row: Element, source: Source
    ) -> list[Any] | None:
        """The lines by which a row is repeated; None for a row of no table."""
        wanted = [
            (cell, each) for cell, text in asked for each in placeholders(text) if each.column
        ]
        if not wanted:
            return None
        names = {each.name for _, each in wanted}
        lines: list[Any] = []
        for cell, each in wanted:
            try:
                found = lines_of(each, source)
                lines = found if not lines or len(found) < len(lines) else lines
            except QcError as fault:
                self._fault(cell, each.written, fault, source)
        if len(names) > 1:
            said = source.t("A row can repeat only one table.")
            self.faults.append(Fault(f"{self.name}!{wanted[0][0].get('r')}", row.get("r"), said))
        return lines

    def _copies(self, row: Element, lines: list[Any], source: Source) -> list[Element]:
        """The row once for each line; once, without figures, where there is none."""
        copies = [row, *(deepcopy(row) for _ in lines[1:])]
        for at, copy in enumerate(copies[1:], 1):
            copies[at - 1].addnext(copy)
        for at, copy in enumerate(copies):
            line = lines[at] if lines else None
            for cell, text in self._asked(copy):
                self._fill_line(cell, text, line, source)
        return copies

    def _fill_line(self, cell: Element, text: str, line: Any, source: Source) -> None:
        def value(each: Placeholder) -> Value:
            if not each.column:
                return value_of(each, source)
            return "" if line is None else cell_of(each, line, source)

        def said(each: Placeholder) -> str:
            found = value(each)
            return NO_DATA if found is None else str(found)

        self._write(cell, text, value, said, source)

    def _fill_cell(self, cell: Element, text: str, source: Source) -> None:
        self._write(
            cell,
            text,
            lambda each: value_of(each, source),
            lambda each: said_of(each, source),
            source,
        )

    def _write(self, cell: Element, text: str, value: Any, said: Any, source: Source) -> None:
        """A placeholder alone becomes its value, one within a text its words."""
        alone = FORM.fullmatch(text.strip())
        try:
            if alone:
                self._set(cell, value(next(placeholders(text))))
            else:
                _set_text(cell, filled(text, said))
        except QcError as fault:
            self._fault(cell, text, fault, source)
        except KeyError:  # a table or column that is unknown was noted already
            return

    def _set(self, cell: Element, value: Value) -> None:
        if isinstance(value, dt.date):
            if int(cell.get("s", 0)) in self.dates:
                _set_number(cell, str(to_excel(value)))
            else:
                _set_text(cell, value.isoformat())
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            _set_number(cell, repr(value))
        else:
            _set_text(cell, NO_DATA if value is None else str(value))

    def _fault(self, cell: Element, written: str, fault: QcError, source: Source) -> None:
        place = f"{self.name}!{cell.get('r')}"
        self.faults.append(Fault(place, written, fault.sentence(source.t)))


def _renumber(row: Element, number: int, template: int) -> None:
    """A row with its cells at its new place; formulas of a copy look at the copy's own row."""
    row.set("r", str(number))
    for cell in row.findall(tag("c")):
        column = _PLACE.fullmatch(cell.get("r"))
        if column:
            cell.set("r", f"{column[1]}{number}")
    row.set("{urn:qc}template", str(template))


def _cell_at(data: Element, place: str) -> Element:
    """The cell at an address, made where the sheet has none there yet."""
    found = _PLACE.fullmatch(place)
    assert found is not None
    number = int(found[2])
    rows = {int(row.get("r")): row for row in data.findall(tag("row"))}
    row = rows.get(number)
    if row is None:
        row = data.makeelement(tag("row"), {"r": str(number)})
        before = [at for at in rows if at < number]
        rows[max(before)].addnext(row) if before else data.insert(0, row)
    for cell in row.findall(tag("c")):
        if cell.get("r") == place:
            return cell
    cell = row.makeelement(tag("c"), {"r": place})
    before_it = [each for each in row.findall(tag("c")) if _order(each.get("r")) < _order(place)]
    before_it[-1].addnext(cell) if before_it else row.insert(0, cell)
    return cell


def _order(place: str) -> tuple[int, str]:
    letters = re.sub(r"\d", "", place)
    return len(letters), letters


def _empty(cell: Element) -> None:
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)


def _set_text(cell: Element, text: str) -> None:
    """Text as text, whatever it begins with."""
    _empty(cell)
    cell.set("t", "inlineStr")
    holder = new(cell, "is")
    new(holder, "t", plain(text)).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _set_number(cell: Element, number: str) -> None:
    _empty(cell)
    new(cell, "v", number)


def formulas(tree: Element) -> Iterator[tuple[Element, Element]]:
    """Every cell with a formula, and its formula."""
    for cell in tree.iter(tag("c")):
        formula = cell.find(tag("f"))
        if formula is not None:
            yield cell, formula


def plain_formulas(tree: Element) -> None:
    """Formulas that are told once and shared by many cells, written out in each."""
    masters: dict[str, tuple[str, str]] = {}
    for cell, formula in formulas(tree):
        if formula.get("t") != "shared":
            continue
        key = formula.get("si")
        if formula.text:
            masters[key] = (formula.text, cell.get("r"))
        text, origin = masters[key]
        moved = Translated(f"={text}", origin=origin).translate_formula(cell.get("r"))
        formula.text = moved.removeprefix("=")
        for name in ("t", "si", "ref"):
            formula.attrib.pop(name, None)
