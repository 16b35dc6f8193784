"""The page of stock and devices without a browser: what it says, where its figures lead."""

from __future__ import annotations

from typing import Any

import pytest
from dash import html

from dashboards.figures.horizon import Mark, horizon_figure
from dashboards.pages.drugs import update
from dashboards.pages.drugs.place import Place
from qc.attention.stock import shelf
from qc.errors import UsageError
from qc.locale import translator
from qc.workspace import Workspace
from tests.attention import line, save, stock
from tests.conftest import TODAY
from tests.unit.dashboards import test_components
from tests.unit.dashboards.shown import at as at_page

LANG = "?lang=en"
EVIL = "<img src=x onerror=alert(1)>"


@pytest.fixture
def clinic(workspace: Workspace) -> Workspace:
    lots = [
        line("肾上腺素", expiry="2026-10-31", par=10, actual=3, batch="A1"),
        line(EVIL, expiry="2027-03-31", par=4, actual=4)._replace(cell="C7"),
    ]
    save(workspace, "十月.xlsx", stock("2026-09-30", *lots))
    return workspace


def text(part: Any) -> str:
    return test_components.text(html.Div(part))


def links(part: Any) -> list[str]:
    if isinstance(part, list | tuple):
        return [href for each in part for href in links(each)]
    own = [part.href] if getattr(part, "href", None) else []
    return own + links(getattr(part, "children", None) or ())


def test_the_page_says_first_what_may_harm_somebody(clinic: Workspace) -> None:
    """An expired drug below the third heading would stay in the cart."""
    said = text(at_page(update.show, clinic, LANG))
    assert said.index("1 lots have expired") < said.index("To order anew")
    assert "▲ expired 2 days ago" in said and "A1" in said


def test_an_old_count_is_pointed_at_in_the_head(clinic: Workspace) -> None:
    """Figures of a month ago would be read as today's."""
    said = text(at_page(update.show, clinic, LANG))
    assert "the oldest of 2026-09-30, 33 days ago" in said


@pytest.mark.parametrize(("horizon", "shown"), [(90, False), (180, True)])
def test_the_horizon_is_in_the_address(clinic: Workspace, horizon: int, shown: bool) -> None:
    said = text(at_page(update.show, clinic, f"{LANG}&horizon={horizon}"))
    assert ("2027-03-31" in said) is shown


def test_every_line_leads_to_its_cell(clinic: Workspace) -> None:
    hrefs = links(at_page(update.show, clinic, LANG))
    assert any("rows.item=x-" in href and "rows.checklist=emergency" in href for href in hrefs)
    assert "十月.xlsx · 10月!C5" in text(at_page(update.show, clinic, LANG))


def test_a_drug_is_no_markup_in_the_figure() -> None:
    """A sheet's text would run in the browser through the chart's labels."""
    mark = Mark(EVIL, TODAY, 1, EVIL, "?x")
    figure = horizon_figure([mark], TODAY, 90, translator("en"))
    assert "<img" not in str(figure)


def test_a_place_that_is_none_is_explained(clinic: Workspace) -> None:
    with pytest.raises(UsageError):
        at_page(update.show, clinic, f"{LANG}&unit=nowhere")
    with pytest.raises(UsageError):
        Place.parse("?horizon=7")


def test_an_empty_workspace_says_what_will_stand_here(workspace: Workspace) -> None:
    said = text(at_page(update.show, workspace, LANG))
    assert "No stock has been counted" in said and "Import" in said


def test_no_day_written_down_is_not_told_as_nothing_expired(workspace: Workspace) -> None:
    """Lists without a column for the last day of use say nothing about what lies in the cart."""
    save(workspace, "十月.xlsx", stock("2026-10-30", line("肾上腺素", par=10, actual=10)))
    said = text(at_page(update.show, workspace, LANG))
    assert "nothing has expired" not in said.lower()
    assert "The counts name no last day of use." in said


def test_what_expired_long_ago_is_one_mark_at_the_edge(workspace: Workspace) -> None:
    """Twenty marks over each other read as the two lots of the last one."""
    old = [line(f"药{n}", expiry=f"2026-0{n}-01")._replace(cell=f"C{n}") for n in range(1, 8)]
    save(workspace, "十月.xlsx", stock("2026-10-30", *old))
    (mark,) = update._marks(shelf(workspace).articles, workspace, LANG)
    assert mark.lots == 7 and "药1 · 2026-01-01" in mark.told
