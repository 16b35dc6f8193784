"""The user's own workbook with its faulty cells marked: parts are changed where they must be, all
others are copied byte for byte."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping, Sequence
from xml.parsers import expat

from qc.ingest.annotated.book import BOOK, namespace, sheet_parts, with_first_sheet
from qc.ingest.annotated.comments import new_comments, texts_of, with_notes
from qc.ingest.annotated.drawing import with_boxes
from qc.ingest.annotated.listing import list_sheet
from qc.ingest.annotated.notes import Line, Note, Place, list_name, notes_of
from qc.ingest.annotated.odd import OddPackageError
from qc.ingest.annotated.package import (
    Package,
    Relationship,
    content_type,
    declare,
    relate,
    relationships,
)
from qc.ingest.annotated.sheet import SheetMap, colour, map_sheet
from qc.ingest.annotated.styles import Styles
from qc.ingest.annotated.xml import Splice, attribute, spliced
from qc.locale import Translator
from qc.text import printable
from qc.words import Severity

_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_MAIN = {
    f"{_SPREADSHEET}sheet.main+xml": ".xlsx",
    "application/vnd.ms-excel.sheet.macroEnabled.main+xml": ".xlsm",
}
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
BROKEN = (
    OddPackageError, zipfile.BadZipFile, expat.ExpatError, zlib.error, EOFError,
    NotImplementedError, RuntimeError, UnicodeError,  # unknown compression; encrypted; not UTF-8
)  # fmt: skip


def patched(content: bytes, lines: Sequence[Line], t: Translator) -> tuple[str, bytes]:
    """The ending that fits (.xlsx, .xlsm) and the workbook with the lines marked and listed.

    Raises one of BROKEN for anything that cannot be patched safely, and then nothing is written.
    """
    package = Package(content)
    ending = _MAIN.get(content_type(package, BOOK))
    if ending is None:
        raise OddPackageError("not an ordinary workbook")
    book = _relationships(package)
    styles = Styles(package.read(book["styles"].target))
    sheets = {printable(sheet.name): sheet for sheet in sheet_parts(package)}
    for name, notes in notes_of(lines, t).items():
        if name not in sheets:
            raise OddPackageError(f"no sheet {name}")
        _mark_sheet(package, sheets[name].part, notes, styles, book["styles"].base)
    names = {shown: sheet.name for shown, sheet in sheets.items()}
    _add_list(package, lines, names, styles, book["styles"].base, t)
    package.write(book["styles"].target, styles.part())
    return ending, package.content()


def _relationships(package: Package) -> dict[str, Relationship]:
    found = {relationship.kind: relationship for relationship in relationships(package, BOOK)}
    if "styles" not in found:
        raise OddPackageError("a workbook without styles")
    return found


def _mark_sheet(
    package: Package, part: str, notes: Mapping[Place, Note], styles: Styles, base: str
) -> None:
    xml = package.read(part)
    sheet = map_sheet(xml)
    anchored = _at_anchors(sheet, notes)
    colours = {place: note.severity for place, note in anchored.items()}
    splices = colour(xml, sheet, colours, styles.marked)
    texts = _write_notes(package, part, anchored, namespace(xml), base)
    if sheet.notes_drawing:
        drawing = _target(package, part, sheet.notes_drawing)
        package.change(drawing, lambda vml: with_boxes(vml, sheet, texts))
    else:
        splices.append(_new_drawing(package, part, sheet, texts, base))
    package.write(part, spliced(xml, splices))


def _at_anchors(sheet: SheetMap, notes: Mapping[Place, Note]) -> dict[Place, Note]:
    """The notes at the first cells of merged ranges; several in one range become one."""
    found: dict[Place, Note] = {}
    for place, note in notes.items():
        anchor = sheet.anchor(place)
        if other := found.get(anchor):
            worst = min(other.severity, note.severity, key=[Severity.ERROR, Severity.WARNING].index)
            note = Note(worst, tuple(dict.fromkeys(other.parts + note.parts)))
        found[anchor] = note
    return found


def _write_notes(
    package: Package, part: str, notes: Mapping[Place, Note], main: str, base: str
) -> dict[Place, str]:
    """Put the notes into the sheet's part for them; returns the whole text at each of their cells."""
    there = next((r.target for r in relationships(package, part) if r.kind == "comments"), "")
    if not there:
        there = package.free("xl/comments", ".xml")
        package.write(there, new_comments(main))
        relate(package, part, f"{base}/comments", there)
        declare(package, there, f"{_SPREADSHEET}comments+xml")
    package.change(there, lambda xml: with_notes(xml, notes))
    texts = texts_of(package.read(there))
    return {place: texts[place] for place in notes}


def _new_drawing(
    package: Package, part: str, sheet: SheetMap, texts: Mapping[Place, str], base: str
) -> Splice:
    drawing = package.free("xl/drawings/vmlDrawing", ".vml")
    package.write(drawing, with_boxes(None, sheet, texts))
    declare(package, drawing, _VML)
    rid = relate(package, part, f"{base}/vmlDrawing", drawing)
    new = f"<{sheet.prefix}legacyDrawing xmlns:r={attribute(base)} r:id={attribute(rid)}/>"
    return Splice(sheet.notes_at, sheet.notes_at, new.encode())


def _target(package: Package, part: str, rid: str) -> str:
    found = next((r.target for r in relationships(package, part) if r.id == rid), "")
    if not found:
        raise OddPackageError("a drawing that is not there")
    return found


def _add_list(
    package: Package,
    lines: Sequence[Line],
    names: Mapping[str, str],
    styles: Styles,
    base: str,
    t: Translator,
) -> None:
    part = package.free("xl/worksheets/sheet", ".xml")
    main = namespace(package.read(BOOK))
    package.write(part, list_sheet(lines, names, styles.listing(), main, t))
    declare(package, part, f"{_SPREADSHEET}worksheet+xml")
    rid = relate(package, BOOK, f"{base}/worksheet", part)
    name = list_name(names.values(), t)
    package.change(BOOK, lambda xml: with_first_sheet(xml, name, rid, base))
