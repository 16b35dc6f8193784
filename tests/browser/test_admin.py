"""Administration in a real browser: as the administrator, and as a head nurse who is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Page, expect

from qc.accounts import Role, add, passwords
from qc.workspace import Workspace, open_workspace
from tests.attention import check, mark, save
from tests.browser.conftest import DESK, PHONE, served
from tests.browser.test_accessibility import violations
from tests.conftest import TODAY

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
PASSWORD = "tulips by the river"
HASH = re.compile(r"[0-9a-f]{16}")
SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    usual, passwords._hasher = passwords._hasher, PasswordHasher(1, 1024, 1)
    workspace = open_workspace(tmp_path_factory.mktemp("admin") / "w", today=TODAY)
    save(workspace, "10月.xlsx", check("2026-10-30", mark(False)))
    add(workspace, "zhang", "张敏", Role.ADMINISTRATOR, PASSWORD, first=True)
    add(workspace, "li", "李娜", Role.HEAD_NURSE, PASSWORD)
    yield workspace
    workspace.store.close()
    passwords._hasher = usual


@pytest.fixture(scope="module")
def at(clinic: Workspace) -> Iterator[str]:
    with served(clinic) as address:
        yield address


def enter(page: Page, login: str, password: str = PASSWORD) -> Page:
    page.locator("[name=login]").fill(login)
    page.locator("[name=password]").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)
    expect(page.locator(".pages")).to_be_visible()
    return page


@SIZES
def test_no_part_breaks_a_rule_of_accessibility(at: str, visit: Visit, size: dict[str, int]) -> None:  # fmt: skip
    """Somebody with a screen reader or on a phone looks after users, too."""
    page = enter(visit(f"{at}/sign-in?next=/admin", size), "zhang")
    for search in ("?part=users&user=2", "?part=users&user=new", "?part=audit", "?part=backup", "?part=settings"):  # fmt: skip
        page.goto(f"{at}/admin{search}")
        expect(page.locator("h1")).to_contain_text("2 位用户，1 位管理员")
        page.locator("main .panel").last.wait_for()
        assert violations(page) == [], search
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], search


@SIZES
def test_a_head_nurse_is_told_no(at: str, visit: Visit, size: dict[str, int]) -> None:
    """She has no such page in the bar, and its address tells her nothing."""
    page = enter(visit(f"{at}/sign-in?next=/admin%3Fpart%3Daudit", size), "li")
    page.goto(f"{at}/admin?part=audit")
    expect(page.locator("h1")).to_contain_text("李娜")
    expect(page.locator("h1")).not_to_contain_text("用户，")
    expect(page.locator("table")).to_have_count(0)
    expect(page.locator('.pages a[href^="/admin"]')).to_have_count(0)
    assert page.request.get(f"{at}/backups/backup-20261031-120000.zip").status == 404


def test_somebody_new_comes_in_with_the_password_that_is_shown_once(at: str, visit: Visit) -> None:
    page = enter(visit(f"{at}/sign-in?next=/admin"), "zhang")
    page.goto(f"{at}/admin?lang=en")
    page.get_by_role("link", name="Add a user").click()
    page.get_by_label("Name to sign in with").fill("wang")
    page.get_by_label("Name that others see").fill("<b>王婷</b>")
    page.get_by_role("button", name="Add the user").click()
    password = page.locator(".first-password").inner_text()
    expect(page.locator("table.users tbody tr")).to_have_count(3)
    expect(page.locator("table.users")).to_contain_text("<b>王婷</b>")
    page.reload()
    expect(page.locator("table.users tbody tr")).to_have_count(3)
    expect(page.locator(".first-password")).to_have_count(0)
    enter(visit(f"{at}/sign-in"), "wang", password)
    page.get_by_role("row", name="王婷").get_by_role("link", name="Edit").click()
    page.get_by_role("button", name="Disable").click()
    expect(page.locator("table.users")).to_contain_text("disabled")


def test_the_last_administrator_is_told_to_stay(at: str, visit: Visit) -> None:
    page = enter(visit(f"{at}/sign-in?next=/admin"), "zhang")
    page.goto(f"{at}/admin?lang=en&user=1")
    page.get_by_role("button", name="Disable").click()
    expect(page.locator(".said-last")).to_contain_text("Nobody could look after the users")


def test_the_log_is_narrowed_and_checked(at: str, visit: Visit) -> None:
    page = enter(visit(f"{at}/sign-in?next=/admin"), "zhang")
    page.goto(f"{at}/admin?lang=en&part=audit")
    page.get_by_label("From").fill("2026-10-01")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**from=2026-10-01**")
    page.get_by_role("link", name="Check the whole log now").click()
    expect(page.locator(".chains")).to_contain_text("Gone through just now")
    expect(page.locator(".chains code").first).to_have_text(HASH)


def test_a_backup_is_made_and_saved(at: str, visit: Visit, tmp_path: Path) -> None:
    page = enter(visit(f"{at}/sign-in?next=/admin"), "zhang")
    page.goto(f"{at}/admin?lang=en&part=backup")
    page.get_by_role("button", name="Back up now").click()
    expect(page.locator(".said-last")).to_contain_text("Keep it like the key")
    with page.expect_download() as download:
        page.get_by_role("link", name="Save a copy").first.click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    expect(page.locator(".checksum").first).to_have_text(sha256(path.read_bytes()).hexdigest())
