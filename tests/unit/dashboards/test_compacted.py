"""Parts of a page that only show become one component each, and say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dash_mantine_components as dmc
import pytest
from dash import dcc, html
from hypothesis import given
from hypothesis import strategies as st

import dashboards
from dashboards.components.fields import button
from dashboards.components.static import ENOUGH, TAGS, Static, compacted, static
from tests.unit.dashboards.test_components import text


def table(*cells: Any) -> Any:
    rows = [html.Tr([html.Th("项目", scope="row"), html.Td(cell)]) for cell in cells]
    return html.Table(html.Tbody(rows), className="plain")


def test_a_table_of_words_and_links_is_one_component() -> None:
    """The browser would keep a watch on every cell: the scorecard would take seconds to appear."""
    page = [html.H1("标题"), html.Section([table("1", html.A("2", href="?a=1"), "3")], id="x")]
    (_, section) = compacted(page)
    assert isinstance(section, Static)
    assert text(section.children) == "项目1项目2项目3"
    assert section.tree[:2] == ["section", {"id": "x"}]
    first = section.tree[2][2][2]  # table, tbody, tr
    assert first == ["tr", {}, ["th", {"scope": "row"}, "项目"], ["td", {}, "1"]]


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
    assert {*TAGS.values()} == drawn


def test_what_does_more_than_show_is_not_taken_for_a_show() -> None:
    """A field in a table would vanish without a word."""
    with pytest.raises(TypeError):
        static(table(dmc.TextInput(id="x")))


@given(st.recursive(st.text(max_size=3) | st.none() | st.booleans(), st.lists, max_leaves=9))
def test_texts_stand_in_order_however_they_are_nested(parts: Any) -> None:
    """A word of a sentence would be lost, or stand behind the next."""
    assert static(html.P(parts)).tree[2:] == [*_texts(parts)]


def _texts(parts: Any) -> Iterator[str]:
    if isinstance(parts, str):
        yield parts
    for part in parts if isinstance(parts, list) else ():
        yield from _texts(part)
