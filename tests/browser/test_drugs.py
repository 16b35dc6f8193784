"""Stock and devices in a real browser: what expired, where it is written, what to order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from qc.workspace import Workspace, open_workspace
from tests.attention import line, save, stock
from tests.browser.conftest import DESK, PHONE, served
from tests.browser.test_accessibility import violations
from tests.browser.test_scorecard import DRAWER, SMALL
from tests.conftest import TODAY

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = open_workspace(tmp_path_factory.mktemp("drugs") / "w", today=TODAY, actor="李敏")
    lots = [
        line("肾上腺素", expiry="2026-10-31", par=10, actual=3, batch="A1"),
        line("阿托品", expiry="2026-12-31", par=4, actual=4)._replace(cell="C7"),
    ]
    save(workspace, "十月.xlsx", stock("2026-10-26", *lots))
    save(
        workspace,
        "九月.xlsx",
        stock("2026-09-30", line("利多卡因", expiry="2027-04-01"), unit="治疗室"),
    )
    yield workspace
    workspace.store.close()


@pytest.fixture(scope="module")
def at(clinic: Workspace) -> Iterator[str]:
    with served(clinic) as address:
        yield address


def test_an_expired_drug_leads_to_its_cell(at: str, visit: Visit) -> None:
    """The nurse must know which box, and where that is written."""
    page = visit(f"{at}/drugs?lang=en")
    expect(page.locator("h1")).to_contain_text("1 lots have expired")
    row = page.locator(".expiring tbody tr").first
    expect(row.locator(".danger")).to_have_text("▲ expired 2 days ago")
    row.get_by_role("link").click()
    expect(page.locator(f"{DRAWER} .ag-row").first).to_contain_text("十月.xlsx")


def test_looking_further_ahead_shows_more(at: str, visit: Visit) -> None:
    page = visit(f"{at}/drugs?lang=en")
    expect(page.locator(".expiring tbody tr")).to_have_count(2)
    page.get_by_role("combobox", name="How far ahead").or_(
        page.get_by_label("How far ahead")
    ).first.click()
    page.get_by_role("option", name="180 days ahead").click()
    expect(page.locator(".expiring tbody tr")).to_have_count(3)
    assert "horizon=180" in page.url


def test_the_list_to_order_prints_alone(at: str, visit: Visit) -> None:
    """Six pages of tables would come out of the printer instead of one list."""
    page = visit(f"{at}/drugs?lang=en")
    page.evaluate("window.print = () => { window.printed = document.body.className; }")
    page.get_by_role("button", name="Print this list").click()
    assert "prints-one" in page.evaluate("window.printed")
    page.emulate_media(media="print")
    expect(page.locator("#order")).to_be_visible()
    expect(page.locator("#expiry")).to_be_hidden()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_page_breaks_no_rule(at: str, visit: Visit, size: dict[str, int]) -> None:
    page = visit(f"{at}/drugs?lang=en", size)
    page.wait_for_selector("#horizon .main-svg")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_thumb_hits_everything(at: str, visit: Visit) -> None:
    page = visit(f"{at}/drugs?lang=en", PHONE)
    page.wait_for_selector("#horizon .main-svg")
    assert [each for each in page.evaluate(SMALL) if 'class="skip"' not in each] == []
