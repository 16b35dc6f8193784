"""A head nurse's first page, in a real browser. Every test also fails on an error in the browser's
console and on any request that leaves this machine (see `visit`)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from qc.workspace import Workspace, open_workspace
from tests.browser.conftest import PHONE, served
from tests.unit.dashboards import clinic

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]

SMALL = """() => [...document.querySelectorAll("a, button, summary, input, .ag-header-cell")]
    .filter(target => target.checkVisibility() && target.getBoundingClientRect().height < 44)
    .map(target => target.outerHTML)"""
DRAWER = ".mantine-Drawer-content"


def cell(page: Page, column: str, row: int = 0) -> str:
    return page.locator(f'{DRAWER} .ag-row[row-index="{row}"] [col-id="{column}"]').inner_text()


def test_the_page_opens_with_its_conclusion(visit: Visit, address: str) -> None:
    """A director who reads one line must learn how the month stands."""
    page = visit(f"{address}/scorecard")
    expect(page.locator("h1")).to_contain_text("2026年10月")
    expect(page.locator("h1")).to_contain_text("消毒隔离")


def test_every_verdict_has_a_shape_and_a_word(visit: Visit, address: str) -> None:
    """Colour alone is lost on paper and on one man in twelve."""
    page = visit(f"{address}/scorecard")
    row = page.locator(".scorecard tr", has_text="消毒隔离")
    expect(row.locator(".verdict")).to_have_text("▲未达标")
    expect(row.locator(".counts")).to_have_text("34/36 项次")


def test_choosing_a_month_shows_it_and_back_returns(visit: Visit, address: str) -> None:
    """The browser's back button would leave the page instead of the month."""
    page = visit(f"{address}/scorecard")
    page.get_by_role("textbox", name="时期", exact=True).click()
    page.get_by_role("option", name="2026年9月").click()
    expect(page.locator("h1")).to_contain_text("2026年9月")
    assert "period=2026-09" in page.url
    page.go_back()
    expect(page.locator("h1")).to_contain_text("2026年10月")


def test_choosing_a_unit_narrows_the_figures(visit: Visit, address: str) -> None:
    page = visit(f"{address}/scorecard")
    page.get_by_label("科室").first.click()
    page.get_by_role("option", name="治疗室").click()
    row = page.locator(".scorecard tr", has_text="消毒隔离")
    expect(row.locator(".counts")).to_have_text("12/12 项次")


def test_an_indicator_is_chosen_by_the_keyboard(visit: Visit, address: str) -> None:
    """Somebody without a mouse could not see any trend but the first."""
    page = visit(f"{address}/scorecard")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.locator(".row-link", has_text="仪表").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#detail h2")).to_contain_text("仪表")
    expect(page.locator("tr.chosen")).to_contain_text("仪表")
    assert "indicator=appearance" in page.url


def test_the_keyboard_goes_on_from_the_chosen_line(visit: Visit, address: str) -> None:
    """The page is redrawn: from its top every line would have to be walked again."""
    page = visit(f"{address}/scorecard")
    page.locator(".row-link", has_text="仪表").focus()
    page.keyboard.press("Enter")
    expect(page.locator("tr.chosen")).to_contain_text("仪表")
    expect(page.locator("tr.chosen .row-link")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("tr:has(+ tr.chosen) .row-link")).to_be_focused()


