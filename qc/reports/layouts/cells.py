"""Cells of a sheet's XML: what they say, and what is put into them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy

from openpyxl.utils import column_index_from_string, get_column_letter

from qc.reports.layouts.runs import Say, fill_runs
from qc.reports.layouts.xml import Element, local, new, tag
from qc.reports.office import plain

PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
LONGEST = 32_767
"""Signs that a cell holds at most."""


def number_cells(data: Element) -> None:
    """Rows and cells may leave out their places; then each follows the one before."""
    row_number = 0
    for row in data.findall(tag("row")):
        row_number = int(row.get("r") or row_number + 1)
        row.set("r", str(row_number))
        column = 0
        for cell in row.findall(tag("c")):
            found = PLACE.fullmatch(cell.get("r", ""))
            column = column_index_from_string(found[1]) if found else column + 1
            cell.set("r", f"{get_column_letter(column)}{row_number}")


def texts_of(cell: Element, shared: Sequence[Element]) -> list[Element]:
    """The elements that hold a cell's text, in a cell of its own or among the workbook's."""
    kind, value = cell.get("t"), cell.find(tag("v"))
    holder = cell.find(tag("is")) if kind == "inlineStr" else None
    if kind == "s" and value is not None and (value.text or "").strip().isdigit():
        at = int(value.text)
        holder = shared[at] if at < len(shared) else None
    if holder is None:
        return []
    return [t for t in holder.iter(tag("t")) if local(t.getparent()) != "rPh"]


def cell_at(tree: Element, place: str) -> Element:
    """The cell at an address, made where the sheet has none there yet, as its row or column looks."""
    found = PLACE.fullmatch(place)
    assert found is not None
    number, data = int(found[2]), tree.find(tag("sheetData"))
    rows: Mapping[int, Element] = {int(row.get("r")): row for row in data.findall(tag("row"))}
    row = rows.get(number)
    if row is None:
        row = data.makeelement(tag("row"), {"r": str(number)})
        before = [at for at in rows if at < number]
        rows[max(before)].addnext(row) if before else data.insert(0, row)
    column = column_index_from_string(found[1])
    cells = {_column(cell): cell for cell in row.findall(tag("c"))}
    if column in cells:
        return cells[column]
    row.attrib.pop("spans", None)  # only a hint, which would be too narrow now
    cell = row.makeelement(tag("c"), {"r": place})
    if style := _style(tree, row, column):
        cell.set("s", style)
    left = [at for at in cells if at < column]
    cells[max(left)].addnext(cell) if left else row.insert(0, cell)
    return cell


def _column(cell: Element) -> int:
    return column_index_from_string(cell.get("r").rstrip("0123456789"))


def _style(tree: Element, row: Element, column: int) -> str | None:
    if row.get("customFormat") in ("1", "true"):
        return str(row.get("s", "0"))
    for each in tree.iter(tag("col")):
        if int(each.get("min")) <= column <= int(each.get("max")) and each.get("style"):
            return str(each.get("style"))
    return None


def empty(cell: Element) -> None:
    """Nothing but its look."""
    for child in list(cell):
        cell.remove(child)
    for name in ("t", "cm", "vm"):
        cell.attrib.pop(name, None)


def set_text(cell: Element, text: str) -> None:
    """Text as text, whatever it begins with."""
    empty(cell)
    if text:
        cell.set("t", "inlineStr")
        new(new(cell, "is"), "t", _kept(text)).set(_SPACE, "preserve")


def set_number(cell: Element, number: str) -> None:
    empty(cell)
    new(cell, "v", number)


def fill_text(cell: Element, shared: Sequence[Element], say: Say) -> None:
    """Fill the placeholders of a text, whose runs keep their type."""
    runs = [deepcopy(_run(each)) for each in texts_of(cell, shared)]
    empty(cell)
    cell.set("t", "inlineStr")
    holder = new(cell, "is")
    for run in runs:
        holder.append(run)
    texts = list(holder.iter(tag("t")))
    fill_runs(texts, lambda asked: _kept(say(asked)))
    for each in texts:
        each.set(_SPACE, "preserve")


def _run(text: Element) -> Element:
    """A text with the type it is written in."""
    above = text.getparent()
    return above if local(above) == "r" else text


def _kept(text: str) -> str:
    """Excel would read _x000A_ as a sign of its own."""
    return _LOOKS_ESCAPED.sub("_x005F_", plain(text))
