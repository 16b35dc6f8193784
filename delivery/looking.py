"""What a page of the dashboard says, asked for as the browser does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

BODY = "page-body"
PATIENCE = 60.0  # seconds for one answer


def page(url: str, path: str) -> str:
    """The body of a page as JSON in one text, Chinese as it is. RuntimeError where it is refused."""
    callbacks = json.loads(_asked(url, "GET", "/_dash-dependencies"))
    callback = next(each for each in callbacks if f"{BODY}.children" in each["output"])
    answer = _asked(url, "POST", "/_dash-update-component", _question(callback, path))
    return json.dumps(json.loads(answer), ensure_ascii=False)


def _asked(url: str, method: str, path: str, body: Mapping[str, Any] | None = None) -> bytes:
    connection = HTTPConnection(urlsplit(url).netloc, timeout=PATIENCE)
    try:
        content = json.dumps(body).encode() if body is not None else None
        connection.request(method, path, content, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        told = answer.read()
    finally:
        connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status} {told[:200]!r}")
    return told


def _question(callback: Mapping[str, Any], path: str) -> dict[str, Any]:
    output = str(callback["output"])
    several = output.startswith("..")
    names = output.strip(".").split("...") if several else [output]
    outputs = [dict(zip(("id", "property"), n.rpartition(".")[::2], strict=True)) for n in names]
    inputs = [
        {**each, "value": path if each["id"] == "view" else None} for each in callback["inputs"]
    ]
    return {
        "output": output,
        "outputs": outputs if several else outputs[0],
        "inputs": inputs,
        "changedPropIds": ["view.data"],
        "state": [],
    }  # fmt: skip
