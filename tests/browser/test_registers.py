"""The registers in a real browser: from a figure to its cases to the cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from qc.ingest.importer import import_content
from qc.workspace import Workspace, open_workspace
from tests.browser.conftest import DESK, PHONE, served
from tests.browser.test_accessibility import violations
from tests.browser.test_scorecard import DRAWER, SMALL
from tests.conftest import TODAY
from tests.unit.dashboards.test_registers_page import EVENTS
from tests.workbooks import book

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Six events of the fourth class, half a month apart, the last one open."""
    workspace = open_workspace(tmp_path_factory.mktemp("events") / "w", today=TODAY, actor="李敏")
    days = ("2026-08-02", "2026-08-17", "2026-09-01", "2026-09-15", "2026-10-01", "2026-10-20")
    rows = [
        [n, f"{day} 09:00", f"{day} 11:00", "注射室", "烫伤", "Ⅳ级", "田野", "李珂", "是", "处理中" if n == 6 else "已结案", None if n == 6 else day, day, "是"]
        for n, day in enumerate(days, 1)
    ]  # fmt: skip
    outcome = import_content(
        workspace, "不良事件.xlsx", book([["2026年不良事件登记表"], EVENTS, *rows])
    )
    assert outcome.status in ("imported", "partly")
    yield workspace
    workspace.store.close()


@pytest.fixture(scope="module")
def at(clinic: Workspace) -> Iterator[str]:
    with served(clinic) as address:
        yield address


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_figure_opens_its_cases_and_a_case_its_cell(
    at: str, visit: Visit, size: dict[str, int]
) -> None:
    """What the meeting asks about a number must be found without paper."""
    page = visit(f"{at}/registers?lang=en", size)
    expect(page.locator("h1")).to_contain_text("not closed: 1")
    page.get_by_role("link", name="All figures: Adverse events").click()
    expect(page.locator("h1")).to_contain_text("Adverse events reported for 2026-10: 2")
    page.locator("#figures tbody a").first.click()
    expect(page.locator("#cases tbody tr")).to_have_count(2)
    page.locator("#cases tbody a").first.click()
    expect(page.locator(f"{DRAWER} .ag-row").first).to_contain_text("不良事件.xlsx")
    assert "田野" not in page.content() and "李珂" not in page.content()


def test_another_month_is_an_address(at: str, visit: Visit) -> None:
    page = visit(f"{at}/registers?lang=en&register=adverse-events&period=2026-10")
    page.get_by_role("combobox", name="Period").or_(page.get_by_label("Period")).first.click()
    page.get_by_role("option", name="2026-09").click()
    expect(page.locator("h1")).to_contain_text("2026-09")
    assert "period=2026-09" in page.url


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_page_breaks_no_rule(at: str, visit: Visit, size: dict[str, int]) -> None:
    page = visit(f"{at}/registers?lang=en&register=adverse-events&figure=cases&all=1", size)
    page.wait_for_selector("#days-between .main-svg")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_thumb_hits_everything(at: str, visit: Visit) -> None:
    page = visit(f"{at}/registers?lang=en&register=adverse-events&figure=cases", PHONE)
    page.wait_for_selector("#cases-by-month .main-svg")
    assert [each for each in page.evaluate(SMALL) if "main" not in each and "nav" not in each] == []
