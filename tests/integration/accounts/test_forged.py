"""Requests that no page of ours sends: refused in words, never a fault of ours, and nothing is changed."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest

from dashboards.forged import CALLBACKS
from dashboards.security import LARGEST_WORDS
from qc.accounts import Role
from tests.integration.accounts.conftest import HERE, Clinic

Enter = Callable[[Role], Any]

LONG = "9" * 5000
NAMES = ["", "x", "1", "²", "zz 0", "zz@0@x", f"x@{LONG}@", "../..", "a" * 64, LONG, "7b7d", "<b>\u202e", "zz.1"]  # fmt: skip
WORDS: list[Any] = ["", "²", LONG, "<script>=1+1", None, 5, True, ["x", None, 5], {"a": [1]}]
FIELDS = (
    "why", "undo-why", "fix-why", "fix-value", "note", "reason", "text", "person", "due", "period", "q", "search",
    "chosen", "resolution", "login", "shown", "role", "units", "from", "to", "standards-from", "own-name",
    "open.title", "open.owner", "open.due", "open.from", "open.to", "clinic", "language",
)  # fmt: skip
SEARCHES = [
    "?period=zzz", "?period=9999-99", "?unit=%00%EF%BF%BF", "?lang=zz", f"?page={LONG}", f"?open={LONG}", f"?own=a.{LONG}",
    "?upload=../../..", "?cycle=zz&do=zz", "?finding=zz&do=zz", "?appointment=zz", "?see=zz!zz!A1", "?fix=zz", "?part=zz",
    "?rows.period=2026-10&rows.weekday=99&rows.unit=zz", "?from=2026-99-01", "?" + "a=1&" * 2000, "?%ff=%ff", "zz",
]  # fmt: skip
UNDONE = {"backup", "draw"}
"""Acts that need neither a name nor a word: pressed by an administrator they do what they should."""


def body(
    output: str, inputs: dict[str, Any], state: dict[str, Any] | None = None
) -> dict[str, Any]:
    """What Dash's renderer sends: "page.children" → value."""
    several = output.startswith("..")
    names = output.strip(".").split("...") if several else [output]
    outputs = [dict(zip(("id", "property"), name.split("."), strict=True)) for name in names]
    return {
        "output": output,
        "outputs": outputs if several else outputs[0],
        "inputs": [_prop(name, value) for name, value in inputs.items()],
        "state": [_prop(name, value) for name, value in (state or {}).items()],
        "changedPropIds": list(inputs)[:1],
    }


def _prop(name: str, value: Any) -> dict[str, Any]:
    part, _, property_ = name.partition(".")
    return {"id": part, "property": property_, "value": value}


def view(value: Any) -> dict[str, Any]:
    output = "..page-body.children...page-body.data-title...page-body.className.."
    return body(output, {"view.data": value, "tick.data": None})


def press(path: Any, asked: Any, search: Any = "") -> dict[str, Any]:
    where = {"address.pathname": path, "address.search": search}
    return body("..said-last.children...tick.data...address.search..", {"asked.data": asked}, where)


def drawer(search: Any) -> dict[str, Any]:
    output = "..drawer.opened...drawer.title...drawer-body.children.."
    return body(output, {"address.search": search}, {"address.pathname": "/"})


def source(rows: Any) -> dict[str, Any]:
    where = {"address.search": "", "address.pathname": "/"}
    return body("drawer-source.children", {"evidence-grid.selectedRows": rows}, where)


def asked(client: Any, told: Any) -> int:
    return int(client.post(f"{HERE}{CALLBACKS}", json=told).status_code)


@pytest.fixture
def administrator(signed_in: Enter) -> Any:
    return signed_in(Role.ADMINISTRATOR)


@pytest.fixture
def quiet(caplog: pytest.LogCaptureFixture) -> Callable[[], bool]:
    """Whether nothing was logged as a fault of ours."""
    return lambda: not [one for one in caplog.records if one.levelno >= logging.ERROR]


def test_what_the_pages_send_is_answered(administrator: Any) -> None:
    """A fence that keeps our own pages out would be none."""
    hush = {
        "act": "hush",
        "of": "",
        "written": {"note": "x", "chosen": ["a"], "none": None},
        "at": 1,
    }
    row = {"sha256": "a" * 64, "sheet": "x", "cell": "A1"}
    for told in (view("/scorecard?period=2026-10"), press("/", hush), drawer(""), source([row]), source(None)):  # fmt: skip
        assert asked(administrator, told) == 200


def test_a_request_that_is_no_callback_of_ours_is_refused(administrator: Any, quiet: Any) -> None:
    good = source(None)
    wrong: list[Any] = [
        5,
        "x",
        [],
        {},
        good | {"output": "asked.data"},
        good | {"parsedChangedPropsIds": 5},
    ]
    for part in good:
        wrong += [good | {part: value} for value in (None, 5, "x", {}, [5], [{}], [[]], {"a": 1})]
        wrong += [{name: value for name, value in good.items() if name != part}]
    for told in wrong:
        assert asked(administrator, told) == 400, told
    assert quiet()


