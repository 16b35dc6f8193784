"""PDCA in a real browser: the head nurse's whole way, two who write at once, the fishbone by keyboard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from qc.improve.cycles.acting import cycle, known_cycles
from qc.improve.cycles.states import CycleState
from qc.workspace import Workspace, open_workspace
from tests.browser.conftest import DESK, PHONE, served
from tests.browser.test_accessibility import in_both_schemes
from tests.browser.test_scorecard import DRAWER, SMALL
from tests.cycles import before, check, checking, save, save_month

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
DAY = dt.date(2026, 11, 2)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A dressing room whose cycle is proven, and a treatment room that fails thrice: one is due."""
    folder = Path(tmp_path_factory.mktemp("pdca")) / "clinic"
    house = open_workspace(folder, today=DAY, language="en", actor="陈")
    before(house)
    checking(house)
    for month in ("07", "08", "09"):
        save_month(house, f"2026-{month}", 25, 25)
    for day in ("2026-09-05", "2026-09-20", "2026-10-05", "2026-10-20"):
        save(house, f"{day}.xlsx", *check(day, False, True, unit="治疗室"))
    yield house
    house.store.close()


@pytest.fixture(scope="module")
def at(house: Workspace) -> Iterator[str]:
    with served(house) as address:
        yield address


def write(page: Page, **written: str) -> None:
    """Fill the open form, by the labels of its fields, and save it."""
    form = page.locator("#form")
    for label, text in written.items():
        form.get_by_label(label.replace("_", " "), exact=False).first.fill(text)
    form.locator(".foot button").click()


def test_a_cycle_is_opened_and_planned(at: str, visit: Visit, house: Workspace) -> None:
    """From the proposal to the beginning of the work, all of it typed by the head nurse."""
    page = visit(f"{at}/cycles?lang=en")
    expect(page.locator("h1")).to_have_text("1 PDCA under way, 1 may be closed, none overdue.")
    page.locator("#proposed").get_by_role("link", name="Open a cycle").click()
    write(page, in_charge="李敏", due="2026-12-31")
    expect(page.locator("#said-last")).to_contain_text("2026-02 is open")
    expect(page.locator("h1")).to_contain_text("4 things are missing")

    bone = page.get_by_label("A cause under 料")
    bone.fill("无人负责补货")
    bone.press("Enter")
    expect(page.locator("#causes .cause")).to_contain_text("无人负责补货")
    page.get_by_label("A cause under 人").fill("没有排班")
    page.locator(".bone", has_text="人").get_by_role("button", name="Add").first.click()
    expect(page.locator("#causes .cause")).to_have_count(2)

    page.locator(".cause", has_text="无人负责补货").get_by_role("link", name="verify").click()
    page.get_by_role("combobox", name="true cause").or_(
        page.get_by_label("true cause")
    ).first.click()
    page.get_by_role("option", name="yes").click()
    write(page, how="查领物单", by="王丽")
    expect(page.locator(".cause.true")).to_contain_text("◆ 1. 无人负责补货")

    page.locator(".gates").get_by_role("link", name="Write it down").first.click()
    write(page, target="95%")
    expect(page.locator("#measures")).to_contain_text("Target 95 %")
    page.locator("#standing").get_by_role("link", name="change the plan").click()
    write(page, checks_at_least="10")
    page.locator("#measures").get_by_role("link", name="add a measure").click()
    form = page.locator("#form")
    for name, text in (("what", "每周补货"), ("why", "备货不足"), ("who", "张三"), ("where", "治疗室"),
                       ("from", "2026-11-03"), ("to", "2026-11-10"), ("how", "清点")):  # fmt: skip
        form.get_by_label(name, exact=True).fill(text)
    form.get_by_role("button", name="Save").click()
    expect(page.locator("#gantt .main-svg").first).to_be_visible()
    page.get_by_role("button", name="begin").click()
    expect(page.locator("h1")).to_contain_text("0 of 1 measures done")
    assert cycle(house, "2026-02").cycle.state is CycleState.DO


