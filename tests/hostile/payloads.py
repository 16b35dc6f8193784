"""Forged callback requests, drawn from what the app itself says of its callbacks: the right form with hostile values,
and every other form."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tests.hostile.harvest import Harvest, Press
from tests.hostile.house import MINE, THERE

LONG = "9" * 5000
DEEP = json.loads("[" * 400 + "]" * 400)
HOSTILE: list[Any] = [
    None, True, 0, -1, 5, 2**63, 10**40, 1.5, float("nan"), float("inf"), "", " ", "x", LONG, "\x00", "a\x00b", "\ud800",
    "\udfff\ud800", "\u202e<b>", "<script>alert(1)</script>", "=1+1", "../..", "%2e%2e/", "' OR 1=1 --", "{{7*7}}", "{0.__class__}",
    "\ufeff", "²", "１２", [], {}, [[]], [{}], [None], [5], ["x"], DEEP, {"a": DEEP}, {"": ""}, {"__proto__": {}}, {"type": "do"}, {"props": {}},
]  # fmt: skip
"""What no page sends, or sends only as somebody's word."""

WORDS = ["", "x", "某人", "2026-10-30", "2026-10", "2026-W44", "95%", "20", "1", "yes", "料", "head-nurse", "换一把锁的长句子", "zz", LONG, "<b>", "=1"]  # fmt: skip
SEARCHES = [
    "", "?", "?lang=en", f"?unit={THERE}", "?unit=%00", "?unit=%ed%a0%80", "?period=9999-99", "?period=0000-00", "?period=2026-10&unit=",
    f"?rows.period=2026-10&rows.unit={THERE}", f"?rows.period=2026-10&rows.page={LONG}", "?page=-1", f"?open={LONG}", "?rows.period=%5B",
    "?site=%E6%9C%AC%E9%99%A2", "?clinic=x", "?user=1", f"?user={LONG}", "?lang=zh&lang=xx", "?" + "a=1&" * 500, "?finding=zz&do=zz", "http://[", "?rows.first=0001-01-01&rows.period=0001-01",
]  # fmt: skip


@dataclass(frozen=True)
class Signature:
    """What a callback is asked with: its output as Dash names it, and its inputs and state in order."""

    output: str
    inputs: tuple[tuple[str, str], ...]
    state: tuple[tuple[str, str], ...]


def signatures(app: Any) -> list[Signature]:
    """Of all callbacks, those too that the browser answers by itself."""
    return [
        Signature(output, *(tuple((one["id"], one["property"]) for one in told[part]) for part in ("inputs", "state")))
        for output, told in app.callback_map.items()
    ]  # fmt: skip


def whole(signature: Signature, values: Mapping[str, Any]) -> dict[str, Any]:
    """A request as the browser's own script makes it; `values` by "id.property"."""
    several = signature.output.startswith("..")
    names = signature.output[2:-2].split("...") if several else [signature.output]
    outputs = [dict(zip(("id", "property"), name.rsplit(".", 1), strict=False)) for name in names]
    inputs = [_one(*each, values) for each in signature.inputs]
    first = signature.inputs[0] if signature.inputs else ("x", "y")
    return {
        "output": signature.output,
        "outputs": outputs if several else outputs[0],
        "inputs": inputs,
        "state": [_one(*each, values) for each in signature.state],
        "changedPropIds": [f"{first[0]}.{first[1]}"],
        "parsedChangedPropsIds": [],
    }


def _one(name: str, property_: str, values: Mapping[str, Any]) -> Any:
    value = values.get(f"{name}.{property_}")
    if not name.startswith("{"):
        return {"id": name, "property": property_, "value": value}
    given = dict.fromkeys(json.loads(name), "x") | {"type": json.loads(name)["type"]}
    of = given | (value or {}).get("id", {}) if isinstance(value, dict) else given
    told = value.get("value") if isinstance(value, dict) else value
    return [{"id": of, "property": property_, "value": told}]


@dataclass(frozen=True)
class Forged:
    """One request: its body, what it pretends to be of, and which form it has."""

    form: str
    body: bytes
    kind: str = "application/json"


def plausible(name: str, said: str) -> str:
    """What somebody may write into a field of that name."""
    last = name.rpartition(".")[2]
    fixed = {"due": "2026-12-31", "to": "2026-12-01", "from": "2026-11-02", "on": "2026-10-30", "period": "2026-08", "target": "96%", "least": "20", "true": "yes", "password": "eleven green bottles", "login": "new-one", "language": "zh", "clinic": "本院", "category": "料", "evidence-day": "2026-10-30"}  # fmt: skip
    return fixed.get(last, said)


