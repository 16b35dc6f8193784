"""A browser without a screen: a session, a connection that stays open, and what each request took."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.load.house import PASSWORD, Person

PATIENCE = 60.0  # seconds for one answer: a page that is slower is an error
_TOKEN = re.compile(r'name="token" value="([^"]+)"')
ALERT = '"role":"alert"'


@dataclass(frozen=True)
class Timed:
    """A request: what kind, how many seconds, and what was wrong with it."""

    kind: str
    seconds: float
    fault: str = ""


@dataclass
class Browser:
    """Signed in by `enter`; `callbacks` of the server by the component that asks them first."""

    url: str
    timed: list[Timed] = field(default_factory=list)
    callbacks: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    session: requests.Session = field(default_factory=requests.Session)

    def enter(self, person: Person) -> None:
        """Fill the door's form in, then ask for what a page asks for once."""
        self.session.trust_env = False
        token = _TOKEN.search(self.ask("door", "GET", "/sign-in?lang=en"))
        form = {
            "login": person.login,
            "password": PASSWORD,
            "next": "/",
            "token": token[1] if token else "",
        }
        self.ask("signing in", "POST", "/sign-in?lang=en", data=form)
        self.ask("layout", "GET", "/_dash-layout")
        known = json.loads(self.ask("callbacks", "GET", "/_dash-dependencies"))
        self.callbacks = {_first_input(each): each for each in known if _is_served(each)}

    def page(self, path: str, search: str) -> str:
        """The body of a page, and the drawer that asks with it."""
        body = self.callback("page " + path, "view.data", {"view.data": path + search})
        where = {"address.search": search, "address.pathname": path}
        self.callback("drawer", "address.search", where)
        return body

    def act(self, path: str, search: str, act: str, of: str, written: Mapping[str, str]) -> str:
        """A press of a button, with what was written into the fields."""
        asked = {"act": act, "of": of, "written": dict(written), "at": 1}
        values = {"asked.data": asked, "address.pathname": path, "address.search": search}
        return self.callback("act", "asked.data", values)

    def callback(self, kind: str, changed: str, values: Mapping[str, Any]) -> str:
        """The callback of the server that the change of one component asks."""
        known = self.callbacks[changed]
        return self.ask(kind, "POST", "/_dash-update-component", json=_payload(known, values))

    def ask(self, kind: str, method: str, path: str, **given: Any) -> str:
        """One request; what is not 200 is a fault, and so is silence."""
        started, fault, text = time.perf_counter(), "", ""
        try:
            answer = self.session.request(method, self.url + path, timeout=PATIENCE, **given)
            text = answer.text
            if answer.status_code != 200:
                fault = f"{answer.status_code}: {text[:200]}"
        except requests.RequestException as error:
            fault = repr(error)
        self.timed.append(Timed(kind, time.perf_counter() - started, fault))
        return text


def _is_served(callback: Mapping[str, Any]) -> bool:
    return callback["clientside_function"] is None


def _first_input(callback: Mapping[str, Any]) -> str:
    return "{id}.{property}".format(**callback["inputs"][0])


def _payload(callback: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """What a browser sends: every input and state with its value, the first of them as changed."""
    output = str(callback["output"])
    several = output.startswith("..")
    names = output.strip(".").split("...") if several else [output]
    outputs = [dict(zip(("id", "property"), n.rpartition(".")[::2], strict=True)) for n in names]
    given = [
        [
            {**each, "value": values.get(f"{each['id']}.{each['property']}")}
            for each in callback[part]
        ]
        for part in ("inputs", "state")
    ]
    return {
        "output": output,
        "outputs": outputs if several else outputs[0],
        "inputs": given[0],
        "state": given[1],
        "changedPropIds": [_first_input(callback)],
    }
