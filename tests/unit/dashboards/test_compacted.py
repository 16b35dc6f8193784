"""Parts of a page that only show become one component each, and say the same."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

import dashboards
from dashboards.components.fields import button
from dashboards.components.static import ENOUGH, TAGS, Static, compacted
from tests.unit.dashboards.test_components import text


def table(*cells: Any) -> Any:
    rows = [html.Tr([html.Th("项目", scope="row"), html.Td(cell)]) for cell in cells]
    return html.Table(html.Tbody(rows), className="plain")


def test_a_table_of_words_and_links_is_one_component() -> None:
    """The browser would keep a watch on every cell: the scorecard would take seconds to appear."""
    page = [html.H1("标题"), html.Section([table("1", html.A("2", href="?a=1"), "3")], id="x")]
    (_, section) = compacted(page)
    assert isinstance(section, Static)
    assert text(section.tree) == "项目1项目2项目3"


def test_what_is_pressed_written_into_or_drawn_stays_itself() -> None:
    """A button inside would show and do nothing."""
    for live in (
        button("撤销", "undo", "1"),
        dmc.TextInput(id={"type": "field", "name": "x"}),
        dcc.Graph(id={"type": "figure", "name": "x"}),
        html.Div(id={"type": "do", "act": "x", "of": ""}),
        html.Div("x", n_clicks=0),
    ):
        before = html.Div([table(*"abcdefgh"), html.Div([live])])
        after = compacted(before)
        first, second = after.children
        assert isinstance(first, Static)
        assert second.children[0] is live


def test_little_is_left_alone() -> None:
    few = html.P([html.Span("a")] * (ENOUGH - 2))
    assert compacted(few) is few


def test_the_browser_draws_what_is_handed_to_it() -> None:
    """A tag that only one of both lists names would vanish from the page."""
    script = (Path(dashboards.__file__).parent / "assets" / "static.js").read_text("utf-8")
    names = re.search(r"TAGS = new Set\((.*?)\.split", script, re.S)
    assert names
    drawn = set(" ".join(re.findall(r'"([^"]+)"', names[1])).split())
    assert {tag.lower() for tag in TAGS} == drawn
