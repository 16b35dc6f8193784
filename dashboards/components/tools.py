"""At the end of the bar: search, language, light or dark, who is signed in; and the scripts' words."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from dashboards.components import html
from dashboards.components.aria import aria, data
from dashboards.components.controls import other_language
from qc.locale import N_, Translator
from qc.workspace import Workspace

WORDS = {
    "copy": N_("Copy"),
    "copied": N_("Copied"),
    "download": N_("Download"),
    "table": N_("This table"),
    "close": N_("Close"),
    "search": N_("Search"),
    "seek": N_("Pages, indicators, units, checklists"),
    "nothing": N_("Nothing is called so."),
    "found": N_("Found: {n}"),
    "hint": N_("↑ ↓ choose · Enter opens · Esc closes"),
    "keys": N_("Keys"),
    "walk": N_("Next / previous line"),
    "open": N_("Open what it is about"),
    "list": N_("This list"),
    "page": N_("Open the page {name}"),
    "lost": N_("The connection is lost. What you wrote still stands here; go on once it is back."),
    "back": N_("The connection is back."),
    "again": N_("Load the page again"),
}
"""What the browser's scripts say, in the reader's language: no script holds words of its own."""


def tools(reader: Workspace, search: str, account: str) -> Any:
    """Quiet buttons; `/` opens the search too."""
    t = reader.t
    seek = html.Button(
        [t("Search"), html.Kbd("/", className="keyboard-only")],
        type="button", **data(opens="finder"), **aria(keyshortcuts="/"),
    )  # fmt: skip
    language = other_language(lambda other: with_language(search, other), t)
    return html.Div([seek, language, theme_switch(t), *_account(account, t)], className="tools")


def theme_switch(t: Translator) -> Any:
    """One button whose word says what it leads to; assets/theme.js does it."""
    words = [
        html.Span(t("Dark"), className="when-light"),
        html.Span(t("Light"), className="when-dark"),
    ]
    return html.Button(words, type="button", **data(**{"theme-switch": ""}))


def _account(account: str, t: Translator) -> list[Any]:
    if not account:
        return []
    leave = html.Form(html.Button(t("Sign out")), action="/sign-out", method="post")
    return [html.A(account, href="/password", className="who"), leave]


def with_language(search: str, language: str) -> str:
    """The same address for a reader of another language."""
    said = dict(parse_qsl(search.removeprefix("?"))) | {"lang": language}
    return "?" + urlencode(said, quote_via=quote)


def script_words(t: Translator) -> Any:
    """The words for the scripts, as a note that nobody sees."""
    said = json.dumps({name: t(text) for name, text in WORDS.items()}, ensure_ascii=False)
    return html.Div(id="script-words", hidden=True, lang=t.language, **data(said=said))
