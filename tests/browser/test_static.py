"""A part that only shows: texts stay texts, links lead to this site alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
EVIL = "<img src=x onerror=alert(1)>"


def test_markup_and_foreign_links_are_not_drawn(visit: Callable[..., Page], address: str) -> None:
    """A cell of a sheet would become script in the head nurse's browser."""
    tree = [
        "div",
        {"id": "drawn"},
        ["p", {}, EVIL],
        ["a", {"href": "?lang=en", "className": "ours"}, "ours"],
        ["a", {"href": "javascript:alert(1)"}, "theirs"],
        ["a", {"href": "//evil.example/x"}, "others"],
        ["img", {"src": "//evil.example/x"}],
        ["script", {}, "window.hacked = 1"],
    ]
    page = visit(f"{address}/standards?lang=en&indicator=documents")
    page.evaluate(
        """tree => {
            const root = document.createElement("div");
            document.body.append(root);
            window.ReactDOM.render(window.React.createElement(window.clinic_qc.Static, {tree}), root);
        }""",
        tree,
    )
    drawn = page.locator("#drawn")
    expect(drawn.locator("p")).to_have_text(EVIL)
    assert drawn.locator("a[href]").count() == 1
    assert drawn.locator("script, img[src]").count() == 0
    assert page.evaluate("window.hacked") is None
