"""axe-core's rules (WCAG 2.2 A and AA) on every page, in both languages, light and dark, on desk and phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from dashboards import routes
from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.browser
AXE = Path(__file__).with_name("vendor") / "axe.min.js"
MORE = {"/indicator": "&indicator=disinfection"}
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Page) -> list[str]:
    """One line for each broken rule: its name and the first place."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "standards => axe.run({runOnly: {type: 'tag', values: standards}})", STANDARDS
    )
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found["violations"]]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("page_of", routes.PAGES, ids=lambda page: page.__module__.split(".")[2])
def test_every_page_breaks_no_rule_in_light_and_dark_on_desk_and_phone(
    visit: Callable[..., Page], address: str, page_of: Callable[..., Any], language: str
) -> None:
    """Somebody with a screen reader, a keyboard or weak eyes could not use it."""
    path = f"/{page_of.__module__.split('.')[2]}".replace("/today", "/").replace(
        "/imports", "/import"
    )
    page = visit(f"{address}{path}?lang={language}{MORE.get(path, '')}")
    found = {}
    for size, switches in ((DESK, 1), (PHONE, 0), (PHONE, 1), (DESK, 0)):
        page.set_viewport_size({"width": size["width"], "height": size["height"]})
        if switches:
            page.evaluate("document.querySelector('[data-theme-switch]').click()")
        page.wait_for_timeout(300)
        scheme = page.evaluate("document.documentElement.dataset.mantineColorScheme")
        found[f"{scheme} at {size['width']} px"] = violations(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, size)
    assert {how: broken for how, broken in found.items() if broken} == {}


def test_the_open_drawer_breaks_no_rule(visit: Callable[..., Page], address: str) -> None:
    page = visit(f"{address}/scorecard?rows.period=2026-10&rows.indicator=disinfection")
    page.wait_for_selector(".ag-cell")
    assert violations(page) == []
