"""The findings in a real browser: one put into good hands, several at once, two users at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from qc.improve.acting import findings
from qc.workspace import Workspace, open_workspace
from tests.attention import HANDS, STERILE, check, mark, save
from tests.browser.conftest import DESK, PHONE, served
from tests.browser.test_accessibility import in_both_schemes
from tests.browser.test_scorecard import DRAWER, SMALL
from tests.conftest import TODAY

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
UNITS = ("换药室", "治疗室", "注射室", "手术室")


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Workspace]:
    """In each of four units one item fails; sterile packs, which are critical, in one."""
    workspace = open_workspace(tmp_path / "w", today=TODAY, actor="李敏")
    checks = [
        check("2026-10-29", mark(False), *([mark(False, STERILE, "C6")] * (n == 0)), unit=unit)
        for n, unit in enumerate(UNITS)
    ]
    save(workspace, "十月.xlsx", *checks)
    yield workspace
    workspace.store.close()


@pytest.fixture
def at(clinic: Workspace) -> Iterator[str]:
    with served(clinic) as address:
        yield address


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_finding_is_given_to_somebody_and_put_right(
    at: str, visit: Visit, size: dict[str, int]
) -> None:
    """From the list to its cell, to a person, to the re-check: what a head nurse does every week."""
    page = visit(f"{at}/findings?lang=en&unit=换药室", size)
    expect(page.locator("h1")).to_contain_text("2 findings wait for somebody")
    page.locator(".findings tbody th a").first.click()
    page.locator("#cases a").first.click()
    expect(page.locator(f"{DRAWER} .ag-row").first).to_contain_text("十月.xlsx")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Give to somebody").click()
    page.get_by_role("textbox", name="Cause", exact=True).fill("无人核对")
    page.get_by_role("textbox", name="Measure", exact=True).fill("每周一核对")
    page.get_by_role("textbox", name="Person in charge", exact=True).fill("李敏")
    page.get_by_label("Put right by", exact=True).fill("2026-11-06")
    page.get_by_role("button", name="Give to somebody").click()
    expect(page.locator(".said-last")).to_contain_text("Written down")
    expect(page.locator("#history-of-acts")).to_contain_text("每周一核对")
    page.get_by_role("link", name="Has been put right").click()
    page.get_by_role("button", name="Has been put right").click()
    expect(page.locator("h1")).to_contain_text("waiting for re-check")
    page.get_by_role("link", name="Re-checked: in order", exact=True).click()
    page.get_by_role("button", name="Re-checked: in order", exact=True).click()
    expect(page.locator("h1")).to_contain_text("closed")


def test_several_are_acted_on_at_once(at: str, visit: Visit) -> None:
    """All of a page by one press; what needs a cause is told, not passed over."""
    page = visit(f"{at}/findings?lang=en")
    expect(page.locator("#bulk")).to_be_hidden()
    page.get_by_role("button", name="Choose all 5 on this page").click()
    expect(page.locator("#bulk-count")).to_contain_text("5 findings at once")
    page.get_by_role("textbox", name="Note", exact=True).fill("晨会已讲")
    page.get_by_role("button", name="Write a note").click()
    expect(page.locator(".said-last")).to_contain_text("Written down for 5 of 5")
    expect(page.locator("#bulk")).to_be_hidden()
    boxes = page.locator(".findings tbody input[type=checkbox]")
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.get_by_role("textbox", name="Person in charge", exact=True).fill("王婷")
    page.get_by_label("Put right by", exact=True).fill("2026-11-06")
    page.locator("#bulk").get_by_role("button", name="Give to somebody").click()
    expect(page.locator(".said-last")).to_contain_text("The cause is missing")


def test_two_at_once_the_second_is_told_and_sees_the_newer_state(
    at: str, clinic: Workspace, visit: Visit
) -> None:
    """Nobody may write over what she has not seen."""
    name = next(each.id for each in findings(clinic) if each.item_code == HANDS)
    pages = [visit(f"{at}/findings?lang=en&finding={name}&do=note") for _ in range(2)]
    for page, words in zip(pages, ("第一位", "第二位"), strict=True):
        page.get_by_role("textbox", name="Note", exact=True).fill(words)
    pages[0].get_by_role("button", name="Write a note").click()
    expect(pages[0].locator("#history-of-acts")).to_contain_text("第一位")
    pages[1].get_by_role("button", name="Write a note").click()
    expect(pages[1].locator("#said-last")).to_contain_text("changed this meanwhile")
    expect(pages[1].locator("#history-of-acts")).to_contain_text("第一位")
    expect(pages[1].locator("#history-of-acts")).not_to_contain_text("第二位")


def test_the_list_is_searched_sorted_and_walked_by_keyboard(at: str, visit: Visit) -> None:
    page = visit(f"{at}/findings?lang=en")
    page.get_by_label("Search items").fill("治疗室")
    page.get_by_label("Search items").press("Enter")
    expect(page.locator(".findings tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Show all that wait").first.click()
    page.locator(".findings thead").get_by_role("link", name="Unit").click()
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Unit")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("#history-of-acts")
    assert "finding=" in page.url


def test_the_feedback_book_comes_as_a_file(at: str, visit: Visit) -> None:
    page = visit(f"{at}/findings?lang=en&period=2026-10")
    with page.expect_download() as download:
        page.get_by_role("link", name="Feedback book").click()
    assert download.value.suggested_filename == "督查反馈本_2026-10.xlsx"


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_pages_break_no_rule(
    at: str, clinic: Workspace, visit: Visit, size: dict[str, int]
) -> None:
    page = visit(f"{at}/findings?lang=en", size)
    page.locator(".findings tbody input[type=checkbox]").first.check()
    expect(page.locator("#bulk")).to_be_visible()
    assert in_both_schemes(page) == {}
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page = visit(f"{at}/findings?lang=en&finding={findings(clinic)[0].id}&do=assign", size)
    page.wait_for_selector("#form")
    assert in_both_schemes(page) == {}
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_thumb_hits_everything(at: str, clinic: Workspace, visit: Visit) -> None:
    """Rounds are made with a phone in the hand."""
    for search in ("", f"&finding={findings(clinic)[0].id}&do=assign"):
        page = visit(f"{at}/findings?lang=en{search}", PHONE)
        page.wait_for_selector(".findings tbody tr, #form")
        small = [each for each in page.evaluate(SMALL) if "main" not in each and "nav" not in each]
        assert small == []
