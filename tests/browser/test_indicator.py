"""The page of one indicator in a real browser, as the head nurse uses it: from the scorecard to the
cause. Every test also fails on an error in the console and on a request that leaves this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from qc.workspace import Workspace
from tests.browser.conftest import PHONE, served
from tests.unit.dashboards import clinic

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
DRAWER = ".mantine-Drawer-content"
HERE = "/indicator?indicator=disinfection"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A clinic of its own: the chart is written about."""
    workspace: Workspace = clinic.a_year(tmp_path_factory.mktemp("own") / "clinic")
    with served(workspace) as at:
        yield at
    workspace.store.close()


def test_from_the_scorecard_to_the_unit_that_fails(visit: Visit, address: str) -> None:
    """The head nurse sees the sparkline fall and must get to the room in two clicks."""
    page = visit(f"{address}/scorecard")
    page.locator(".scorecard tr", has_text="消毒隔离").locator(".history a").click()
    expect(page.locator("h1")).to_contain_text("换药室")
    expect(page.locator("#by-unit h2, .by-unit h2").first).to_contain_text("换药室")
    page.locator(".cuts tr", has_text="换药室").locator(".figure").click()
    expect(page.locator(f"{DRAWER} .ag-row").first).to_be_visible()
    expect(page.locator(f"{DRAWER} h2")).to_contain_text("换药室")


@pytest.mark.parametrize("size", [{"width": 1440, "height": 900}, PHONE])
def test_every_part_opens_and_fits(visit: Visit, address: str, size: dict[str, int]) -> None:
    """A part that needs sideways scrolling of the page is not read on a phone."""
    page = visit(f"{address}{HERE}", size)
    for name, place in (("按条目", "by-item"), ("按星期", "by-day"), ("影响因素", "drivers")):
        page.locator(".tabs a", has_text=name).click()
        expect(page.locator(f".{place}").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == size["width"]


def test_a_point_of_the_control_chart_opens_its_month(visit: Visit, address: str) -> None:
    page = visit(f"{address}{HERE}")
    point = page.locator("#control-figure .points path").last
    box = point.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(DRAWER)).to_contain_text("2026年10月")


def test_a_point_is_left_out_with_a_reason_and_taken_back(visit: Visit, own: str) -> None:
    """Why a month sets no limits must stand beside the chart."""
    page = visit(f"{own}{HERE}")
    page.locator("summary", has_text="标注某一点").click()
    page.get_by_label("原因").fill("灭菌器故障")
    page.get_by_role("button", name="此点不计入控制限").click()
    expect(page.locator(".marks")).to_contain_text("灭菌器故障")
    page.locator(".marks").get_by_role("button", name="撤回").click()
    expect(page.locator(".marks")).to_have_count(0)


def test_the_scorecard_goes_by_quarter_and_compares_levels(visit: Visit, address: str) -> None:
    page = visit(f"{address}/scorecard")
    page.get_by_label("时期单位").first.click()
    page.get_by_role("option", name="按季度").click()
    expect(page.locator("h1")).to_contain_text("季度")
    page.locator(".tabs a", has_text="按环节").click()
    expect(page.locator("#units .caption").first).to_contain_text("终末")
    assert "compare=levels" in page.url


def test_the_icons_stand_behind_the_details_with_their_words(visit: Visit, address: str) -> None:
    page = visit(f"{address}/scorecard")
    expect(page.locator(".icons")).to_have_count(0)
    page.locator(".way a", has_text="统计详情").click()
    icon = page.locator(".icons-of img").first
    expect(icon).to_be_visible()
    assert icon.get_attribute("alt")
