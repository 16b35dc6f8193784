"""The monthly meeting: prepared on a page, held on the wall with the keys, written down in place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from qc.analysis import Period
from qc.meeting import acting
from qc.reports.month.stored import frozen_month
from qc.workspace import Workspace
from tests.browser.conftest import DESK, PHONE, served
from tests.browser.test_accessibility import violations
from tests.unit.dashboards import clinic as sample

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
WALL = {"width": 1920, "height": 1080}
ONTO_ONE = """button[id*='"of":"1"']"""
OCTOBER = Period.parse("2026-10")


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Workspace]:
    made = sample.a_year(tmp_path / "clinic")
    yield made
    made.store.close()


@pytest.fixture
def at(clinic: Workspace) -> Iterator[str]:
    with served(clinic) as address:
        yield f"{address}/meeting?lang=en&period=2026-10"


def test_the_keys_step_through_the_meeting_on_the_wall(at: str, visit: Visit) -> None:
    page = visit(at, WALL)
    page.get_by_role("link", name="On the screen").first.click()
    expect(page.locator(".on-screen .place")).to_contain_text("Last month's problems · 1/8")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".on-screen .place")).to_contain_text("This month's figures · 2/8")
    expect(page.locator(".on-screen h1")).to_contain_text("2026-10")
    assert violations(page) == []
    page.keyboard.press("PageUp")
    expect(page.locator(".on-screen .place")).to_contain_text("1/8")
    page.keyboard.press("Escape")
    expect(page.locator("#minutes")).to_be_visible()


def test_who_is_praised_is_written_down_in_the_meeting(at: str, visit: Visit) -> None:
    """October's praise, said in November's meeting, would stand in November's wall."""
    page = visit(at, DESK)
    form = page.locator(".praise-form")
    page.get_by_label("Present").fill("王丽")
    form.get_by_label("Who").fill("李敏")
    form.get_by_label("For what").fill("耐心安抚等候顾客")
    form.get_by_role("button").click()
    expect(page.locator(".said-last")).to_contain_text("The praise is written down.")
    expect(page.locator("#praise tbody tr")).to_contain_text("李敏")
    expect(page.locator("#praise tbody tr")).to_contain_text("2026-10-31")
    expect(page.get_by_label("Present")).to_have_value("王丽")


def test_what_is_typed_is_there_for_the_next_who_opens_it(
    at: str, visit: Visit, clinic: Workspace
) -> None:
    page = visit(at, DESK)
    page.get_by_label("Present").fill("王丽、李敏")
    page.get_by_label("Minutes", exact=True).fill("第一稿")
    page.locator("#minutes").get_by_role("button", name="Keep").click()
    expect(page.locator(".said-last")).to_contain_text("It is kept.")
    expect(page.locator("#minutes " + ONTO_ONE)).to_have_count(2)  # it is drawn anew
    page.get_by_label("What is resolved").fill("<b>每周</b>抽查")
    page.get_by_label("Who sees to it").fill("李敏")
    page.get_by_role("button", name="Add the resolution").click()
    expect(page.locator("#minutes li")).to_contain_text("<b>每周</b>抽查 · 李敏")
    other = visit(at, PHONE)
    expect(other.get_by_label("Present")).to_have_value("王丽、李敏")
    other.get_by_role("button", name="Carried out").click()
    expect(other.locator("#minutes li")).to_contain_text("● carried out")
    now = acting.written(clinic, OCTOBER)
    assert now.minutes == "第一稿" and now.resolutions[0].is_done


def test_a_line_leads_to_what_stands_behind_it(at: str, visit: Visit) -> None:
    page = visit(at, DESK)
    page.locator("#last tbody a").first.click()
    page.wait_for_selector(".ag-cell")
    expect(page.locator(".mantine-Drawer-content")).to_contain_text("Disinfection")


def test_the_months_workbook_comes_along(at: str, visit: Visit) -> None:
    page = visit(at, DESK)
    with page.expect_download() as download:
        page.get_by_role("link", name="Management workbook").click()
    assert download.value.suggested_filename == "质控月报_2026-10.xlsx"
    assert Path(download.value.path()).read_bytes().startswith(b"PK")


