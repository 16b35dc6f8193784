"""What the pages themselves offer: addresses, buttons, fields. Found by walking through them as the administrator,
so that a forged request is made of words that are real."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from dashboards.forged import CALLBACKS

HERE = "http://127.0.0.1"
VIEW = "..page-body.children...page-body.data-title...page-body.className.."


class Press(NamedTuple):
    """A button, and the address of the page that it stands on."""

    path: str
    search: str
    act: str
    of: str


@dataclass
class Harvest:
    """Found on the way. `addresses` are of the pages, `files` the links that lead to routes of the server."""

    addresses: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    presses: list[Press] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)


def walk(client: Any, paths: list[str], most: int = 120, first: Sequence[str] = ()) -> Harvest:
    """Every page, and from it every kind of address (the same words with other values are one kind); what is named
    `first` before what is found."""
    found, waiting, kinds = Harvest(), [*(f"{path}?lang=zh" for path in paths), *first], set()
    while waiting and len(found.addresses) < most:
        address = waiting.pop(0)
        path, _, search = address.partition("?")
        if (kind := _kind(path, search)) in kinds:
            continue
        kinds.add(kind)
        shown = show(client, address)
        assert shown is not None, address
        found.addresses.append(address)
        _buttons(shown, path, f"?{search}", found)
        waiting += _links(shown, path, paths, found)
    return found


def show(client: Any, address: str) -> Any:
    """A page as the browser asks for it; None where it is refused."""
    told = {
        "output": VIEW,
        "outputs": [{"id": "page-body", "property": name} for name in ("children", "data-title", "className")],
        "inputs": [{"id": "view", "property": "data", "value": address}, {"id": "tick", "property": "data", "value": None}],
        "state": [],
        "changedPropIds": ["view.data"],
    }  # fmt: skip
    answer = client.post(f"{HERE}{CALLBACKS}", json=told)
    return answer.get_json() if answer.status_code == 200 else None


def parts(node: Any) -> Iterator[dict[str, Any]]:
    """Every component of an answer, with its properties."""
    if isinstance(node, list):
        for each in node:
            yield from parts(each)
    elif isinstance(node, dict):
        if isinstance(node.get("props"), dict):
            yield node["props"]
        for each in node.values():
            yield from parts(each)


def texts(node: Any) -> Iterator[str]:
    """Every text in an answer, in whichever form it travels."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, list | dict):
        for each in node.values() if isinstance(node, dict) else node:
            yield from texts(each)


_FILTERS = {"lang", "state", "overdue", "recurring", "sort", "page", "all"}
_TOLD = ("show", "part", "do", "register", "figure")
_LINK = re.compile(r"[?/][^\s\"<>{}|]*")


def _kind(path: str, search: str) -> tuple[Any, ...]:
    said = parse_qs(search)
    names = {name.partition(".")[0] for name in said} - _FILTERS
    return (path, tuple(sorted(names)), *(said.get(name, [""])[-1] for name in _TOLD))


def _buttons(shown: Any, path: str, search: str, found: Harvest) -> None:
    for part in parts(shown):
        name = part.get("id")
        if isinstance(name, str) and name.startswith("{"):
            name = json.loads(name)
        if isinstance(name, dict) and name.get("type") == "do":
            found.presses.append(Press(path, search, name["act"], str(name.get("of") or "")))
        elif isinstance(name, dict) and name.get("type") == "field":
            value = part.get("value")
            found.fields[name["name"]] = value if isinstance(value, str) else ""


def _links(shown: Any, path: str, paths: list[str], found: Harvest) -> list[str]:
    """Addresses of pages on it; those of files are noted."""
    pages = []
    for link in filter(_LINK.fullmatch, texts(shown)):
        link = (path + link if link.startswith("?") else link).partition("#")[0]
        if link.partition("?")[0] in paths:
            pages.append(link)
        else:
            found.files.append(link)
    return pages
