"""The head of every page: the way to the others, where we are, the page's conclusion, its controls."""

from __future__ import annotations

from typing import Any

from dashboards.components import html
from dashboards.components.navigation import TITLES, navigation
from dashboards.who import account
from qc.workspace import Workspace


def top(
    path: str,
    reader: Workspace,
    search: str,
    said: str,
    *controls: Any,
    about: str = "",
    notes: Any = None,
) -> Any:
    """`said`: the conclusion in one sentence. `about`: what the page is about just now (a unit, a
    month). `notes`: what the conclusion does not hold."""
    t = reader.t
    place = " · ".join(filter(None, (reader.clinic, t(TITLES[path]), about)))
    return html.Header(
        [
            navigation(path, reader, search, account()),
            html.P(place, className="place"),
            html.H1(unbroken(said)),
            html.Div(list(controls), className="controls"),
            notes,
        ],
        className="top",
    )


def unbroken(sentence: str) -> str:
    """A sentence whose "%" stays on the line of its number."""
    return sentence.replace(" %", "\u00a0%")
