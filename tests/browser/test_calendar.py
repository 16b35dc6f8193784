"""The calendar in a real browser: a missed check and its reason, evidence by a file, the week's draw."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from qc.workspace import Workspace, open_workspace
from tests.attention import check, mark, save, spot
from tests.browser.conftest import DESK, PHONE, served
from tests.browser.test_accessibility import violations
from tests.browser.test_scorecard import DRAWER
from tests.conftest import TODAY

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
DRILL = """
[calendar.cadences.fire-drill]
name = "消防演练"
every = "week"
valid_from = 2026-10-12
"""


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Spot checks twice a week, and a drill that a file stands for."""
    workspace = open_workspace(tmp_path_factory.mktemp("calendar") / "w", today=TODAY, actor="李敏")
    (workspace.folder / "improvement.toml").write_text(DRILL, encoding="utf-8")
    days = ("2026-10-06", "2026-10-07", "2026-10-13")
    save(workspace, "抽查.xlsx", *(spot(day) for day in days), check("2026-10-13", mark(False)))
    yield workspace
    workspace.store.close()


@pytest.fixture(scope="module")
def at(clinic: Workspace) -> Iterator[str]:
    with served(clinic) as address:
        yield address


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_reason_is_written_beside_what_was_missed(
    at: str, visit: Visit, size: dict[str, int]
) -> None:
    """From the month's sentence to the cell, the appointment, its reason, and back again."""
    page = visit(f"{at}/calendar?lang=en&period=2026-10", size)
    expect(page.locator("h1")).to_contain_text("were missed")
    page.locator("tr", has_text="Irregular spot check").locator(".due-missed a").first.click()
    page.locator("#opened .dues").get_by_role("link", name="Act on it").first.click()
    page.get_by_label("Why it was not done").fill("停电")
    page.get_by_role("button", name="Write down the reason").click()
    expect(page.locator(".said-last")).to_contain_text("The reason stands beside it")
    expect(page.locator("#opened")).to_contain_text("停电")
    page.locator("#opened .dues").get_by_role("link", name="Act on it").first.click()
    page.get_by_label("Why what was said of it is taken back").fill("记错")
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.locator("#opened")).not_to_contain_text("停电")


def test_the_counts_open_the_checks(at: str, visit: Visit) -> None:
    page = visit(f"{at}/calendar?lang=en&period=2026-10")
    page.locator("tr", has_text="Irregular spot check").locator("td.number a").click()
    expect(page.locator(f"{DRAWER} .ag-row")).to_have_count(3)


def test_a_file_stands_for_a_drill(at: str, visit: Visit, tmp_path: Path) -> None:
    """Minutes on paper would stay in a drawer, and the drill would count as missed."""
    file = tmp_path / "签到表.docx"
    file.write_bytes(b"signed")
    page = visit(f"{at}/calendar?lang=en&period=2026-W43&checklist=fire-drill")
    page.get_by_role("link", name="Act on it").click()
    page.get_by_label("Done on").fill("2026-10-20")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose the file").click()
    chooser.value.set_files(file)
    expect(page.locator(".said-last")).to_contain_text("kept as its evidence")
    with page.expect_download() as download:
        page.locator("#opened .dues").get_by_role("link", name="10-20").click()
    assert download.value.suggested_filename == "签到表.docx"


def test_the_week_is_drawn_once(at: str, visit: Visit) -> None:
    """Drawn by a press, with its reasons, and still the same when the page is loaded again."""
    page = visit(f"{at}/calendar?lang=en")
    page.get_by_role("button", name="Draw this week's spot checks").click()
    expect(page.locator(".said-last")).to_contain_text("Drawn and written down: 2")
    rows = page.locator(".picks tbody tr")
    expect(rows).to_have_count(2)
    rows.first.locator("summary").click()
    expect(rows.first).to_contain_text("Weight in the draw")
    drawn = [rows.nth(n).locator("th, td").all_inner_texts()[:4] for n in range(2)]
    with page.expect_download() as download:
        rows.first.get_by_role("link", name="Download").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    page.reload()
    expect(rows).to_have_count(2)
    assert [rows.nth(n).locator("th, td").all_inner_texts()[:4] for n in range(2)] == drawn


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_page_breaks_no_rule(at: str, visit: Visit, size: dict[str, int]) -> None:
    page = visit(f"{at}/calendar?lang=en&period=2026-10&checklist=spot-check", size)
    page.wait_for_selector(".due-grid")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
