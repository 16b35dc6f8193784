"""What all pages share, in a real browser: the bar, search and keys, light and dark, tables that are
copied and downloaded, paper, a lost connection."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboards import routes
from dashboards.components.navigation import PAGES
from tests.browser.conftest import PHONE
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
DARK = '[data-mantine-color-scheme="dark"]'
SMALLER = """least => [...document.querySelectorAll("a, button, summary, input:not([type=hidden])")]
    .filter(part => part.checkVisibility({visibilityProperty: true, opacityProperty: true}))
    .filter(part => !part.closest(".skip, .ag-root-wrapper") && !(part.matches("a") && part.closest("p, li, th, td, dd")))
    .filter(part => Math.min(part.offsetHeight, part.offsetWidth) < least)
    .map(part => part.outerHTML.slice(0, 160))"""
TINY = """() => [...document.querySelectorAll("body *")]
    .filter(part => part.checkVisibility() && [...part.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .filter(part => parseFloat(getComputedStyle(part).fontSize) > 0 && parseFloat(getComputedStyle(part).fontSize) < 12)
    .map(part => part.outerHTML.slice(0, 160))"""


def test_the_bar_leads_to_every_page_and_marks_the_one_that_is_open(
    visit: Visit, address: str
) -> None:
    """Somebody would not find the import."""
    page = visit(f"{address}/scorecard")
    links = page.locator(".pages a")
    assert links.count() == len(PAGES)
    expect(page.locator(".pages [aria-current=page]")).to_have_text("指标")
    paths = {link.get_attribute("href").partition("?")[0] for link in links.all()}  # type: ignore[union-attr]
    assert paths == set(PAGES)
    assert len(routes.PAGES) >= len(PAGES)


def test_a_letter_after_g_opens_a_page_and_its_heading_is_told(visit: Visit, address: str) -> None:
    """Who listens to the page would not know that it is another one."""
    page = visit(f"{address}/")
    page.keyboard.press("g")
    page.keyboard.press("s")
    expect(page.locator("h1")).to_contain_text("2026年10月")
    expect(page.locator("h1")).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("dialog.keys")).to_contain_text("g s")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("dialog.keys")).to_have_count(0)


def test_the_search_finds_an_indicator_by_keyboard_alone(visit: Visit, address: str) -> None:
    """Twelve pages and forty indicators are too many to look for with the eyes."""
    page = visit(f"{address}/")
    page.keyboard.press("/")
    field = page.get_by_role("combobox")
    expect(page.get_by_role("option").first).to_be_visible()
    assert violations(page) == []
    field.fill("消毒 指标")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("dialog.finder")).to_have_count(0)
    page.wait_for_url("**/indicator?*indicator=disinfection*")
    expect(page.locator("h1")).to_be_focused()


def test_the_list_of_the_search_is_small_and_once(visit: Visit, address: str) -> None:
    page = visit(f"{address}/")
    answer = page.request.get(f"{address}/finder.json?lang=zh")
    assert len(answer.body()) < 30_000
    kinds = {one["kind"] for one in answer.json()}
    assert kinds == {"页面", "指标", "科室", "检查表"}


def test_light_and_dark_are_chosen_and_kept(visit: Visit, address: str) -> None:
    """At night the page would blind, or flash white at each visit."""
    page = visit(f"{address}/scorecard")
    expect(page.locator(f"html{DARK}")).to_have_count(0)
    page.locator("[data-theme-switch]").click()
    expect(page.locator(f"html{DARK}")).to_have_count(1)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(17, 22, 29)"
    assert violations(page) == []
    page.reload(wait_until="commit")
    page.wait_for_selector("body", state="attached")
    assert page.evaluate("document.documentElement.dataset.mantineColorScheme") == "dark"
    page.wait_for_selector("h1")
    expect(page.locator(f"html{DARK}")).to_have_count(1)


def test_a_computer_set_to_dark_gets_the_dark(chromium: Browser, address: str) -> None:
    context = chromium.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{address}/scorecard?rows.period=2026-10&rows.indicator=disinfection")
    page.wait_for_selector(".ag-cell")
    ground = "getComputedStyle(document.querySelector('.ag-root-wrapper')).backgroundColor"
    assert page.evaluate(ground) == "rgb(26, 33, 43)"
    assert violations(page) == []
    context.close()


def test_a_table_is_downloaded_as_a_spreadsheet_reads_it(
    visit: Visit, address: str, tmp_path: Path
) -> None:
    """A text from a sheet that begins with = would run as a formula in the director's Excel."""
    page = visit(f"{address}/scorecard")
    table = page.locator("table.scorecard")
    cell = table.locator("tbody th").first
    cell.evaluate("cell => { cell.textContent = '=1+1' }")
    table.hover()
    tools = page.locator(".card .table-tools")
    expect(tools).to_have_css("opacity", "1")
    with page.expect_download() as waiting:
        tools.get_by_role("button", name="下载").click()
    waiting.value.save_as(tmp_path / "table.csv")
    content = (tmp_path / "table.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(content.decode("utf-8-sig").splitlines()))
    assert rows[0][:2] == ["指标", "合格率"]
    assert rows[1][0] == "'=1+1"
    assert any(row[1].endswith("%") and " " not in row[1] for row in rows[1:])
    assert waiting.value.suggested_filename.endswith(".csv")
    assert "指标" in waiting.value.suggested_filename


def test_a_table_is_copied_and_a_grid_too(visit: Visit, address: str) -> None:
    page = visit(f"{address}/scorecard?rows.period=2026-10&rows.indicator=disinfection")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.wait_for_selector(".ag-cell")
    drawer = page.locator(".mantine-Drawer-content")
    drawer.get_by_role("button", name="复制").focus()
    page.keyboard.press("Enter")
    expect(drawer.get_by_role("button", name="已复制")).to_be_visible()
    lines = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert lines[0].split("\t")[:2] == ["结果", "条目"]
    assert "不合格" in lines[1]


def test_the_buttons_of_a_table_go_when_the_page_goes(visit: Visit, address: str) -> None:
    """What stands beside what Dash draws would pile up, or break its drawing."""
    page = visit(f"{address}/scorecard")
    expect(page.locator(".table-tools").first).to_be_attached()
    for letter, word in (("t", "今天"), ("s", "指标"), ("i", "导入"), ("s", "指标")):
        page.keyboard.press("g")
        page.keyboard.press(letter)
        expect(page.locator(".pages [aria-current=page]")).to_have_text(word)
    expect(page.locator("table.scorecard")).to_have_count(1)
    expect(page.locator(".card .table-tools")).to_have_count(1)


def test_on_a_phone_the_bar_lies_under_the_thumb(visit: Visit, address: str) -> None:
    page = visit(f"{address}/scorecard", PHONE)
    box = page.locator(".bar").bounding_box()
    assert box
    assert box["y"] > PHONE["height"] / 2
    assert page.locator(".pages a:visible").count() == 4
    more = page.get_by_role("button", name="更多")
    more.click()
    expect(more).to_have_attribute("aria-expanded", "true")
    assert page.locator(".pages a:visible").count() == len(PAGES)
    assert violations(page) == []
    assert page.evaluate(SMALLER, 44) == []
    page.locator(".pages a", has_text="标准").click()
    expect(page.locator(".pages [aria-current=page]")).to_have_text("标准")
    expect(page.get_by_role("button", name="更多")).to_have_attribute("aria-expanded", "false")


def test_targets_and_texts_are_large_enough(visit: Visit, address: str) -> None:
    page = visit(f"{address}/scorecard")
    page.wait_for_selector("#trend-figure .main-svg")
    assert page.evaluate(TINY) == []
    assert page.evaluate(SMALLER, 24) == []


def test_the_first_tab_skips_to_the_conclusion(visit: Visit, address: str) -> None:
    """Who has no mouse would press Tab fifteen times on each page."""
    page = visit(f"{address}/scorecard")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_focused()


def test_paper_has_no_buttons_and_is_light(visit: Visit, address: str) -> None:
    """The director's copy would be black, with a menu on it."""
    page = visit(f"{address}/scorecard")
    page.locator("[data-theme-switch]").click()
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert (
        page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(27, 36, 48)"
    )
    for part in (".bar", ".controls", ".table-tools"):
        expect(page.locator(part).first).to_be_hidden()
    paper = page.pdf(prefer_css_page_size=True)
    assert paper.startswith(b"%PDF")
    assert paper.count(b"/Type /Page\n") >= 1


def test_a_lost_connection_is_said_and_so_is_its_return(chromium: Browser, address: str) -> None:
    """Somebody would press and press, and believe it was kept."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{address}/scorecard")
    page.wait_for_selector("h1")
    context.set_offline(True)
    expect(page.locator(".offline")).to_contain_text("连接断开")
    context.set_offline(False)
    expect(page.locator(".offline")).to_contain_text("已恢复")
    context.close()


def test_a_record_that_cannot_be_read_for_a_while_is_said_as_well(
    chromium: Browser, address: str
) -> None:
    """While the database's server is away, a press of a button would do nothing, and nobody would say why."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{address}/scorecard")
    page.wait_for_selector("h1")
    away = [f"{address}/_dash-update-component", f"{address}/password"]
    for each in away:
        page.route(each, lambda route: route.fulfill(status=503))
    page.evaluate("fetch('/_dash-update-component', {method: 'POST', body: '{}'})")
    expect(page.locator(".offline")).to_contain_text("连接断开")
    for each in away:
        page.unroute(each)
    expect(page.locator(".offline")).to_contain_text("已恢复")
    context.close()