class Forger:
    """Draws requests for one app out of its own signatures and of what its pages offer."""

    def __init__(self, app: Any, found: Harvest, things: Mapping[str, str]) -> None:
        self.signatures = signatures(app)
        self.addresses = st.sampled_from(found.addresses)
        self.presses = st.sampled_from(found.presses)
        self.names = sorted(found.fields)
        ids = [*things.values(), *dict.fromkeys(press.of for press in found.presses)]
        self.of = st.sampled_from([*ids, *(f"{each}@0" for each in things.values()), "", "zz", "zz 0", "²", LONG, "\x00", "../.."])  # fmt: skip
        self.acts = st.sampled_from(sorted({press.act for press in found.presses} | {"hush", "zz"}))
        self.keys = st.sampled_from(sorted(things.values()))

    def draw(self) -> st.SearchStrategy[Forged]:
        """Five forms: a button that is there, as a page sends it; real words at random; hostile values in the right
        places; another form; no form."""
        forms = {1: self._press, 2: self._right, 3: self._hostile, 4: self._misshapen}
        return st.sampled_from([1, 1, 1, 2, 2, 3, 3, 4, 5]).flatmap(
            lambda n: forms[n]() if n in forms else _raw()
        )

    def _press(self) -> st.SearchStrategy[Forged]:
        """A press on a button where it stands, with every field of the clinic written into: as anybody, it may do what
        it says."""
        (act,) = (each for each in self.signatures if each.inputs == (("asked", "data"),))
        word = st.sampled_from(["x", "某人", "一句足够长的话", "2026-10-30"])
        chosen = st.lists(self.of, max_size=3)

        def sent(each: tuple[Press, str, list[str], str]) -> Forged:
            press, said, some, role = each
            written = {name: plausible(name, said) for name in self.names} | {
                "chosen": some,
                "role": role,
                "units": [MINE],
            }
            values = {"asked.data": {"act": press.act, "of": press.of, "written": written, "at": 1}}
            place = {"address.pathname": press.path, "address.search": press.search}
            return _sent("press", whole(act, values | place))

        roles = st.sampled_from(["management", "unit-nurse", "qc-member", "zz"])
        return st.tuples(self.presses, word, chosen, roles).map(sent)

    def _values(self) -> st.SearchStrategy[dict[str, Any]]:
        search = self.addresses.map(lambda each: "?" + each.partition("?")[2]) | st.sampled_from(
            SEARCHES
        )
        path = self.addresses.map(lambda each: each.partition("?")[0])
        row = st.fixed_dictionaries({"sha256": self.keys | st.just("a" * 64), "sheet": st.sampled_from(["检查", "表", "", LONG, "x!y"]), "cell": st.sampled_from(["C4", "A1", "ZZZ9999999", "", "²", "C40:D50"])})  # fmt: skip
        answer = st.fixed_dictionaries({"id": st.fixed_dictionaries({"of": self.keys | st.just(""), "layout": st.sampled_from(["bcd2cb9926a5ca46", "x", LONG]), "code": st.sampled_from(["checklist", "year", "x"])}), "value": st.sampled_from(["disinfection", "2026", "x", None])})  # fmt: skip
        return st.fixed_dictionaries(
            {
                "view.data": st.tuples(path, search).map("".join) | self.addresses,
                "tick.data": st.none() | st.just("x"),
                "address.pathname": path | st.sampled_from(["/nowhere", "", "//x", "/admin/../"]),
                "address.search": search,
                "asked.data": self._asked(),
                "import-done.data": st.fixed_dictionaries({"imports": st.lists(st.integers(-5, 40) | st.just(2**70), max_size=4), "said": st.lists(st.sampled_from(["x", "<b>"]), max_size=2)}),
                "evidence-grid.selectedRows": st.none() | st.lists(row, max_size=2),
                "answer": answer,
            }
        )  # fmt: skip

    def _asked(self) -> st.SearchStrategy[dict[str, Any]]:
        chosen = st.lists(self.of, max_size=3)
        written = st.dictionaries(
            st.sampled_from(self.names), st.sampled_from(WORDS) | chosen, max_size=8
        )
        filled = st.sampled_from(WORDS).map(lambda word: dict.fromkeys(self.names, word))
        real = self.presses.map(lambda press: (press.act, press.of))
        made = st.tuples(real | st.tuples(self.acts, self.of), written | filled)
        return made.map(
            lambda each: {"act": each[0][0], "of": each[0][1], "written": each[1], "at": 1}
        )

    def _right(self) -> st.SearchStrategy[Forged]:
        served = [each for each in self.signatures if not _is_clientside(each)]
        drawn = st.tuples(st.sampled_from(served), self._values())
        return drawn.map(lambda each: _sent("right", whole(each[0], _named(each[0], each[1]))))

    def _hostile(self) -> st.SearchStrategy[Forged]:
        def spoilt(each: tuple[Signature, dict[str, Any], Any, int]) -> Forged:
            told = whole(each[0], _named(each[0], each[1]))
            places = list(_leaves(told))
            *way, last = places[each[3] % len(places)]
            at: Any = told
            for step in way:
                at = at[step]
            at[last] = each[2]
            return _sent("hostile", told)

        return st.tuples(st.sampled_from(self.signatures), self._values(), st.sampled_from(HOSTILE), st.integers(0, 200)).map(spoilt)  # fmt: skip

    def _misshapen(self) -> st.SearchStrategy[Forged]:
        drawn = st.tuples(
            st.sampled_from(self.signatures),
            self._values(),
            st.sampled_from(CHANGES),
            st.integers(0, 9),
        )
        return drawn.map(lambda each: _sent("misshapen", each[2](whole(each[0], _named(each[0], each[1])), each[3], self.signatures)))  # fmt: skip


