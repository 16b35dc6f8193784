"""A chain's office looks at all its clinics at once, then into one of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from qc.lake import write_lake
from qc.store.lake.reading import open_lake
from qc.workspace import Workspace, open_workspace
from tests.browser.conftest import DESK, PHONE, served
from tests.browser.test_accessibility import violations
from tests.integration.clinic_year import TODAY, clinic

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
CLINICS = ("浦东店", "静安店", "<b>徐汇店</b>", "=长宁店")


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("chain")
    for name in CLINICS:
        one = clinic(folder / f"clinic {CLINICS.index(name)}")
        list(write_lake(one, folder / "lake", name))
        one.store.close()
    office: Workspace = open_workspace(folder / "office", today=TODAY)
    with served(replace(office, lake=open_lake(folder / "lake"))) as address:
        yield address
    office.store.close()


@pytest.mark.parametrize("screen", [DESK, PHONE])
def test_all_clinics_then_one_of_them(at: str, visit: Visit, screen: dict[str, int]) -> None:
    page = visit(f"{at}/?lang=en&period=2026-10", screen)
    page.goto(f"{at}/?lang=en")
    expect(page).to_have_url(f"{at}/chain?lang=en")
    expect(page.locator("h1")).to_contain_text("2026-10: ")
    expect(page.locator("section.units")).to_contain_text("of 4 clinics met all their targets")
    beside = page.locator("section.clinics table.cuts tbody th")
    # none stands out: all are told, not nothing
    assert set(beside.all_inner_texts()) == set(CLINICS)
    assert violations(page) == []
    rows = page.locator("table.heat tbody th")
    assert set(rows.all_inner_texts()) == set(CLINICS)  # a name is a name, not markup
    page.locator("table.heat tbody tr").filter(has_text="<b>徐汇店</b>").locator("a").first.click()
    expect(page.locator("p.place")).to_contain_text("<b>徐汇店</b> · Scorecard")
    expect(page).to_have_url(re.compile("clinic="))
    assert violations(page) == []
    page.locator("table.scorecard a[href*=rows]").first.click()
    expect(page.locator(".drawer-body")).to_contain_text("workbooks themselves lie in the clinic")


def test_what_is_done_in_the_clinics_has_no_page_here(at: str, visit: Visit) -> None:
    """A finding of nobody's record could only be shown as none, which would be wrong."""
    page = visit(f"{at}/chain?lang=en", DESK)
    names = page.locator("nav.pages a").all_inner_texts()
    assert names == ["All clinics", "Scorecard", "Standards", "Administration"]
    page.goto(f"{at}/findings?lang=en")
    expect(page.locator("h1")).to_contain_text("no such page")


def test_the_indicators_page_of_one_clinic_keeps_to_it(at: str, visit: Visit) -> None:
    page = visit(
        f"{at}/indicator?lang=en&indicator=disinfection&clinic=%E6%B5%A6%E4%B8%9C%E5%BA%97", DESK
    )
    expect(page.locator("p.place")).to_contain_text("浦东店")
    for part in ("items", "days", "causes"):
        page.goto(f"{page.url.partition('&show=')[0]}&show={part}")
        expect(page.locator("section").last).to_be_visible()
        expect(page.locator("p.place")).to_contain_text("浦东店")


def test_the_search_finds_a_clinic(at: str, visit: Visit) -> None:
    page = visit(f"{at}/chain?lang=en", DESK)
    page.keyboard.press("/")
    expect(page.get_by_role("option").first).to_be_visible()
    page.get_by_role("combobox").last.fill("静安")
    expect(page.get_by_role("option")).to_have_text([re.compile("静安店")])
    page.keyboard.press("Enter")
    expect(page.locator("p.place")).to_contain_text("静安店 · Scorecard")


def test_single_results_of_all_clinics_ask_for_one(at: str, visit: Visit) -> None:
    page = visit(f"{at}/chain?lang=en", DESK)
    page.locator("table.scorecard a[href*=rows]").first.click()
    expect(page.locator(".drawer-body")).to_contain_text("Choose a clinic first.")


def test_a_clinic_that_is_not_in_the_lake_is_empty(at: str, visit: Visit) -> None:
    page = visit(f"{at}/scorecard?lang=en&clinic=nobody", DESK)
    expect(page.locator("h1")).to_contain_text("Nothing has been imported yet.")
