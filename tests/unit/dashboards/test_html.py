"""Elements without Dash's checks: the same words go to the browser, a misspelt one is still told."""

from __future__ import annotations

import dash.html
import pytest
from dash.development.base_component import Component

from dashboards.components import html


@pytest.mark.parametrize("name", ["Td", "A", "Button", "Img", "Details", "Progress"])
def test_an_element_is_sent_as_dash_would(name: str) -> None:
    """What the browser is sent decides what it draws."""
    words = {"id": {"type": "x", "name": "y"}, "className": "c", "data-a": 1, "aria-label": "l"}
    ours = getattr(html, name)(["a", getattr(html, name)("b")], **words)
    theirs = getattr(dash.html, name)(["a", getattr(dash.html, name)("b")], **words)
    assert isinstance(ours, getattr(dash.html, name)) and isinstance(ours, Component)
    as_sent, expected = ours.to_plotly_json(), theirs.to_plotly_json()
    inside, wanted = as_sent["props"].pop("children"), expected["props"].pop("children")
    assert as_sent == expected
    assert inside[1].to_plotly_json() == wanted[1].to_plotly_json()


def test_a_misspelt_attribute_is_told() -> None:
    """It would else be left out, and be missed on the page only."""
    with pytest.raises(TypeError, match="Td has no clasName"):
        html.Td("x", clasName="number")
