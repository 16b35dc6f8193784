"""The way from a problem to its cell in a picture of the sheet, and the picture where it is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dashboards.components import html
from dashboards.components.fields import opener
from dashboards.pages.imports.place import Place
from qc.locale import Translator
from qc.records import Problem
from qc.workspace import Workspace

SEEN = "seen"
Picturing = Callable[[Workspace, str, str, str], Any]


def see(key: str, found: Problem, seen: Any, place: Place, t: Translator) -> Any:
    """At a problem's line: the picture itself where it lies open, else the link that opens it."""
    if not found.cell:
        return None
    mark = f"{key}!{found.sheet}!{found.cell}"
    if mark == place.see:
        shut = html.A(t("Hide the sheet"), href=place.link(), className="cancel")
        return html.Div([shut, seen], id=SEEN)
    return opener(t("Show in the sheet"), place.link(see=mark), SEEN)


def picture_at(reader: Workspace, place: Place, key: str, picturing: Picturing) -> Any:
    """The picture that the address asks for, where it is of this file."""
    of, _, rest = (place.see or "").partition("!")
    sheet, _, cell = rest.rpartition("!")
    return picturing(reader, key, sheet, cell) if of == key else None
