"""Parts of an Office file as trees that keep their namespaces."""

from __future__ import annotations

from typing import Any

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/main"
Element = Any
"""An element of lxml, which has no types."""
MOST_TAGS = 2_000_000
"""Of one part: half a million cells."""

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def parsed(content: bytes) -> Element:
    """A part as a tree. ValueError for more tags than a layout has: each becomes an object."""
    if content.count(b"<") > MOST_TAGS:
        raise ValueError("more tags than any layout has")
    return etree.fromstring(content, _PARSER)


def written(tree: Element) -> bytes:
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


def tag(name: str, space: str = MAIN) -> str:
    return f"{{{space}}}{name}"


def local(element: Element) -> str:
    """An element's name without its namespace; "" of a comment."""
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def new(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    """A new last child in the parent's namespace."""
    child = etree.SubElement(parent, tag(name), attributes)
    child.text = text
    return child
