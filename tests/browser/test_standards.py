"""The standards in a real browser: found by a word, read, taken along, brought back edited."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from qc.workspace import Workspace, open_workspace
from tests.attention import check, mark, save
from tests.browser.conftest import DESK, PHONE, served
from tests.browser.test_accessibility import violations
from tests.browser.test_scorecard import DRAWER
from tests.conftest import TODAY
from tests.unit.standards.editing import Desk

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = open_workspace(
        tmp_path_factory.mktemp("standards") / "w", today=TODAY, actor="李敏"
    )
    save(workspace, "a.xlsx", check("2026-10-30", mark(False)))
    yield workspace
    workspace.store.close()


@pytest.fixture(scope="module")
def at(clinic: Workspace) -> Iterator[str]:
    with served(clinic) as address:
        yield address


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_line_of_a_sheet_finds_its_standard(at: str, visit: Visit, size: dict[str, int]) -> None:
    page = visit(f"{at}/standards?lang=en", size)
    expect(page.locator("h1")).to_contain_text("41 indicators and 111 checklists")
    page.get_by_label("Search names, items, aliases").fill("锐器盒")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.locator("#checklists h2")).not_to_have_text("Checklists: 111")
    page.get_by_role("link", name="Disinfection and isolation checklist").click()
    expect(page.locator("h1")).to_contain_text("23 items")
    expect(page.locator(".items-of tbody tr")).to_have_count(23)


def test_where_it_was_used_opens_the_checks(at: str, visit: Visit) -> None:
    page = visit(f"{at}/standards?lang=en&checklist=disinfection")
    page.locator("#uses .figure").click()
    expect(page.locator(f"{DRAWER} .ag-row")).to_have_count(1)


def test_an_edited_workbook_is_looked_at_and_then_taken(
    at: str, visit: Visit, tmp_path: Path
) -> None:
    """Out, edited in Excel, back in, looked at, taken: and the standard of last month stays."""
    page = visit(f"{at}/standards?lang=en&checklist=disinfection")
    with page.expect_download() as download:
        page.get_by_role("link", name="Edit as a workbook").click()
    path = tmp_path / "standards.xlsx"
    download.value.save_as(path)
    desk = Desk(path)
    desk.write("items", ("disinfection", "hand_hygiene"), points=2)
    desk.save()
    page.get_by_role("link", name="All standards").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Bring an edited workbook back").click()
    chooser.value.set_files(path)
    expect(page.locator("#preview")).to_contain_text("1 → 2")
    page.get_by_label("In force from").fill("2027-01-01")
    page.get_by_role("button", name="Look at it from this day on").click()
    expect(page.locator("#preview h2")).to_contain_text("from 2027-01-01 on")
    page.get_by_role("button", name="Take these changes").click()
    expect(page.locator(".said-last")).to_contain_text("1 standards change from 2027-01-01 on")
    page.goto(f"{at}/standards?lang=en&checklist=disinfection")
    expect(page.locator("#versions")).to_contain_text("Versions: 2")
    expect(page.locator("#versions")).to_contain_text("1 → 2")


def test_the_sheet_to_fill_in_is_downloaded(at: str, visit: Visit) -> None:
    page = visit(f"{at}/standards?lang=en&checklist=appearance")
    with page.expect_download() as download:
        page.get_by_role("link", name="Sheet to fill in").click()
    assert download.value.suggested_filename.endswith(".xlsx")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("search", ["", "&checklist=disinfection", "&indicator=documents"])
def test_the_page_breaks_no_rule(at: str, visit: Visit, size: dict[str, int], search: str) -> None:
    page = visit(f"{at}/standards?lang=en{search}", size)
    page.wait_for_selector(".stacks")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