def test_a_question_mark_lists_the_keys(visit: Visit, address: str) -> None:
    """Nobody finds keys that stand nowhere."""
    page = visit(f"{address}/scorecard")
    keys = page.get_by_role("dialog", name="键盘操作")
    page.keyboard.press("?")
    expect(keys).to_contain_text("j / k")
    page.keyboard.press("j")
    expect(page.locator(".row-link:focus")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()


def test_j_and_k_walk_through_the_lines(visit: Visit, address: str) -> None:
    page = visit(f"{address}/scorecard")
    lines = page.locator(".row-link")
    page.keyboard.press("j")
    expect(lines.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(lines.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(lines.nth(0)).to_be_focused()


def test_a_rate_opens_its_results_down_to_the_cell(visit: Visit, address: str) -> None:
    """A figure that cannot be traced to its sheet convinces nobody in the ward."""
    page = visit(f"{address}/scorecard")
    page.locator(".scorecard tr", has_text="消毒隔离").locator(".rate .figure").click()
    expect(page.locator(f"{DRAWER} .ag-row").first).to_be_visible()
    assert cell(page, "outcome") == "✕ 不合格"
    assert cell(page, "file") == "2026-10检查.xlsx"
    assert (cell(page, "sheet"), cell(page, "cell"), cell(page, "raw")) == ("换药室", "D7", "×")


def test_the_original_workbook_is_downloaded_as_it_came(
    visit: Visit, address: str, tmp_path: Path
) -> None:
    page = visit(f"{address}/scorecard?rows.period=2026-10&rows.indicator=disinfection")
    with page.expect_download() as waiting:
        page.locator(f"{DRAWER} .originals a").click()
    waiting.value.save_as(tmp_path / "copy")
    assert waiting.value.suggested_filename == "2026-10检查.xlsx"
    assert (tmp_path / "copy").read_bytes() == "clinic/2026-10检查.xlsx".encode()


def test_who_was_inspected_is_masked(visit: Visit, address: str) -> None:
    """The name of the nurse inspected is nobody's business on a screen that all can see."""
    page = visit(f"{address}/scorecard?rows.period=2026-10&rows.indicator=appearance")
    expect(page.locator(f"{DRAWER} .ag-row").first).to_be_visible()
    assert cell(page, "subject") == "王*"
    assert "王小明" not in page.content()


def test_escape_shuts_the_drawer_and_the_address_forgets_it(visit: Visit, address: str) -> None:
    page = visit(f"{address}/scorecard")
    page.locator(".heat td a").first.click()
    expect(page.locator(DRAWER)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(DRAWER)).to_be_hidden()
    page.wait_for_function("!location.search.includes('rows.')")


def test_a_point_of_the_trend_opens_its_month_again_and_again(visit: Visit, address: str) -> None:
    """The second click on the same point would do nothing."""
    page = visit(f"{address}/scorecard")
    for _ in range(2):
        point = page.locator("#trend-figure .points path").last
        box = point.bounding_box()
        assert box
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(page.locator(DRAWER)).to_contain_text("2026年10月")
        page.keyboard.press("Escape")
        expect(page.locator(DRAWER)).to_be_hidden()


def test_a_bar_of_the_pareto_opens_its_item(visit: Visit, address: str) -> None:
    page = visit(f"{address}/scorecard")
    bar = page.locator("#pareto-figure .bars .point path").first
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box
    page.mouse.click(box["x"] + 20, box["y"] + box["height"] / 2)
    expect(page.locator(f"{DRAWER} .ag-row").first).to_be_visible()
    assert cell(page, "item") == clinic.EVIL


def test_the_language_switch_stays_in_the_address(visit: Visit, address: str) -> None:
    page = visit(f"{address}/scorecard?period=2026-09")
    page.get_by_role("link", name="English").click()
    expect(page.locator("h1")).to_contain_text("indicators")
    assert "lang=en" in page.url
    assert "period=2026-09" in page.url
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_role("link", name="中文").click()
    expect(page.locator("h1")).to_contain_text("2026年9月")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")


def test_a_link_shows_the_same_in_another_browser(visit: Visit, address: str) -> None:
    """What the head nurse sends is not what the director sees."""
    first = visit(f"{address}/scorecard?period=2026-08&unit={quote('换药室')}&indicator=appearance")
    first.locator(".scorecard tr", has_text="消毒隔离").locator(".rate .figure").click()
    expect(first.locator(f"{DRAWER} .ag-row").first).to_be_visible()
    second = visit(first.url)
    expect(second.locator(f"{DRAWER} .ag-row").first).to_be_visible()
    for place in ("h1", "#detail h2", f"{DRAWER} h2"):
        assert second.locator(place).inner_text() == first.locator(place).inner_text()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_phone_needs_no_sideways_scrolling(visit: Visit, address: str, language: str) -> None:
    page = visit(f"{address}/scorecard?lang={language}", PHONE)
    page.wait_for_selector("#pareto-figure .main-svg")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_on_a_phone_a_result_shows_its_cell(visit: Visit, address: str) -> None:
    """File, sheet and cell off the screen leave the ward nothing to look up."""
    page = visit(f"{address}/scorecard?rows.period=2026-10&rows.indicator=disinfection", PHONE)
    told = page.locator(f'{DRAWER} .ag-row[row-index="0"] [col-id="told"]')
    expect(told).to_contain_text("2026-10检查.xlsx › 换药室 › D7")
    expect(page.locator(f'{DRAWER} .ag-cell[col-id="file"]')).to_have_count(0)
    box = told.bounding_box()
    assert box
    assert box["x"] + box["width"] <= PHONE["width"]
    tall = "element => element.scrollHeight <= element.parentElement.clientHeight"
    assert told.evaluate(tall), "the row cuts its last line"


def test_a_desk_keeps_its_columns(visit: Visit, address: str) -> None:
    page = visit(f"{address}/scorecard?rows.period=2026-10&rows.indicator=disinfection")
    expect(page.locator(f"{DRAWER} .ag-row").first).to_be_visible()
    expect(page.locator(f'{DRAWER} .ag-cell[col-id="told"]')).to_have_count(0)


def test_on_a_phone_the_title_keeps_clear_of_the_close_button(visit: Visit, address: str) -> None:
    page = visit(f"{address}/scorecard?rows.period=2026-10&rows.indicator=disinfection", PHONE)
    page.wait_for_selector(f"{DRAWER} .ag-cell")
    title = page.locator(f"{DRAWER} h2").bounding_box()
    close = page.get_by_role("button", name="关闭 Close").bounding_box()
    assert title
    assert close
    assert title["x"] + title["width"] <= close["x"]


@pytest.mark.parametrize("search", ["", "?rows.period=2026-10&rows.indicator=disinfection"])
def test_a_finger_meets_every_target(visit: Visit, address: str, search: str) -> None:
    """Under 44 px a thumb opens the neighbour's figure."""
    page = visit(f"{address}/scorecard{search}", PHONE)
    page.wait_for_selector(".ag-cell" if search else "#pareto-figure .main-svg")
    page.locator("summary").first.evaluate("summary => summary.click()")
    assert page.evaluate(SMALL) == []


def test_text_from_a_sheet_stays_text(visit: Visit, address: str) -> None:
    """A mark-up in a checklist item would run as script in the director's browser."""
    page = visit(
        f"{address}/scorecard?rows.period=2026-10&rows.indicator=disinfection&rows.outcome=fail"
    )
    expect(page.locator(f"{DRAWER} .ag-row").first).to_be_visible()
    assert cell(page, "item") == clinic.EVIL
    expect(page.locator("#items")).to_contain_text(clinic.EVIL)
    assert page.locator("img[src=x]").count() == 0


def test_a_wrong_address_gets_a_sentence_and_a_way_back(visit: Visit, address: str) -> None:
    page = visit(f"{address}/scorecard?period=October")
    expect(page.get_by_role("alert")).to_contain_text("October")
    page.get_by_role("link", name="不带这个条件打开本页").click()
    expect(page.locator("h1")).to_contain_text("2026年10月")


def test_an_unknown_path_says_so(visit: Visit, address: str) -> None:
    page = visit(f"{address}/nowhere")
    expect(page.get_by_role("alert")).to_contain_text("没有这个页面")


def test_an_empty_workspace_says_the_next_step(visit: Visit, tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "new", today=dt.date(2026, 10, 31), language="zh")
    with served(workspace) as at:
        page = visit(f"{at}/scorecard")
        page.locator("main").get_by_role("link", name="导入").last.click()
        expect(page.locator("h1:visible")).to_be_visible()
        assert page.url.startswith(f"{at}/import")
    workspace.store.close()


def test_two_clinics_in_one_process_never_mix(
    visit: Visit, address: str, year: Workspace, tmp_path: Path
) -> None:
    """Registries and caches of the process would show one clinic's figures to the other."""
    other = clinic.a_year(tmp_path / "other", clinic_item="地面清洁", units=("激光室",))
    with served(other) as at:
        here, there = visit(f"{address}/scorecard"), visit(f"{at}/scorecard")
        expect(there.locator(".heat")).to_contain_text("激光室")
        expect(here.locator(".heat")).to_contain_text("换药室")
        expect(there.locator("body")).not_to_contain_text("换药室")
        expect(here.locator("body")).not_to_contain_text("激光室")
        sha256 = year.store.imports(year.scope)[0].sha256
        assert there.request.get(f"{at}/originals/{sha256}").status == 404
    other.store.close()