@pytest.mark.parametrize(
    "sent", [b"", b"null", b"{", b"[" * 100_000, b"\xff", b'{"output": 1e999}']
)
def test_what_is_no_json_is_refused(administrator: Any, quiet: Any, sent: bytes) -> None:
    answer = administrator.post(f"{HERE}{CALLBACKS}", data=sent, content_type="application/json")
    assert answer.status_code == 400 and quiet()


def test_values_of_the_wrong_kind_are_refused(administrator: Any, quiet: Any) -> None:
    for value in (None, 5, ["/"], {"a": 1}, "/?unit=\ud800", "/\x00"):
        assert asked(administrator, view(value)) == 400, value
    for value in (5, ["x"], {"a": 1}):
        assert asked(administrator, press(value, {"act": "hush"})) == 400
        assert asked(administrator, drawer(value)) == 400
    for value in (None, 5, "x", [], {}, {"act": 5}, {"act": "x", "of": 5}, {"act": "x", "written": [1]}, {"act": "x", "of": "\x00"}):  # fmt: skip
        assert asked(administrator, press("/", value)) == 400, value
    for value in (5, "x", [5], ["x"], {"a": 1}):
        assert asked(administrator, source(value)) == 400, value
    assert quiet()


def test_what_was_answered_about_a_layout_is_a_text(filled: Clinic, administrator: Any) -> None:
    """The note of a file that waits would hold what nothing can read any more."""
    output = next(name for name, one in filled.app().callback_map.items() if '"answer"' in str(one["inputs"]))  # fmt: skip
    name = {"type": "answer", "of": "a" * 64, "layout": "x", "code": "x"}
    for value, of, status in (("x", name, 200), ({"a": 1}, name, 400), ("x", {**name, "of": [1]}, 400)):  # fmt: skip
        told = body(output, {}, {})
        told["inputs"] = [[{"id": of, "property": "value", "value": value}]]
        told["state"] = [[{"id": of, "property": "data-taken", "value": ""}], _prop("address.search", "")]  # fmt: skip
        told["changedPropIds"] = [f"{json.dumps(of, sort_keys=True)}.value"]
        assert asked(administrator, told) == status


def test_no_address_is_a_fault_of_ours(filled: Clinic, administrator: Any, quiet: Any) -> None:
    """Whoever mistypes an address, or plays with it, is told so on the page."""
    for path in (*_paths(filled), "/nowhere", "//evil", "/admin/../"):
        for search in SEARCHES:
            assert asked(administrator, view(path + search)) == 200
            assert quiet(), path + search
    for search in SEARCHES:
        assert asked(administrator, drawer(search)) == 200 and quiet(), search


def test_no_act_with_nonsense_is_a_fault_of_ours(
    filled: Clinic, administrator: Any, quiet: Any
) -> None:
    """Every act of every page, with names and words that no page gives it."""
    tried = 0
    for path, act in _acts(filled):
        tries = [(of, {}) for of in NAMES] + [("zz", dict.fromkeys(FIELDS, word)) for word in WORDS]
        for of, written in tries:
            told = press(path, {"act": act, "of": of, "written": written})
            assert asked(administrator, told) == 200 and quiet(), (path, act, of[:40], written)
            tried += 1
    assert tried > 1000


def _paths(filled: Clinic) -> list[str]:
    from dash import Dash

    from dashboards import routes

    return list(routes.pages(Dash("paths"), lambda: filled.workspace))


def _acts(filled: Clinic) -> list[tuple[str, str]]:
    from dash import Dash

    from dashboards import routes

    pages = routes.pages(Dash("acts"), lambda: filled.workspace).values()
    return [(page.path, act) for page in pages for act in page.acts if act not in UNDONE]


@pytest.mark.parametrize("package", ["os", "../qc", "dash_nothing", "%2e%2e"])
def test_only_packages_of_the_page_are_served(administrator: Any, quiet: Any, package: str) -> None:
    answer = administrator.get(f"{HERE}/_dash-component-suites/{package}/x.js")
    assert answer.status_code in (200, 404) and "import" not in answer.text and quiet()
    assert administrator.get(f"{HERE}/_dash-component-suites/os/x.js").status_code == 404


@pytest.mark.parametrize("path", [CALLBACKS, "/sign-in", "/password", "/sign-out"])
def test_words_that_would_fill_the_memory_are_refused(administrator: Any, path: str) -> None:
    sent = b" " * (LARGEST_WORDS + 1)
    answer = administrator.post(f"{HERE}{path}", data=sent, content_type="application/json")
    assert answer.status_code == 413


def test_a_capture_nested_without_end_is_refused(administrator: Any, quiet: Any) -> None:
    form = {"said": "[" * 100_000}
    answer = administrator.post(f"{HERE}/captures", data=form, headers={"X-QC": "1"})
    assert answer.status_code == 400 and quiet()
