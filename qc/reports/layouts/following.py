"""What names a place in a workbook, and follows when rows come in: formulas, merged cells, formats, validations,
sparklines, comments, tables, drawings, charts, names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy

from openpyxl.formula.translate import Translator as Translated

from qc.reports.layouts.references import Own, Shift, moved_formula, moved_range, moved_ranges
from qc.reports.layouts.sheet import Sheet
from qc.reports.layouts.xml import MAIN, Element, local, tag

Shifts = Mapping[str, Shift]
_FORMULAS = ("f", "formula", "formula1", "formula2", "calculatedColumnFormula")
_LINKS = ("textlink", "cellRange", "location", "fmlaLink", "fmlaRange", "fmlaTxbx", "fmlaGroup")
"""Attributes in which a shape, a link or a field of a form names a cell."""
_VML_ROW = re.compile(rb"(<x:Row>\s*)(\d+)")
_VML_ANCHOR = re.compile(rb"(<x:Anchor>)([^<]*)(</x:Anchor>)")


def formulas(tree: Element) -> Iterator[tuple[Element, Element]]:
    """Every cell with a formula, and its formula."""
    for cell in tree.iter(tag("c")):
        formula = cell.find(tag("f"))
        if formula is not None:
            yield cell, formula


def plain_formulas(tree: Element) -> None:
    """Formulas that are told once and shared by many cells, written out in each."""
    masters = {
        formula.get("si"): (formula.text, cell.get("r"))
        for cell, formula in formulas(tree)
        if formula.get("t") == "shared" and formula.text
    }
    for cell, formula in formulas(tree):
        if formula.get("t") != "shared" or formula.get("si") not in masters:
            continue
        text, origin = masters[formula.get("si")]
        moved = Translated(f"={text}", origin=origin).translate_formula(cell.get("r"))
        formula.text = moved.removeprefix("=")
        for name in ("t", "si", "ref"):
            formula.attrib.pop(name, None)


def follow_sheet(sheet: Sheet, shifts: Shifts) -> None:
    """All that names a place in the sheet's own part."""
    _follow_formulas(sheet, shifts)
    _copy_merged(sheet)
    _copy_sparklines(sheet, shifts)
    follow_tree(sheet.tree, sheet.name, shifts, inside=True)
    for each in sheet.tree.iter(tag("selection")):
        if each.get("activeCell"):
            each.set("activeCell", moved_range(each.get("activeCell"), sheet.shift))
            each.set("sqref", each.get("activeCell"))
    for each in sheet.tree.iterfind(f"{tag('rowBreaks')}/{tag('brk')}"):
        each.set("id", str(sheet.shift.end(int(each.get("id")))))


def _follow_formulas(sheet: Sheet, shifts: Shifts) -> None:
    for cell, formula in formulas(sheet.tree):
        now = int(cell.getparent().get("r"))
        template = sheet.rows.get(now, now)
        own = Own(template, now) if sheet.shift.added.get(template) else None
        formula.text = moved_formula(formula.text or "", sheet.name, shifts, own)
        if formula.get("ref"):
            held = formula.get("ref").replace("$", "")
            formula.set("ref", moved_range(held, sheet.shift, own))


def _copy_merged(sheet: Sheet) -> None:
    """Cells merged in a repeated row are merged in each of its copies; all others move."""
    merged = sheet.tree.find(tag("mergeCells"))
    if merged is None:
        return
    for each in list(merged):
        was = each.get("ref")
        for at, own in enumerate(_copies(was, sheet.shift)):
            copy = deepcopy(each) if at else each
            copy.set("ref", moved_range(was, sheet.shift, own))
            if at:
                merged.append(copy)
    merged.set("count", str(len(merged)))


def _copies(place: str, shift: Shift) -> list[Own | None]:
    """What a place in a single row that is repeated becomes: one for each copy; for others None once."""
    rows = {int(number) for number in re.findall(r"\d+", place)}
    row = rows.pop()
    if rows or not shift.added.get(row):
        return [None]
    first = shift.start(row)
    return [Own(row, first + at) for at in range(shift.added[row] + 1)]


