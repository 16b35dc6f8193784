"""The pages as HTML. Whatever stands in a name is text: every value is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from flask import Response, make_response, request
from jinja2 import Environment, PackageLoader, StrictUndefined

from dashboards.signing.sessions import token
from dashboards.signing.words import WORDS
from qc.locale import LANGUAGES, Translator, translator
from qc.workspace import Workspace

_pages = Environment(
    loader=PackageLoader("dashboards.signing"), autoescape=True, undefined=StrictUndefined
)


def reader(workspace: Workspace) -> Translator:
    """The language of the address, else the workspace's."""
    asked = request.args.get("lang", "")
    return translator(asked if asked in LANGUAGES else workspace.language)


def page(name: str, workspace: Workspace, status: int = 200, /, **told: Any) -> Response:
    """A page of `templates/`; `fault` and `done` are sentences that are said above the form."""
    t = reader(workspace)
    values = {"fault": "", "done": "", "t": t, "clinic": workspace.clinic, "token": token(), **told}
    other = next(language for language in LANGUAGES if language != t.language)
    values |= {"lang": t.language, "words": WORDS}
    values["other"] = {"language": other, "href": _in(other), "name": _NAMES[other]}
    return make_response(_pages.get_template(f"{name}.html").render(values), status)


def listed(names: Sequence[str], t: Translator) -> str:
    """Names one after the other, as the language does it."""
    return ("、" if t.language == "zh" else ", ").join(names)


_NAMES = {"zh": "中文", "en": "English"}


def _in(language: str) -> str:
    """This page in another language; a page that answered a form is asked for anew."""
    return f"{request.path}?{urlencode({**request.args.to_dict(), 'lang': language})}"
