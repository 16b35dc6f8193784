"""Words that no page of ours has sent: refused before anything reads them.

A browser asks each callback in one form, which Dash and the pages rely on. Whoever writes a request by
hand may send anything, and is told 400, not 500: what falls over is logged as a fault of ours, and a
log full of other people's nonsense hides the real ones.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from dash import Dash
from dash.fingerprint import check_fingerprint
from flask import Response, abort, request

CALLBACKS = "/_dash-update-component"
SUITES = "/_dash-component-suites/"

_without_mark: Callable[[str], tuple[str, bool]] = check_fingerprint  # untyped in Dash
_TEXT = (str, type(None))
_FORMS: Mapping[str, tuple[type, ...]] = {
    "view.data": (str,),
    "tick.data": _TEXT,
    "address.pathname": _TEXT,
    "address.search": _TEXT,
    "asked.data": (dict,),
    "import-done.data": (dict,),
    "evidence-grid.selectedRows": (list, type(None)),
}
"""What the values of our own components may be."""


def refuse(app: Dash) -> None:
    """Refuse such requests to an app; after the gate, so that strangers learn nothing by it."""

    def only_known_scripts() -> None:
        """Dash falls over at the name of a package, or of a file in one, that it does not serve."""
        package, _, file = request.path.removeprefix(SUITES).partition("/")
        if not request.path.startswith(SUITES):
            return
        if _without_mark(file)[0] not in app.registered_paths.get(package, ()):
            abort(404)

    def only_well_formed() -> Response | None:
        if request.path != CALLBACKS or request.method != "POST":
            return None
        if _is_well_formed(_body(), app.callback_map):
            return None
        return Response("No page sends this.\n", 400, mimetype="text/plain")

    app.server.before_request(only_known_scripts)
    app.server.before_request(only_well_formed)


def _body() -> Any:
    """What was sent as JSON; None for what no database and no answer could hold, or what is nested
    deeper than anything of ours."""
    try:
        body = request.get_json()
        text = json.dumps(body, ensure_ascii=False)
        text.encode()
    except (RecursionError, UnicodeEncodeError):
        return None
    return None if "\\u0000" in text.replace("\\\\", "") else body


def _is_well_formed(body: Any, known: Mapping[str, Any]) -> bool:
    """Whether it asks a callback of ours with that callback's own inputs and outputs."""
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        return False
    callback = known.get(body["output"], {})
    changed = body.get("changedPropIds")
    return (
        "callback" in callback  # else the browser answers it by itself
        and _output(body.get("outputs")) == body["output"]
        and _fit(body.get("inputs"), callback["inputs"])
        and _fit(body.get("state", []), callback["state"])
        and isinstance(changed, list)
        and all(isinstance(each, str) for each in changed)
        and isinstance(body.get("parsedChangedPropsIds", []), list)
    )


def _output(outputs: Any) -> str | None:
    """Outputs as Dash writes them down as one word; None for what are none."""
    several = outputs if isinstance(outputs, list) else [outputs]
    if not all(isinstance(each, dict) for each in several):
        return None
    names = [f"{each.get('id')}.{each.get('property')}" for each in several]
    return f"..{'...'.join(names)}.." if isinstance(outputs, list) else names[0]


def _fit(given: Any, asked: list[dict[str, Any]]) -> bool:
    return (
        isinstance(given, list)
        and len(given) == len(asked)
        and all(_fits(one, spec) for one, spec in zip(given, asked, strict=True))
    )


def _fits(one: Any, spec: Mapping[str, Any]) -> bool:
    """Whether it is the component that is meant, or, where several may be, a list of such."""
    name, property_ = spec["id"], spec["property"]
    if name.startswith("{"):
        names = set(json.loads(name))
        return isinstance(one, list) and all(_is_one_of(each, names, property_) for each in one)
    if not isinstance(one, dict) or (one.get("id"), one.get("property")) != (name, property_):
        return False
    value = one.get("value")
    return (
        isinstance(value, _FORMS.get(f"{name}.{property_}", (object,)))
        and (name != "asked" or _is_asked(value))
        and (not isinstance(value, list) or all(isinstance(each, dict) for each in value))
    )


def _is_one_of(each: Any, names: set[str], property_: str) -> bool:
    """A field of several: its name is made of texts, and so is what was written into it."""
    return (
        isinstance(each, dict)
        and isinstance(each.get("id"), dict)
        and set(each["id"]) == names
        and all(isinstance(text, str) for text in each["id"].values())
        and each.get("property") == property_
        and isinstance(each.get("value"), _TEXT)
    )


def _is_asked(value: Any) -> bool:
    """What assets/address.js says of a press."""
    return (
        isinstance(value.get("act"), str)
        and isinstance(value.get("of"), _TEXT)
        and isinstance(value.get("written"), (dict, type(None)))
    )
