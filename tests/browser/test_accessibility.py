"""axe-core's rules (WCAG 2.2 A and AA) on every page, in both languages, light and dark, on desk and phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dashboards import routes
from dashboards.pages.indicator.update import PARTS
from qc.meeting.model import PartName
from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.browser
AXE = Path(__file__).with_name("vendor") / "axe.min.js"
MORE = {"/indicator": "&indicator=disinfection"}
WRITTEN_INTO = (
    "input:not([type=hidden], [type=file], [type=radio], [type=checkbox]), select, textarea"
)
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Page) -> list[str]:
    """One line for each broken rule: its name and the first place."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "standards => axe.run({runOnly: {type: 'tag', values: standards}})", STANDARDS
    )
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found["violations"]]


def zooming(page: Page) -> list[str]:
    """What a phone enlarges the page for when it is written into (type under 16 px): what is to be
    pressed next would be off the screen."""
    found: list[str] = page.locator(WRITTEN_INTO).evaluate_all(
        "all => all.filter(each => each.getClientRects().length && parseFloat(getComputedStyle(each).fontSize) < 16)"
        ".map(each => each.outerHTML.slice(0, 120))"
    )
    return found


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
        assert size == DESK or zooming(page) == []
    assert {how: broken for how, broken in found.items() if broken} == {}


def in_both_schemes(page: Page) -> dict[str, list[str]]:
    """The broken rules in the light and in the dark, where there are any."""
    found = {}
    for _ in range(2):
        scheme = page.evaluate("document.documentElement.dataset.mantineColorScheme")
        found[scheme] = violations(page)
        page.evaluate("document.querySelector('[data-theme-switch]').click()")
        expect(page.locator("html")).not_to_have_attribute("data-mantine-color-scheme", scheme)
    assert len(found) == 2
    return {scheme: broken for scheme, broken in found.items() if broken}


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_open_drawer_breaks_no_rule(
    visit: Callable[..., Page], address: str, size: dict[str, int]
) -> None:
    page = visit(f"{address}/scorecard?rows.period=2026-10&rows.indicator=disinfection", size)
    page.locator(".ag-row").first.locator(".ag-cell").first.click()
    expect(page.locator("#drawer-source > *").first).to_be_visible()
    assert in_both_schemes(page) == {}


def test_the_dialogs_break_no_rule(visit: Callable[..., Page], address: str) -> None:
    page = visit(f"{address}/scorecard")
    page.keyboard.press("?")
    page.wait_for_selector("dialog.keys[open]")
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("手")
    page.wait_for_selector("dialog.finder[open] [role=option]")
    assert violations(page) == []


UNIT = "%E6%8D%A2%E8%8D%AF%E5%AE%A4"
STATES = {
    **{f"wall-{part}": f"/meeting?part={part}&period=2026-10" for part in PartName},
    **{f"indicator-{part}": f"/indicator?indicator=disinfection&show={part}" for part in PARTS},
    "statistics": "/scorecard?show=details",
    "every indicator": "/scorecard?show=all",
    "levels": "/scorecard?compare=levels",
    "register": "/registers?register=complaints",
    "all findings": "/findings?state=all&sort=-times",
    "one checklist": "/findings?checklist=disinfection",
    "codes": "/capture?codes=1",
    "form": f"/capture?unit={UNIT}&checklist=disinfection",
    "standard": "/standards?checklist=disinfection",
    "target": "/standards?indicator=disinfection",
    "found": "/standards?q=手",
    "cadence": "/calendar?period=2026-10&checklist=spot-check",
    "month": "/calendar?period=2026-10",
    "horizon": "/drugs?horizon=180",
    "settings": "/admin?part=settings",
    "log": "/admin?part=audit",
    "backup": "/admin?part=backup",
    "first administrator": "/first-administrator",
    "password": "/password",
}


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("state", STATES)
def test_every_opened_state_breaks_no_rule(
    visit: Callable[..., Page], address: str, state: str, size: dict[str, int]
) -> None:
    """What lies behind the first view is used as much as it: the wall, a form, a standard, the log."""
    path = STATES[state]
    page = visit(f"{address}{path}{'&' if '?' in path else '?'}lang=zh", size)
    page.wait_for_load_state("networkidle")
    for exception in page.locator("#capture-form .choice.fail input").all()[:1]:
        exception.check()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert size == DESK or zooming(page) == []
    assert violations(page) == []
