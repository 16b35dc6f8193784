"""A part that only shows: texts stay texts, links lead to this site alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from dash import html
from playwright.sync_api import Page, expect

from dashboards.components.static import static

pytestmark = pytest.mark.browser
EVIL = "<img src=x onerror=alert(1)>"


def sent(part: Any) -> Any:
    """What the browser gets of a part."""
    return json.loads(json.dumps(part, default=lambda each: each.to_plotly_json()))


def test_markup_and_foreign_links_are_not_drawn(visit: Callable[..., Page], address: str) -> None:
    """A cell of a sheet would become script in the head nurse's browser."""
    tree = html.Div(
        [
            html.P(EVIL),
            html.A("ours", href="?lang=en", className="ours"),
            html.A("theirs", href="javascript:alert(1)"),
            html.A("others", href="//evil.example/x"),
            html.Script("window.hacked = 1"),
        ],
        id="drawn",
    )
    page = visit(f"{address}/standards?lang=en&indicator=documents")
    page.evaluate(
        """part => {
            const root = document.createElement("div");
            document.body.append(root);
            window.ReactDOM.render(window.React.createElement(window.clinic_qc.Static, part.props), root);
        }""",
        sent(static(tree)),
    )
    drawn = page.locator("#drawn")
    expect(drawn.locator("p")).to_have_text(EVIL)
    assert drawn.locator("a[href]").count() == 1
    assert drawn.locator("script, img").count() == 0
    assert page.evaluate("window.hacked") is None
