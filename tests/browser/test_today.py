"""The first page in a real browser: what needs somebody, where it leads, and that it goes when it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from dashboards import sample
from qc.improve.acting import act_on, finding, findings
from qc.workspace import Workspace
from sample_data import core_workbooks
from tests.attention import HANDS, STERILE, check, line, mark, save, spot, stock
from tests.browser.conftest import DESK, PHONE, served
from tests.browser.test_accessibility import violations
from tests.browser.test_scorecard import SMALL

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
DRAWER = ".mantine-Drawer-content"


@pytest.fixture
def clinic(workspace: Workspace) -> Workspace:
    """A critical failure, three overdue findings in one line, a cart, spot checks."""
    others = [mark(False, code, f"C{n}") for n, code in enumerate((HANDS, "x1", "x2"), 6)]
    save(
        workspace, "十月.xlsx", check("2026-10-05", *others),
        check("2026-10-30", mark(False, STERILE), unit="治疗室"),
        stock("2026-10-05", line("肾上腺素", expiry="2026-10-31"), line("阿托品", expiry="2026-12-31")),
        spot("2026-10-13"), spot("2026-10-27"), spot("2026-10-28"),
    )  # fmt: skip
    return workspace


@pytest.fixture
def at(clinic: Workspace) -> Iterator[str]:
    with served(clinic) as address:
        yield address


def test_the_dashboard_opens_with_what_needs_somebody(at: str, visit: Visit) -> None:
    """The head nurse would look at last month's rates while a drug expires."""
    page = visit(f"{at}/?lang=en")
    expect(page.locator("h1")).to_contain_text("Urgent today: 3")
    first = page.locator(".matter").first
    expect(first).to_contain_text("治疗室")
    expect(first).to_have_class("matter danger")
    expect(page.locator("nav [aria-current=page]")).to_have_text("Today")
    page.get_by_text("Show all 3").click()
    expect(page.locator(".matter details[open] li")).to_have_count(3)


def test_a_line_leads_where_it_says(at: str, visit: Visit) -> None:
    """To the finding itself and to the calendar, and back by the browser's own button."""
    page = visit(f"{at}/?lang=en")
    page.locator(".matter.danger", has_text="治疗室").locator("a").click()
    page.wait_for_url("**/findings?*finding=*")
    expect(page.locator("h1")).to_be_focused()
    expect(page.locator("main")).to_contain_text("治疗室")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Urgent today: 3")
    page.locator(".matter", has_text="still to be done by").locator("a").click()
    page.wait_for_url("**/calendar?*")


def test_what_is_done_is_gone(at: str, visit: Visit, clinic: Workspace) -> None:
    page = visit(f"{at}/?lang=en")
    lines = page.locator(".matter.danger", has_text="治疗室")
    expect(lines).to_have_count(1)
    (found,) = [each for each in findings(clinic) if each.critical]
    given = {"cause": "未查", "measure": "每日查"}
    act_on(clinic, finding(clinic, found.id), "fix_at_once", given)
    page.reload()
    expect(page.locator("h1")).to_contain_text("Urgent today: 2")
    expect(lines).to_have_count(0)


def test_the_list_is_walked_by_the_keyboard(at: str, visit: Visit) -> None:
    """Somebody without a mouse could not open anything."""
    page = visit(f"{at}/?lang=en")
    page.keyboard.press("j")
    expect(page.locator(".row-link").first).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("j / k")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator(f"{DRAWER} .ag-row").first).to_be_visible()


def test_an_old_link_still_shows_its_month(address: str, visit: Visit) -> None:
    page = visit(f"{address}/?period=2026-09")
    expect(page.locator("h1")).to_contain_text("2026年9月")
    assert "/scorecard?period=2026-09" in page.url


def test_a_new_clinic_is_shown_how_to_begin(visit: Visit, workspace: Workspace) -> None:
    with served(workspace) as address:
        page = visit(f"{address}/?lang=en")
        expect(page.locator("h1")).to_have_text("Nothing has been imported yet.")
        assert violations(page) == []
        page.locator("#begin a.button").click()
        expect(page.locator("#drop")).to_be_visible()


def test_a_new_clinic_looks_at_the_sample_and_clears_it_again(
    visit: Visit, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody buys from a blank page; and invented figures must not stay among real ones."""
    paths = core_workbooks()[-10:]
    monkeypatch.setattr(sample, "core_workbooks", lambda: paths)
    sample.digests.cache_clear()
    with served(workspace) as address:
        page = visit(f"{address}/?lang=en")
        page.get_by_role("button", name="Look at a sample clinic").click()
        expect(page.locator("#sample-underway")).to_contain_text("of 10 workbooks", timeout=20_000)
        expect(page.locator(".sample-banner")).to_contain_text("invented", timeout=60_000)
        page.goto(f"{address}/scorecard?lang=en")
        expect(page.locator(".scorecard .figure").first).to_be_visible(timeout=30_000)
        page.locator(".sample-banner a").click()
        page.get_by_role("button", name="Clear the sample data").click()
        expect(page.locator("#begin, #sample-underway").first).to_be_visible(timeout=20_000)
        expect(page.locator(".sample-banner")).to_have_count(0, timeout=60_000)
    sample.digests.cache_clear()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_breaks_no_rule(
    at: str, visit: Visit, size: dict[str, int], language: str
) -> None:
    """Somebody with a screen reader, a keyboard or weak eyes could not use it."""
    page = visit(f"{at}/?lang={language}", size)
    page.wait_for_selector(".matter")
    page.locator("summary").first.click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if size == PHONE:
        assert page.evaluate(SMALL) == []
