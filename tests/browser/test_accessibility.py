"""axe-core's rules (WCAG 2.2 A and AA) on the page as it stands, shut and with the drawer open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.browser
AXE = Path(__file__).with_name("vendor") / "axe.min.js"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Page) -> list[str]:
    """One line for each broken rule: its name and the first place."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "standards => axe.run({runOnly: {type: 'tag', values: standards}})", STANDARDS
    )
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found["violations"]]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_breaks_no_rule(
    visit: Callable[..., Page], address: str, size: dict[str, int], language: str
) -> None:
    """Somebody with a screen reader, a keyboard or weak eyes could not use it."""
    page = visit(f"{address}/scorecard?lang={language}", size)
    page.wait_for_selector("#trend-figure .main-svg")
    assert violations(page) == []


def test_the_open_drawer_breaks_no_rule(visit: Callable[..., Page], address: str) -> None:
    page = visit(f"{address}/scorecard?rows.period=2026-10&rows.indicator=disinfection")
    page.wait_for_selector(".ag-cell")
    assert violations(page) == []
