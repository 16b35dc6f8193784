"""The clinic's own workbook, filled inside its zip: what is not asked for stays as it is, byte for byte."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Mapping

from openpyxl.formula.translate import Translator as Translated
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from qc.reports.layouts.placeholders import Fault
from qc.reports.layouts.references import Shift, moved_formula, moved_range, moved_ranges
from qc.reports.layouts.sheet import Sheet, formulas, plain_formulas
from qc.reports.layouts.vocabulary import Source
from qc.reports.layouts.xml import MAIN, RELATION, Element, local, parsed, tag, written

WORKBOOK = "xl/workbook.xml"
CALCULATIONS = "xl/calcChain.xml"
_MARK = "{urn:qc}template"
Parts = dict[str, bytes]
Puts = Mapping[str, Mapping[str, str]]
"""What a mapping puts where: by sheet and cell."""


def fill_book(content: bytes, source: Source, puts: Puts) -> tuple[bytes, list[Fault]]:
    """The filled workbook and what could not be filled (then the workbook is not to be used).

    Values that formulas held are dropped, for they may have changed: the program that opens the file works
    them out anew. Every part without a placeholder or a moved row stays as it was.
    """
    parts = _unpacked(content)
    paths = _sheets(parts)
    texts, dates = _texts(parts), _date_styles(parts)
    faults = [
        Fault(name, ", ".join(cells), source.t("There is no sheet of that name."))
        for name, cells in puts.items()
        if name not in paths
    ]
    sheets = {
        name: Sheet(name, parsed(parts[path]), texts, dates, puts.get(name, {}))
        for name, path in paths.items()
    }
    for sheet in sheets.values():
        plain_formulas(sheet.tree)
        sheet.fill(source)
        faults += sheet.faults
    shifts = {name: sheet.shift for name, sheet in sheets.items()}
    for name, sheet in sheets.items():
        _follow(sheet, shifts)
        _keep(parts, paths[name], sheet.tree)
        _follow_parts(parts, paths[name], name, shifts)
    _follow_workbook(parts, shifts)
    return _packed(parts, content), faults


def _keep(parts: Parts, path: str, tree: Element) -> None:
    """A part is written anew only where something in it has changed."""
    if written(tree) != written(parsed(parts[path])):
        parts[path] = written(tree)


def _unpacked(content: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {part.filename: package.read(part) for part in package.infolist()}


def _packed(parts: Parts, content: bytes) -> bytes:
    """The parts in the order and with the days of the original."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for about in old.infolist():
            if about.filename in parts:
                same = zipfile.ZipInfo(about.filename, about.date_time)
                same.compress_type = zipfile.ZIP_DEFLATED
                package.writestr(same, parts[about.filename])
    return target.getvalue()


def _sheets(parts: Parts) -> dict[str, str]:
    """The path of each sheet's part, by the sheet's name, in the workbook's order."""
    book = parsed(parts[WORKBOOK])
    targets = _targets(parts, WORKBOOK)
    found = {
        sheet.get("name"): targets[sheet.get(f"{{{RELATION}}}id")]
        for sheet in book.iter(tag("sheet"))
    }
    return {name: path for name, path in found.items() if "/worksheets/" in path}


def _targets(parts: Parts, path: str) -> dict[str, str]:
    """The parts that a part names, by the id under which it does."""
    folder, name = posixpath.split(path)
    relations = parts.get(f"{folder}/_rels/{name}.rels")
    if relations is None:
        return {}
    return {
        each.get("Id"): posixpath.normpath(posixpath.join("/", folder, each.get("Target"))).lstrip(
            "/"
        )
        for each in parsed(relations)
        if each.get("TargetMode") != "External"
    }


def _texts(parts: Parts) -> list[str]:
    shared = parts.get("xl/sharedStrings.xml")
    if shared is None:
        return []
    return [
        "".join(text.text or "" for text in each.iter(tag("t")))
        for each in parsed(shared).findall(tag("si"))
    ]


def _date_styles(parts: Parts) -> frozenset[int]:
    """The styles that show a number as a day."""
    styles = parts.get("xl/styles.xml")
    if styles is None:
        return frozenset()
    tree = parsed(styles)
    own = {int(f.get("numFmtId")): f.get("formatCode") for f in tree.iter(tag("numFmt"))}
    formats = tree.find(tag("cellXfs"))
    used = [int(each.get("numFmtId", 0)) for each in formats] if formats is not None else []
    return frozenset(
        at for at, number in enumerate(used) if is_date_format(own.get(number) or BUILTIN_FORMATS.get(number, ""))
    )  # fmt: skip


def _follow(sheet: Sheet, shifts: Mapping[str, Shift]) -> None:
    """Formulas, merged cells, formats, validations, breaks: all that names a place on this sheet or another."""
    _merge_copies(sheet)
    for cell, formula in formulas(sheet.tree):
        formula.text = _formula_of(cell, formula, sheet, shifts)
        if formula.get("ref"):
            formula.set("ref", moved_range(formula.get("ref"), sheet.shift))
        for value in cell.findall(tag("v")):
            cell.remove(value)
        cell.attrib.pop("t", None)
    for row in sheet.tree.iter(tag("row")):
        row.attrib.pop(_MARK, None)
    _follow_tree(sheet.tree, sheet.name, shifts, rows=False)
    for broken in sheet.tree.iter(tag("brk")):
        if broken.getparent().tag == tag("rowBreaks"):
            broken.set("id", str(sheet.shift.end(int(broken.get("id")))))


