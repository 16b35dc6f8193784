"""Ids of what a person presses, writes and chooses on a page, and how they look."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc

from dashboards.components import html
from dashboards.components.aria import data

DO, FIELD, ANSWER = "do", "field", "answer"


def button(text: str, act: str, of: str = "", *, quiet: bool = True, **more: Any) -> Any:
    """A button that asks for an act (see pages/imports/actions.py) on a thing."""
    name = "button quiet" if quiet else "button"
    return html.Button(
        text, id={"type": DO, "act": act, "of": of}, className=name, type="button", **more
    )


def opener(text: str, href: str, shows: str) -> Any:
    """A link to a place of this page; the script shows the part with the id `shows` once it is there."""
    return html.A(text, href=href, className="opens", **data(shows=shows))


def field(name: str, label: str, value: str = "", **more: Any) -> Any:
    """One line to write into; the page's act reads it by its name. With `debounce` the page has what
    was written at the moment of Enter or of leaving the line, not a moment later."""
    return dmc.TextInput(
        id={"type": FIELD, "name": name}, label=label, value=value, debounce=True, **more
    )


def choice(name: str, label: str, options: dict[str, str], value: str) -> Any:
    """One of several, by code; searched by typing."""
    return dmc.Select(
        id={"type": FIELD, "name": name},
        label=label,
        data=[{"value": code, "label": text} for code, text in options.items()],
        value=value,
        allowDeselect=False,
        searchable=True,
    )