def test_a_month_is_frozen_and_opened_again_with_a_reason(
    at: str, visit: Visit, clinic: Workspace
) -> None:
    """What was handed to management could be changed by a late correction, or opened without a word."""
    page = visit(at, DESK)
    expect(page.locator("#reports")).to_contain_text("once it is over")
    page = visit(at.replace("2026-10", "2026-09"), DESK)
    page.get_by_role("button", name="Freeze the month").click()
    expect(page.locator("#reports h2")).to_contain_text(f"Frozen on {clinic.today}")
    expect(page.locator("header .notes")).to_contain_text(f"Frozen on {clinic.today}")
    september = OCTOBER.shift(-1)
    assert frozen_month(clinic, september) is not None
    page.get_by_role("button", name="Open the month again").click()
    expect(page.locator(".said-last")).to_contain_text("The reason is missing.")
    page.get_by_label("Why the month is opened again").fill("漏了一个科室")
    page.get_by_role("button", name="Open the month again").click()
    expect(page.locator("#reports h2")).to_contain_text("what is known today")
    assert frozen_month(clinic, september) is None


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_the_page_breaks_no_rule(at: str, visit: Visit, size: dict[str, int]) -> None:
    page = visit(at, size)
    assert violations(page) == []


def test_a_colleagues_minutes_are_not_written_over(
    at: str, visit: Visit, clinic: Workspace
) -> None:
    """Two who type into one field: the second is told so, sees the first's words and has their own to
    hand. Two who type into two fields disturb each other in nothing."""
    first, second = visit(at, DESK), visit(at, DESK)
    second.get_by_label("Present").fill("王丽")
    second.get_by_label("Minutes", exact=True).fill("第二人的")
    first.get_by_label("Minutes", exact=True).fill("第一人的")
    first.locator("#minutes").get_by_role("button", name="Keep").click()
    expect(first.locator(".said-last")).to_contain_text("It is kept.")
    second.locator("#minutes").get_by_role("button", name="Keep").click()
    expect(second.locator("[role=alert]")).to_contain_text("第二人的")
    expect(second.get_by_label("Minutes", exact=True)).to_have_value("第一人的")
    second.get_by_label("Present").fill("王丽、李敏")
    first.get_by_label("Present").fill("王丽、李敏")
    first.get_by_label("What is resolved").fill("购置计时器")
    first.get_by_role("button", name="Add the resolution").click()
    expect(first.locator("#minutes li")).to_contain_text("购置计时器")
    second.locator("#minutes").get_by_role("button", name="Keep").click()
    expect(second.locator("#minutes li")).to_contain_text("购置计时器")
    now = acting.written(clinic, OCTOBER)
    assert (now.minutes, now.attendance) == ("第一人的", "王丽、李敏")


def test_nothing_typed_is_lost_by_another_press_or_the_next_part(
    at: str, visit: Visit, clinic: Workspace
) -> None:
    """Whoever takes the minutes adds a resolution, or turns the page, without pressing Keep first."""
    page = visit(at, DESK)
    page.get_by_label("Minutes", exact=True).fill("先说的")
    page.get_by_label("What is resolved").fill("每周抽查")
    page.get_by_role("button", name="Add the resolution").click()
    expect(page.locator("#minutes li")).to_contain_text("每周抽查")
    expect(page.get_by_label("Minutes", exact=True)).to_have_value("先说的")
    page.goto(f"{at}&part=minutes")
    page.get_by_label("Minutes", exact=True).fill("后说的")
    page.get_by_role("link", name="← Back").click()
    expect(page.locator(".on-screen .place")).to_contain_text("7/8")
    assert acting.written(clinic, OCTOBER).minutes == "后说的"


def test_the_screen_is_all_of_the_wall_and_holds_every_line(at: str, visit: Visit) -> None:
    """A projector shows the whole part: no bar of the browser, no line cut off, type to be read from
    the last row (a line of text is a fortieth of the picture and more)."""
    page = visit(at, WALL)
    page.get_by_role("link", name="On the screen").first.click()
    page.wait_for_function("document.fullscreenElement !== null")
    for n in range(1, 9):
        expect(page.locator(".on-screen .place")).to_contain_text(f"{n}/8")
        tall, wide = page.evaluate(
            "[document.documentElement.scrollHeight, document.documentElement.scrollWidth]"
        )
        assert (tall, wide) == (1080, 1920), page.url
        for size in page.locator(".on-screen tbody td, .on-screen h1").evaluate_all(
            "all => all.map(each => parseFloat(getComputedStyle(each).fontSize))"
        ):
            assert size >= 1080 / 40
        page.keyboard.press("ArrowRight")
    page.evaluate("document.exitFullscreen()")
    expect(page.locator("#minutes")).to_be_visible()