def _formula_of(cell: Element, formula: Element, sheet: Sheet, shifts: Mapping[str, Shift]) -> str:
    """A cell's formula: its references where they are now, those of a repeated row in the copy's own row."""
    row = cell.getparent()
    number, template = int(row.get("r")), int(row.get(_MARK))
    moved = moved_formula(formula.text or "", sheet.name, shifts)
    first = sheet.shift.start(template)
    if number == first or not formula.text:
        return moved
    column = cell.get("r").rstrip("0123456789")
    return str(Translated(f"={moved}", origin=f"{column}{first}").translate_formula(cell.get("r"))).removeprefix("=")  # fmt: skip


def _merge_copies(sheet: Sheet) -> None:
    """Cells merged in a repeated row are merged in each of its copies."""
    merged = sheet.tree.find(tag("mergeCells"))
    if merged is None:
        return
    for each in list(merged):
        ends = re.fullmatch(r"([A-Z]+)(\d+):([A-Z]+)(\d+)", each.get("ref"))
        if not ends or ends[2] != ends[4] or not sheet.shift.added.get(int(ends[2])):
            continue
        first, last = sheet.shift.start(int(ends[2])), sheet.shift.end(int(ends[2]))
        each.set("ref", f"{ends[1]}{first}:{ends[3]}{first}")
        each.set(_MARK, "")
        for number in range(last, first, -1):
            copy = merged.makeelement(each.tag, {"ref": f"{ends[1]}{number}:{ends[3]}{number}", _MARK: ""})  # fmt: skip
            each.addnext(copy)
    merged.set("count", str(len(merged)))


def _follow_tree(
    tree: Element, own: str, shifts: Mapping[str, Shift], *, rows: bool = True
) -> None:
    """Every reference in a part: attributes that hold ranges, and the formulas of charts, formats,
    validations and sparklines."""
    shift = shifts.get(own)
    for element in tree.iter():
        name = local(element)
        if not rows and name in ("c", "row", "f") and element.tag.startswith(f"{{{MAIN}}}"):
            continue
        if _MARK in element.attrib:
            del element.attrib[_MARK]
            continue
        if shift and "sqref" in element.attrib:
            element.set("sqref", moved_ranges(element.get("sqref"), shift))
        if shift and "ref" in element.attrib:
            element.set("ref", moved_range(element.get("ref"), shift))
        if name in ("f", "formula", "formula1", "formula2") and element.text:
            element.text = moved_formula(element.text, own, shifts)
        elif name == "sqref" and element.text and shift:
            element.text = moved_ranges(element.text, shift)


def _follow_parts(parts: Parts, path: str, own: str, shifts: Mapping[str, Shift]) -> None:
    """What hangs on a sheet: drawings move with their rows, charts look at where their figures are now,
    comments and tables stay at their cells."""
    for target in _targets(parts, path).values():
        if target not in parts:
            continue
        if "/drawings/drawing" in target:
            _move_anchors(parts, target, shifts[own])
            for chart in _targets(parts, target).values():
                _follow_part(parts, chart, own, shifts)
        elif "/comments" in target or "/tables/" in target:
            _follow_part(parts, target, own, shifts)


def _follow_part(parts: Parts, path: str, own: str, shifts: Mapping[str, Shift]) -> None:
    """The references of a part beside the sheet."""
    if not path.endswith(".xml") or path not in parts or not any(shifts.values()):
        return
    tree = parsed(parts[path])
    _follow_tree(tree, own, shifts)
    _keep(parts, path, tree)


def _move_anchors(parts: Parts, path: str, shift: Shift) -> None:
    if not shift:
        return
    tree = parsed(parts[path])
    for row in tree.iter():
        if local(row) == "row" and row.text:
            row.text = str(shift.start(int(row.text) + 1) - 1)
    parts[path] = written(tree)


def _follow_workbook(parts: Parts, shifts: Mapping[str, Shift]) -> None:
    """Defined names and print areas follow; all formulas are worked out when the file is opened."""
    tree = parsed(parts[WORKBOOK])
    for each in tree.iter(tag("definedName")):
        if each.text:
            each.text = moved_formula(each.text, "", shifts)
    calculation = tree.find(tag("calcPr"))
    if calculation is None:
        calculation = tree.makeelement(tag("calcPr"), {})
        (tree.find(tag("definedNames")) if tree.find(tag("definedNames")) is not None else tree.find(tag("sheets"))).addnext(calculation)  # fmt: skip
    calculation.set("fullCalcOnLoad", "1")
    parts[WORKBOOK] = written(tree)
    _drop_calculations(parts)


def _drop_calculations(parts: Parts) -> None:
    """The order of calculation names cells at their old places; it is made anew."""
    if parts.pop(CALCULATIONS, None) is None:
        return
    for path, wanted in (
        ("[Content_Types].xml", "PartName"),
        ("xl/_rels/workbook.xml.rels", "Target"),
    ):
        tree = parsed(parts[path])
        for each in list(tree):
            if str(each.get(wanted, "")).endswith("calcChain.xml"):
                tree.remove(each)
        parts[path] = written(tree)