def _copy_sparklines(sheet: Sheet, shifts: Shifts) -> None:
    """A sparkline stands in one cell: each copy of its row has its own, of that row's figures."""
    for each in [e for e in sheet.tree.iter() if local(e) == "sparkline"]:
        place = next((child.text for child in each if local(child) == "sqref"), "")
        as_it_was = deepcopy(each)
        for at, own in enumerate(_copies(place, sheet.shift)):
            copy = deepcopy(as_it_was) if at else each
            if at:
                each.getparent().append(copy)
            for child in copy:
                if local(child) == "sqref":
                    child.text = moved_range(place, sheet.shift, own)
                elif child.text:
                    child.text = moved_formula(child.text, sheet.name, shifts, own)


def follow_tree(tree: Element, own: str, shifts: Shifts, *, inside: bool = False) -> None:
    """Every reference in a part that hangs on the sheet `own`: attributes that hold places, the formulas of
    charts, formats and validations, anchors. `inside`: in the sheet itself, whose cells followed already."""
    shift = shifts.get(own, Shift({}))
    for element in tree.iter():
        name = local(element)
        if inside and (_is_followed(element, name) or name == "selection"):
            continue
        _follow_attributes(element, own, shifts)
        if name in _FORMULAS and element.text:
            template = _template(element, shift)
            element.text = moved_formula(element.text, own, shifts, template, grow=not inside)
        elif name == "sqref" and element.text:
            element.text = moved_ranges(element.text, shift)
        elif name == "row" and (element.text or "").strip().isdigit():
            element.text = str(shift.start(int(element.text) + 1) - 1)
    for element in tree.iter():
        element.attrib.pop(_WAS, None)


_WAS = "qc-was"
"""Where a format stood before it moved; its formulas are told from its first cell."""


def _is_followed(element: Element, name: str) -> bool:
    above = local(element.getparent()) if element.getparent() is not None else ""
    mine = isinstance(element.tag, str) and element.tag.startswith(f"{{{MAIN}}}")
    return above == "sparkline" or (mine and name in ("c", "row", "f", "mergeCell"))


def _follow_attributes(element: Element, own: str, shifts: Shifts) -> None:
    shift = shifts.get(own, Shift({}))
    if element.get("sqref"):
        element.set(_WAS, element.get("sqref"))
        element.set("sqref", moved_ranges(element.get("sqref"), shift))
    if element.get("ref"):
        element.set("ref", moved_range(element.get("ref"), shift))
    for name in _LINKS:
        if element.get(name):
            element.set(name, moved_formula(element.get(name), own, shifts))


def _template(formula: Element, shift: Shift) -> Own | None:
    """For the formula of a format or validation that begins in a repeated row: that row, where it stands now."""
    for above in formula.iterancestors():
        place = above.get(_WAS) or next((e.text for e in above if local(e) == "sqref"), None)
        found = re.match(r"\$?[A-Z]{1,3}\$?(\d+)", place or "")
        if found:
            row = int(found[1])
            return Own(row, shift.start(row)) if shift.added.get(row) else None
    return None


def follow_notes(content: bytes, shift: Shift) -> bytes:
    """The boxes of comments and buttons as older programs draw them, in a sort of XML that need not be whole."""

    def row(found: re.Match[bytes]) -> bytes:
        return found[1] + str(shift.start(int(found[2]) + 1) - 1).encode()

    def anchor(found: re.Match[bytes]) -> bytes:
        parts = found[2].split(b",")
        if len(parts) == 8:
            for at in (2, 6):
                parts[at] = str(shift.start(int(parts[at]) + 1) - 1).encode()
        return found[1] + b",".join(parts) + found[3]

    return _VML_ANCHOR.sub(anchor, _VML_ROW.sub(row, content))
