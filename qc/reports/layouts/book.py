"""The clinic's own workbook, filled inside its zip: what is not asked for stays as it is, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from posixpath import basename

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from qc.reports.layouts.drawn import fill_drawn
from qc.reports.layouts.following import (
    follow_notes,
    follow_sheet,
    follow_tree,
    formulas,
    plain_formulas,
)
from qc.reports.layouts.package import (
    Parts,
    book_path,
    drop,
    packed,
    sheet_paths,
    targets,
    unpacked,
)
from qc.reports.layouts.placeholders import Fault, is_meant
from qc.reports.layouts.references import Shift, moved_formula, moved_range, sheets_named
from qc.reports.layouts.sheet import Looks, Sheet
from qc.reports.layouts.source import Source
from qc.reports.layouts.xml import Element, local, parsed, tag, written

CALCULATIONS = "xl/calcChain.xml"
_DAYS = {*range(27, 37), *range(50, 59)}
"""Formats of days that Chinese Excel has built in and does not spell out in the file."""
Puts = Mapping[str, Mapping[str, str]]
"""What a mapping puts where: by sheet and cell."""


def fill_book(content: bytes, source: Source, puts: Puts) -> tuple[bytes, list[Fault], bool]:
    """The filled workbook, what could not be filled (then it is not to be used), and whether it asked for
    anything at all.

    Values that formulas held are dropped where they may have changed: the program that opens the file works
    them out anew. Every part without a placeholder or a moved row stays as it was.
    """
    parts = unpacked(content)
    book = book_path(parts)
    paths = sheet_paths(parts, book)
    looks = _looks(parts, book)
    sheets = {n: Sheet(n, parsed(parts[p]), looks, puts.get(n, {})) for n, p in paths.items()}
    faults = [*_names(paths, puts, source)]
    for sheet in sheets.values():
        sheet.fill(source)
        faults += sheet.faults
    drawn = [_fill_part(parts, *each, source, faults) for each in _drawn(parts, book)]
    if not faults:
        _follow(parts, book, paths, sheets)
    return packed(parts, content), faults, any(drawn) or any(s.is_filled for s in sheets.values())


def _names(paths: Mapping[str, str], puts: Puts, source: Source) -> Iterator[Fault]:
    for name, cells in puts.items():
        if name not in paths:
            yield Fault(name, ", ".join(cells), source.t("There is no sheet of that name."))
    for name in paths:
        if is_meant(name):
            yield Fault(name, name, source.t("A sheet's name is not filled: formulas go by it."))


def _looks(parts: Parts, book: str) -> Looks:
    named = {basename(path): path for path in targets(parts, book).values() if path in parts}
    texts = parsed(parts[named["sharedStrings.xml"]]) if "sharedStrings.xml" in named else ()
    about = parsed(parts[book]).find(tag("workbookPr"))
    old = about is not None and about.get("date1904") in ("1", "true")
    styles = parsed(parts[named["styles.xml"]]) if "styles.xml" in named else None
    epoch = CALENDAR_MAC_1904 if old else CALENDAR_WINDOWS_1900
    return Looks([e for e in texts if local(e) == "si"], _date_styles(styles), epoch)


def _date_styles(styles: Element) -> frozenset[int]:
    """The styles that show a number as a day."""
    if styles is None:
        return frozenset()
    own = {int(f.get("numFmtId")): f.get("formatCode") for f in styles.iter(tag("numFmt"))}
    formats = styles.find(tag("cellXfs"))
    used = [int(each.get("numFmtId", 0)) for each in formats] if formats is not None else []
    return frozenset(
        at
        for at, number in enumerate(used)
        if is_date_format(own.get(number) or BUILTIN_FORMATS.get(number, ""))
        or (number in _DAYS and number not in own)
    )


def _drawn(parts: Parts, book: str) -> Iterator[tuple[str, str]]:
    """Every drawing and chart, with the name of the sheet that it stands on (a sheet of charts has one too)."""
    named = targets(parts, book)
    for sheet in parsed(parts[book]).iter(tag("sheet")):
        ids = [value for name, value in sheet.attrib.items() if name.endswith("}id")]
        for drawing in targets(parts, named.get(ids[0], "") if ids else "").values():
            if "/drawings/" not in drawing or not drawing.endswith(".xml") or drawing not in parts:
                continue
            yield drawing, sheet.get("name")
            for each in targets(parts, drawing).values():
                if each.endswith(".xml") and each in parts:
                    yield each, sheet.get("name")


def _fill_part(parts: Parts, path: str, own: str, source: Source, faults: list[Fault]) -> bool:
    tree = parsed(parts[path])
    place = f"{own}/{basename(path)}" if "/charts/" in path else own
    filled = fill_drawn(tree, place, source, faults)
    if filled:
        parts[path] = written(tree)
    return filled


def _follow(parts: Parts, book: str, paths: Mapping[str, str], sheets: Mapping[str, Sheet]) -> None:
    """All references; what computing left behind where it may no longer hold."""
    shifts = {name: sheet.shift for name, sheet in sheets.items()}
    stale = _stale(sheets)
    grown, dropped = any(shifts.values()), False
    for name, sheet in sheets.items():
        if grown:
            _follow_one(sheet, shifts, whole=name in stale)
        if name in stale:
            dropped |= _drop_values(sheet.tree)
        _keep(parts, paths[name], sheet.tree)
        if grown:
            _follow_hanging(parts, paths[name], name, shifts)
    if grown:
        for path, own in _drawn(parts, book):
            _follow_part(parts, path, own, shifts)
    _follow_pivots(parts, shifts, stale)
    if grown or any(sheet.puts for sheet in sheets.values()):
        drop(parts, CALCULATIONS)  # it names formulas at their old cells; it is made anew
    _follow_book(parts, book, shifts, compute=dropped)


def _follow_one(sheet: Sheet, shifts: Mapping[str, Shift], *, whole: bool) -> None:
    if whole:
        plain_formulas(sheet.tree)
        follow_sheet(sheet, shifts)
    else:
        follow_tree(sheet.tree, sheet.name, shifts, inside=True)


def _stale(sheets: Mapping[str, Sheet]) -> set[str]:
    """The sheets whose formulas may have another value now: those that were filled, and those that look at
    them, on whatever way."""
    named = {name: _looks_at(sheet.tree) for name, sheet in sheets.items()}
    found = {name for name, sheet in sheets.items() if sheet.is_filled}
    more = found
    while more:
        more = {
            name
            for name, (others, vague) in named.items()
            if name not in found and (vague or others & found)
        }
        found |= more
    return found


def _looks_at(tree: Element) -> tuple[set[str], bool]:
    told = [sheets_named(formula.text) for _, formula in formulas(tree) if formula.text]
    return {each for others, _ in told for each in others}, any(vague for _, vague in told)


def _drop_values(tree: Element) -> bool:
    """Whether there was any formula."""
    found = list(formulas(tree))
    for cell, _ in found:
        for value in cell.findall(tag("v")):
            cell.remove(value)
        cell.attrib.pop("t", None)
    return bool(found)


def _keep(parts: Parts, path: str, tree: Element) -> None:
    """A part is written anew only where something in it has changed."""
    if written(tree) != written(parsed(parts[path])):
        parts[path] = written(tree)


def _follow_hanging(parts: Parts, path: str, own: str, shifts: Mapping[str, Shift]) -> None:
    """What hangs on a sheet beside its drawing: comments, tables, fields of forms."""
    for target in targets(parts, path).values():
        if target.endswith(".vml") and target in parts:
            parts[target] = follow_notes(parts[target], shifts[own])
        elif target.endswith(".xml") and "/drawings/" not in target and target in parts:
            _follow_part(parts, target, own, shifts)


def _follow_part(parts: Parts, path: str, own: str, shifts: Mapping[str, Shift]) -> None:
    tree = parsed(parts[path])
    follow_tree(tree, own, shifts)
    _keep(parts, path, tree)


def _follow_pivots(parts: Parts, shifts: Mapping[str, Shift], stale: set[str]) -> None:
    """Pivot tables look at their figures where they are now, and gather them anew when the file is opened."""
    for path in [
        each for each in parts if "/pivotCacheDefinition" in each and each.endswith(".xml")
    ]:
        tree = parsed(parts[path])
        for each in tree.iter(tag("worksheetSource")):
            if each.get("sheet") not in stale:
                continue
            if each.get("ref"):
                each.set("ref", moved_range(each.get("ref"), shifts[each.get("sheet")], grow=True))
            tree.set("refreshOnLoad", "1")
        _keep(parts, path, tree)


def _follow_book(parts: Parts, book: str, shifts: Mapping[str, Shift], *, compute: bool) -> None:
    """Defined names and print areas follow; formulas are worked out when the file is opened."""
    tree = parsed(parts[book])
    for each in tree.iter(tag("definedName")) if any(shifts.values()) else ():
        if each.text:
            each.text = moved_formula(each.text, "", shifts)
    if compute:
        _computed(tree).set("fullCalcOnLoad", "1")
    _keep(parts, book, tree)


def _computed(tree: Element) -> Element:
    """What the workbook says of computing, put where the format wants it."""
    found = tree.find(tag("calcPr"))
    if found is not None:
        return found
    found = tree.makeelement(tag("calcPr"), {})
    names = ("definedNames", "externalReferences", "functionGroups", "sheets")
    before = next(each for name in names if (each := tree.find(tag(name))) is not None)
    before.addnext(found)
    return found