def test_two_at_once_the_second_is_told(at: str, visit: Visit, house: Workspace) -> None:
    """The second would write over what they have never seen."""
    first = visit(f"{at}/cycles?lang=en&cycle=2026-01&do=note")
    second = visit(f"{at}/cycles?lang=en&cycle=2026-01&do=note")
    write(first, note="第一个")
    expect(first.locator("#history-of-acts")).to_contain_text("第一个")
    write(second, note="第二个")
    expect(second.locator("#said-last")).to_contain_text("changed this meanwhile")
    expect(second.locator("#history-of-acts")).to_contain_text("第一个")
    notes = [a.fields["note"] for a in cycle(house, "2026-01").cycle.acts if a.what == "note"]
    assert notes == ["第一个"]


def test_every_count_opens_its_results(at: str, visit: Visit) -> None:
    page = visit(f"{at}/cycles?lang=en&cycle=2026-01")
    page.locator("#after").get_by_role("link", name="47/60", exact=True).click()
    expect(page.locator(".mantine-Drawer-title")).to_contain_text("60 results")
    expect(page.locator(f"{DRAWER} .ag-row").first).to_contain_text("xlsx")
    page.keyboard.press("Escape")
    expect(page.locator(DRAWER)).to_have_count(0)
    page.locator("#after summary", has_text="Statistical").click()
    expect(page.locator("#after")).to_contain_text("Fisher's exact test, p")


def test_the_fishbone_is_changed_and_struck_by_keyboard(at: str, visit: Visit, house: Workspace) -> None:  # fmt: skip
    name = next(c.id for c in known_cycles(house) if c.id == "2026-02")
    page = visit(f"{at}/cycles?lang=en&cycle={name}")
    cause = page.locator(".cause", has_text="没有排班")
    cause.get_by_role("link", name="change a cause").focus()
    page.keyboard.press("Enter")
    field = page.locator("#form").get_by_label("cause", exact=True)
    field.fill("没有固定排班")
    field.press("Enter")
    expect(page.locator("#causes")).to_contain_text("没有固定排班")
    page.locator(".cause", has_text="没有固定排班").get_by_role("link", name="strike").focus()
    page.keyboard.press("Enter")
    note = page.locator("#form").get_by_label("note", exact=True)
    note.fill("查无此事")
    note.press("Enter")
    expect(page.locator("#causes del")).to_have_text("没有固定排班")


def test_it_is_judged_standardised_and_closed(at: str, visit: Visit, house: Workspace) -> None:
    page = visit(f"{at}/cycles?lang=en&cycle=2026-01")
    page.locator(".next-step").get_by_role("button", name="judge it effective").click()
    expect(page.locator("h1")).to_contain_text("to be written into a standard")
    expect(page.locator(".next-step button")).to_have_count(0)
    page.locator(".gates").get_by_role("link", name="Write it down").click()
    page.locator("#form").get_by_label("kind", exact=True).first.click()
    page.get_by_role("option", name="procedure").click()
    write(page, written_down_in="补货流程 2026-10")
    page.locator(".next-step").get_by_role("button", name="close").click()
    expect(page.locator("h1")).to_contain_text("effective, closed")
    assert cycle(house, "2026-01").cycle.state is CycleState.CLOSED
    page.get_by_role("link", name="All cycles").click()
    expect(page.locator(".column").last).to_contain_text("effective")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("search", ["", "&cycle=2026-01", "&cycle=2026-02&do=add_measure"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pages_break_no_rule(
    at: str, visit: Visit, size: dict[str, int], search: str, language: str
) -> None:
    """Somebody with a screen reader, a keyboard or weak eyes could not use them."""
    page = visit(f"{at}/cycles?lang={language}{search}", size)
    page.wait_for_selector(".board, #history-of-acts")
    assert in_both_schemes(page) == {}
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if size == PHONE:
        assert page.evaluate(SMALL) == []


def test_on_paper_it_is_one_sheet(at: str, visit: Visit) -> None:
    """A director reads one page."""
    page = visit(f"{at}/cycles?lang=zh&cycle=2026-01")
    page.wait_for_selector("#before-after .main-svg")
    assert page.pdf().count(b"/Type /Page\n") == 1


def test_an_unknown_cycle_is_a_sentence(at: str, visit: Visit) -> None:
    page = visit(f"{at}/cycles?lang=en&cycle=2020-99")
    expect(page.get_by_role("alert")).to_contain_text("There is no cycle 2020-99")
