"""Parts of a page that only show: drawn by the browser as one component, however many cells they have.

Dash's own renderer keeps a watch on every component of a page, each of them at every change: a table of
a thousand cells takes it seconds. What holds no button, field or figure needs no watch.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash.development.base_component import Component

_TAGS = """
a article b br caption code col colgroup dd del details div dl dt em figcaption figure h2 h3 h4 img ins kbd
li mark ol p section small span strong summary table tbody td tfoot th thead time tr ul
"""
_ATTRIBUTES = """
alt className colSpan dateTime download href id lang open role rowSpan scope src start style tabIndex title
"""
TAGS = {tag.capitalize(): tag for tag in _TAGS.split()}
"""The elements that assets/static.js draws, by their names in Dash; a test holds both lists together."""
PLAIN = frozenset(_ATTRIBUTES.split())
ENOUGH = 8
"""Elements from which on one component is less than many."""


class Static(Component):
    """Draws `tree`: elements as [tag, attributes, children...], texts as they are (assets/static.js). The
    components that it was made of are its `children`, which are not sent."""

    _namespace = "clinic_qc"
    _type = "Static"
    _prop_names: list[str] = ["tree"]  # noqa: RUF012 - as Dash has it
    _children_props: list[str] = []  # noqa: RUF012 - as Dash has it
    _base_nodes: list[str] = []  # noqa: RUF012 - as Dash has it
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012 - as Dash has it
    available_properties: list[str] = ["tree"]  # noqa: RUF012 - as Dash has it
    available_wildcard_properties: list[str] = []  # noqa: RUF012 - as Dash has it

    def __init__(self, part: Any, tree: list[Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.tree = tree
        self.children = part


def static(part: Any) -> Any:
    """A part made of html elements alone: no id that a callback knows, nothing but links to press.
    TypeError for any other."""
    tree = _tree(part, {})[0]
    if tree is None:
        raise TypeError(f"more than html elements that show: {part!r}")
    return Static(part, tree)


def compacted(part: Any) -> Any:
    """A page with each part that only shows made one component; what is pressed, written into or drawn
    by a library stays as it is."""
    trees: dict[int, _Tree] = {}
    _tree(part, trees)
    return _compacted(part, trees)


def _compacted(part: Any, trees: Mapping[int, _Tree]) -> Any:
    if isinstance(part, list | tuple):
        return [_compacted(each, trees) for each in part]
    if not isinstance(part, Component) or isinstance(part, Static):
        return part
    tree, size = trees[id(part)]
    if tree is not None:
        return Static(part, tree) if size >= ENOUGH else part
    inside = getattr(part, "children", None)
    if inside is not None and not isinstance(inside, str | int | float):
        part.children = _compacted(inside, trees)
    return part


_Tree = tuple[list[Any] | None, int]
"""What is sent for a part, None where it is more than a show, and how many elements it has."""


def _tree(part: Any, trees: dict[int, _Tree]) -> _Tree:
    """A part's tree; its components' own are kept in `trees` by their identity."""
    if isinstance(part, Static):
        return part.tree, 1
    if not isinstance(part, Component):
        return _fragment(part, trees)
    attributes = _attributes(part)
    inside, size = _fragment(getattr(part, "children", None), trees)
    whole = None
    if attributes is not None and inside is not None:
        whole = [TAGS[part._type], attributes, *inside[2:]]
    trees[id(part)] = whole, size + 1
    return whole, size + 1


def _fragment(parts: Any, trees: dict[int, _Tree]) -> _Tree:
    """Parts that stand beside each other, as an element without a tag; lists within lists are one."""
    whole: list[Any] | None = ["", {}]
    size = 0
    for part in parts if isinstance(parts, list | tuple) else (parts,):
        if part is None or isinstance(part, bool):
            continue
        if isinstance(part, str | int | float):
            if whole is not None:
                whole.append(part)
            continue
        tree, of_it = _tree(part, trees)
        size += of_it
        if tree is None:
            whole = None
        elif whole is not None:
            whole += [tree] if tree[0] else tree[2:]
    return whole, size


def _attributes(part: Component) -> dict[str, Any] | None:
    """What an element is told beside its children; None where it is one that the browser's part does
    not draw."""
    if part._namespace != "dash_html_components" or part._type not in TAGS:
        return None
    told = {
        name: value
        for name, value in vars(part).items()
        if value is not None and name != "children" and not name.startswith(("_", "available_"))
    }
    shows = all(name in PLAIN or name.startswith(("aria-", "data-")) for name in told)
    return told if shows and isinstance(told.get("id", ""), str) else None
