"""xl/workbook.xml: which part each sheet is, and the list put in as the first of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from qc.ingest.annotated.odd import OddPackageError
from qc.ingest.annotated.package import Package, relationships
from qc.ingest.annotated.xml import (
    Element,
    Splice,
    attribute,
    child,
    local,
    outline,
    root_of,
    set_attributes,
    spliced,
)

BOOK = "xl/workbook.xml"


class SheetPart(NamedTuple):
    """A sheet's name as the workbook writes it, and its part."""

    name: str
    part: str


def sheet_parts(package: Package) -> Iterator[SheetPart]:
    """The sheets in their order."""
    targets = {found.id: found.target for found in relationships(package, BOOK)}
    for sheet in _sheets(outline(package.read(BOOK)))[1]:
        rid = next((v for k, v in sheet.attributes.items() if local(k) == "id" and ":" in k), "")
        yield SheetPart(sheet.attributes.get("name", ""), targets.get(rid, ""))


def namespace(xml: bytes) -> str:
    """The namespace of a part's own elements: Excel has two, the usual and the strict one."""
    tag, attributes = root_of(xml)
    prefix = tag[: -len(local(tag))].rstrip(":")
    return attributes.get(f"xmlns:{prefix}" if prefix else "xmlns", "")


def with_first_sheet(xml: bytes, name: str, rid: str, relations: str) -> bytes:
    """The workbook with one more sheet before all others; what counts sheets is moved by one."""
    elements = outline(xml)
    root = elements[0]
    holder, sheets = _sheets(elements)
    number = 1 + max((_number(s.attributes.get("sheetId"), 0) for s in sheets), default=0)
    declared = root.attributes.get("xmlns:r") == relations
    bound = "" if declared else f"xmlns:r={attribute(relations)} "
    new = (
        f"<{root.prefix}sheet {bound}name={attribute(name)} "
        f'sheetId="{number}" r:id={attribute(rid)}/>'
    )
    splices = [Splice(holder.inside, holder.inside, new.encode())]
    splices += _views(xml, root, holder)
    splices += [
        set_attributes(
            xml, found, localSheetId=str(_number(found.attributes["localSheetId"], 0) + 1)
        )
        for found in elements
        if found.name == "definedName" and "localSheetId" in found.attributes
    ]
    return spliced(xml, splices)


def _views(xml: bytes, root: Element, holder: Element) -> list[Splice]:
    """The sheet that was open stays open; the tabs begin with the list."""
    p = root.prefix
    views = child(root, "bookViews")
    if views is None:
        new = f'<{p}bookViews><{p}workbookView activeTab="1"/></{p}bookViews>'
        return [Splice(holder.start, holder.start, new.encode())]
    splices = []
    for view in views.below:
        moved = {"activeTab": str(_number(view.attributes.get("activeTab"), 0) + 1)}
        if "firstSheet" in view.attributes:
            moved["firstSheet"] = "0"
        splices.append(set_attributes(xml, view, **moved))
    return splices


def _sheets(elements: list[Element]) -> tuple[Element, list[Element]]:
    holder = child(elements[0], "sheets")
    if holder is None or holder.empty:
        raise OddPackageError("a workbook without sheets")
    return holder, holder.below


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() else otherwise
