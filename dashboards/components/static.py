"""Parts of a page that only show: drawn by the browser as one component, however many cells they have.

Dash's own renderer keeps a watch on every component of a page, each of them at every change: a table of
a thousand cells takes it seconds. What holds no button, field or figure needs no watch.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash.development.base_component import Component

TAGS = frozenset(
    [
        "A",
        "Article",
        "B",
        "Br",
        "Caption",
        "Code",
        "Col",
        "Colgroup",
        "Dd",
        "Del",
        "Details",
        "Div",
        "Dl",
        "Dt",
        "Em",
        "Figcaption",
        "Figure",
        "H2",
        "H3",
        "H4",
        "Img",
        "Ins",
        "Kbd",
        "Li",
        "Mark",
        "Ol",
        "P",
        "Section",
        "Small",
        "Span",
        "Strong",
        "Summary",
        "Table",
        "Tbody",
        "Td",
        "Tfoot",
        "Th",
        "Thead",
        "Time",
        "Tr",
        "Ul",
    ]
)
"""The elements that assets/static.js draws; a test holds both lists together."""
PLAIN = frozenset(
    [
        "alt",
        "children",
        "className",
        "colSpan",
        "dateTime",
        "download",
        "href",
        "id",
        "lang",
        "open",
        "role",
        "rowSpan",
        "scope",
        "src",
        "start",
        "style",
        "tabIndex",
        "title",
    ]
)
ENOUGH = 8
"""Elements from which on one component is less than many."""


class Static(Component):
    """Draws `tree` (assets/static.js knows which tags and attributes; texts stay texts)."""

    _namespace = "clinic_qc"
    _type = "Static"
    _prop_names: list[str] = ["tree"]  # noqa: RUF012 - as Dash has it
    _children_props: list[str] = []  # noqa: RUF012 - as Dash has it
    _base_nodes: list[str] = []  # noqa: RUF012 - as Dash has it
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012 - as Dash has it
    available_properties: list[str] = ["tree"]  # noqa: RUF012 - as Dash has it
    available_wildcard_properties: list[str] = []  # noqa: RUF012 - as Dash has it

    def __init__(self, tree: Any) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.tree = tree  # Dash would take a component here for a slip
        self.children = tree  # for who walks through a page here; not sent


def static(tree: Any) -> Any:
    """A part made of html elements alone: no id that a callback knows, nothing but links to press."""
    return Static(tree)


def compacted(part: Any) -> Any:
    """A page with each part that only shows made one component; what is pressed, written into or drawn
    by a library stays as it is."""
    sizes: dict[int, int] = {}
    _size(part, sizes)
    return _compacted(part, sizes)


def _compacted(part: Any, sizes: Mapping[int, int]) -> Any:
    if isinstance(part, list | tuple):
        return [_compacted(each, sizes) for each in part]
    if not isinstance(part, Component) or isinstance(part, Static):
        return part
    size = sizes[id(part)]
    if size >= ENOUGH:
        return static(part)
    inside = getattr(part, "children", None)
    if size < 0 and inside is not None and not isinstance(inside, str | int | float):
        part.children = _compacted(inside, sizes)
    return part


def _size(part: Any, sizes: dict[int, int]) -> int:
    """How many elements a part has; below nothing where one of them is not for showing alone. Kept in
    `sizes` by the component's identity."""
    if isinstance(part, list | tuple):
        each = [_size(one, sizes) for one in part]
        return -1 if -1 in each else sum(each)
    if not isinstance(part, Component):
        return 0
    inside = 0 if isinstance(part, Static) else _size(getattr(part, "children", None), sizes)
    sizes[id(part)] = -1 if inside < 0 or not _is_plain(part) else inside + 1
    return sizes[id(part)]


def _is_plain(part: Component) -> bool:
    if part._namespace != "dash_html_components" or part._type not in TAGS:
        return False
    told = [name for name in vars(part) if not name.startswith(("_", "available_"))]
    named = isinstance(getattr(part, "id", ""), str)
    return named and all(n in PLAIN or n.startswith(("aria-", "data-")) for n in told)