def _named(signature: Signature, values: dict[str, Any]) -> dict[str, Any]:
    """Fields of several get the answer that was drawn."""
    forged = {f"{name}.{part}": values["answer"] for name, part in (*signature.inputs, *signature.state) if name.startswith("{")}  # fmt: skip
    return values | forged


def _is_clientside(signature: Signature) -> bool:
    return not (set(signature.output.strip(".").split("...")) & {"page-body.children", "tick.data", "drawer.opened", "drawer-source.children"}) and "tick.data@" not in signature.output  # fmt: skip


def _leaves(node: Any, way: tuple[Any, ...] = ()) -> Any:
    """Every place of a request that can hold another value."""
    inside = (
        node.items()
        if isinstance(node, dict)
        else enumerate(node)
        if isinstance(node, list)
        else ()
    )
    for key, each in inside:
        yield (*way, key)
        yield from _leaves(each, (*way, key))


Change = Callable[[dict[str, Any], int, list[Signature]], Any]


def _without(told: dict[str, Any], number: int, _: list[Signature]) -> Any:
    return {key: told[key] for n, key in enumerate(told) if n != number % len(told)}


def _fewer(told: dict[str, Any], number: int, _: list[Signature]) -> Any:
    part = ("inputs", "state", "changedPropIds")[number % 3]
    return told | {part: told[part][:-1]}


def _more(told: dict[str, Any], number: int, _: list[Signature]) -> Any:
    part = ("inputs", "state", "outputs")[number % 3]
    have = told[part] if isinstance(told[part], list) else [told[part]]
    return told | {part: have * 2 or [{"id": "x", "property": "y"}]}


def _renamed(told: dict[str, Any], number: int, known: list[Signature]) -> Any:
    """The output of another callback, or of none."""
    output = [*(each.output for each in known), "page-body.style", "..x.y..", ".", "", "{}.x", "_pages_content.children"][number % (len(known) + 6)]  # fmt: skip
    return told | {"output": output, "outputs": whole(Signature(output, (), ()), {})["outputs"] if number % 2 else told["outputs"]}  # fmt: skip


def _swapped(told: dict[str, Any], _: int, __: list[Signature]) -> Any:
    return told | {"inputs": told["state"], "state": told["inputs"]}


def _patterned(told: dict[str, Any], number: int, _: list[Signature]) -> Any:
    """A name of several where one is meant, and the other way round."""
    forged: list[Any] = [{"type": "do", "act": "backup", "of": "with"}, json.dumps({"type": "field", "name": "role"}), ["x"], {"id": {}}]  # fmt: skip
    inputs = [{"id": forged[number % 4], "property": "value", "value": "x"} for _ in told["inputs"]]
    return told | {"inputs": inputs if number % 2 else [inputs]}


def _extra(told: dict[str, Any], number: int, _: list[Signature]) -> Any:
    more = [{"cancelJob": ["x"]}, {"triggered": 1}, {"long_callback": 1, "cacheKey": "x", "job": "1"}, {"no_output": True}, {"changedPropIds": ["x", "a.b.c", "{", ".", '{"a":1}.x']}, {"parsedChangedPropsIds": [None, {}, "x"]}, {"background": {"interval": 1}}]  # fmt: skip
    return told | more[number % len(more)]


CHANGES: tuple[Change, ...] = (_without, _fewer, _more, _renamed, _swapped, _patterned, _extra)


def _sent(form: str, told: Any) -> Forged:
    return Forged(form, json.dumps(told).encode())


def _raw() -> st.SearchStrategy[Forged]:
    """What is no request of ours at all, under several types."""
    texts = [b"", b"null", b"{", b"[" * 50_000, b"\xff\xfe", b'{"output":1e999}', b"9" * 5000, b'{"a":' * 5000, b'"\\ud800"', b'{"output":"\\u0000"}', b"{}" * 1000, b"\xef\xbb\xbf{}", b"<x/>", b"output=x&inputs=y"]  # fmt: skip
    kinds = ["application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json; charset=utf-16", "", "application/json; charset=zz"]  # fmt: skip
    free = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["output", "inputs", "state", "id", "x"]), inner, max_size=4), max_leaves=8).map(lambda told: json.dumps(told).encode())  # fmt: skip
    return st.builds(
        Forged,
        st.just("raw"),
        st.sampled_from(texts) | free | st.binary(max_size=40),
        st.sampled_from(kinds),
    )
