"""The door, as people come to it: signing in and out, mistakes, two at once with different units."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from qc.accounts import Role, add
from qc.workspace import Workspace
from tests.browser.conftest import DESK, PHONE, served
from tests.unit.dashboards import clinic

pytestmark = pytest.mark.browser

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
PASSWORD = "tulips by the river"
FIRST, SECOND = clinic.UNITS[:2]
Visit = Callable[..., Page]
expect.set_options(timeout=30_000)  # two cores may be busy with other tests


@pytest.fixture(scope="module")
def staffed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A clinic with a head nurse and a nurse in each of two units."""
    made = clinic.a_year(tmp_path_factory.mktemp("door") / "clinic")
    add(made, "limin", "李敏", Role.ADMINISTRATOR, PASSWORD)
    add(made, "wang", "王婷", Role.UNIT_NURSE, PASSWORD, units=[FIRST])
    add(made, "zhao", "赵琳", Role.UNIT_NURSE, PASSWORD, units=[SECOND])
    add(made, "chen", "陈洁", Role.ADMINISTRATOR, PASSWORD)
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def door(staffed: Workspace) -> Iterator[str]:
    with served(staffed) as at:
        yield at


def enter(page: Page, login: str, password: str = PASSWORD) -> None:
    page.get_by_label("登录名").fill(login)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()


def faults_of(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("rules => axe.run({runOnly: rules})", rules)
    return [
        f"{each['id']}: {node['html']}" for each in found["violations"] for node in each["nodes"]
    ]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_signing_in_leads_to_the_page_that_was_asked_for(
    door: str, visit: Visit, size: dict[str, int]
) -> None:
    """The link in a colleague's message would end somewhere else."""
    page = visit(f"{door}/scorecard?period=2026-09", size)
    assert page.url.startswith(f"{door}/sign-in?next=")
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert page.evaluate("document.activeElement.id") == "login"
    enter(page, "limin")
    page.wait_for_url(f"{door}/scorecard?period=2026-09*")
    expect(page.locator("h1")).to_contain_text("9月")


@pytest.mark.parametrize("path", ["/sign-in", "/password"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_doors_pages_are_for_everybody(
    door: str, visit: Visit, size: dict[str, int], path: str
) -> None:
    """Somebody with a screen reader or a phone could not come in."""
    page = visit(f"{door}{path}", size)
    if path != "/sign-in":
        enter(page, "limin")
        page.wait_for_url(f"{door}{path}")
        expect(page.get_by_role("button", name="退出登录")).to_be_visible()
    assert faults_of(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    heights = "[...document.querySelectorAll('input:not([hidden]):not([type=hidden]),button')]"
    assert min(page.evaluate(f"{heights}.map(e => e.getBoundingClientRect().height)")) >= 44


def test_signing_out_shuts_the_pages(door: str, visit: Visit) -> None:
    """The next one at a shared PC must not go on, nor come back with the browser's arrow."""
    page = visit(f"{door}/")
    enter(page, "limin")
    expect(page.locator("#page-body h1")).to_be_visible()
    page.goto(f"{door}/password")
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url(f"{door}/sign-in*")
    page.goto(f"{door}/scorecard")
    page.wait_for_url(f"{door}/sign-in?next=*")
    page.go_back()
    page.wait_for_load_state("networkidle")
    assert "换药室" not in page.content()


def test_two_at_once_see_their_own_units(door: str, visit: Visit) -> None:
    """Answers are kept to be quick: what is kept for one must never be shown to another."""
    pages = {}
    for login in ("wang", "zhao", "limin"):
        pages[login] = visit(f"{door}/scorecard?period=2026-10")
        enter(pages[login], login)
    for _ in range(2):
        for login, page in pages.items():
            page.goto(f"{door}/scorecard?period=2026-10")
            expect(page.locator("#page-body h1")).to_contain_text("10月")
            shown = page.locator("#page-body").inner_text()
            assert (FIRST in shown) is (login != "zhao"), login
            assert (SECOND in shown) is (login != "wang"), login


def test_two_with_the_same_rights_see_their_own_names(door: str, visit: Visit) -> None:
    """Who reads another's name in the bar takes it that she writes under it."""
    names = {"limin": "李敏", "chen": "陈洁"}
    for login in names:
        page = visit(f"{door}/scorecard?period=2026-09")
        enter(page, login)
        expect(page.locator("#page-body h1")).to_contain_text("9月")
        bar = page.locator(".bar").inner_text()
        assert [name for name in names.values() if name in bar] == [names[login]]


@pytest.fixture
def stranger(chromium: Browser, door: str) -> Iterator[Page]:
    """A browser whose refusals are no faults of the page."""
    context = chromium.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto(f"{door}/sign-in")
    yield page
    context.close()


def test_a_wrong_password_is_told_and_the_name_kept(stranger: Page) -> None:
    """Who mistypes once must not type everything again, nor learn whether the name was right."""
    enter(stranger, "limin", "not this one")
    expect(stranger.get_by_role("alert")).to_have_text("登录名或密码不正确。")
    assert stranger.get_by_label("登录名").input_value() == "limin"
    assert stranger.get_by_label("密码").input_value() == ""
    assert stranger.evaluate("document.activeElement.id") == "password"
    assert faults_of(stranger) == []


def test_who_guesses_has_to_wait(stranger: Page) -> None:
    """A nurse's name is known to everybody; her password must not be found by trying."""
    for _ in range(11):
        enter(stranger, "zhao", "guess guess guess")
        expect(stranger.get_by_role("alert")).to_be_visible()
    expect(stranger.get_by_role("alert")).to_contain_text("尝试次数过多")
    enter(stranger, "zhao")
    expect(stranger.get_by_role("alert")).to_contain_text("尝试次数过多")


def test_a_session_that_is_over_leads_to_the_door_and_back(chromium: Browser, door: str) -> None:
    """The page would stand still without a word, whatever is pressed."""
    context = chromium.new_context(viewport=DESK)
    page = context.new_page()
    page.goto(f"{door}/scorecard?period=2026-10")
    enter(page, "limin")
    expect(page.locator("#page-body h1")).to_contain_text("10月")
    context.clear_cookies()
    page.get_by_role("link", name="PDCA").first.click()
    page.wait_for_url(f"{door}/sign-in?next=*")
    enter(page, "limin")
    page.wait_for_url(f"{door}/cycles*")
    context.close()


def test_the_first_administrator_is_made_on_the_page(tmp_path: Path, visit: Visit) -> None:
    """Who never saw a command line wants to share the page with the clinic."""
    made = clinic.a_year(tmp_path / "clinic", units=clinic.UNITS[:1])
    with served(made) as at:
        page = visit(f"{at}/password")
        page.get_by_role("link", name="建立第一个管理员").click()
        expect(page.get_by_label("再次输入密码")).to_be_visible()
        assert faults_of(page) == []
        page.get_by_label("登录名").fill("limin")
        page.get_by_label("显示的姓名").fill("李敏")
        page.get_by_label("密码", exact=True).fill(PASSWORD)
        page.get_by_label("再次输入密码").fill(PASSWORD)
        page.get_by_role("button", name="建立管理员并登录").click()
        expect(page.locator("#page-body h1")).to_be_visible()
        other = visit(f"{at}/")
        assert "/sign-in" in other.url
    made.store.close()
