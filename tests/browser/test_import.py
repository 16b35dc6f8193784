"""The head nurse's import page in a real browser: drop, look, answer, import, put right, undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from qc.improve.acting import findings
from qc.ingest.importer import import_content
from qc.ingest.remembered import LAYOUTS, read_layouts
from qc.reports.notices import notices_file
from qc.workspace import Workspace, open_workspace
from tests.browser.conftest import DESK, PHONE, served
from tests.browser.test_accessibility import violations
from tests.browser.test_scorecard import SMALL
from tests.rectifying import check, save
from tests.workbooks import book, days_across

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
EVIL = "<img src=x onerror=alert(1)>"
OWN = [
    ["激光室操作自查表"],
    ["科室：激光室", None, "日期：2026年10月"],
    ["序号", "检查内容", 1, 2],
    [1, "开机前自检", "√", "√"],
    [2, "护目镜齐全", "√", EVIL],
    [3, EVIL, "√", "√"],
    ["检查人签名", None, "李敏", "李敏"],
]
FILES = "#staged article"


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[Workspace]:
    workspace = open_workspace(
        tmp_path / "clinic", today=dt.date(2026, 10, 31), language="zh", actor="王丽"
    )
    yield workspace
    workspace.store.close()


@pytest.fixture
def at(clinic: Workspace) -> Iterator[str]:
    with served(clinic) as address:
        yield f"{address}/import?lang=en"


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "十月.xlsx"
    path.write_bytes(book(days_across([["√", "?"], ["√", "√"]])))
    return path


def send(page: Page, *paths: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.locator("#choose-files").click()
    chooser.value.set_files(list(paths))


def bring_in(page: Page) -> None:
    page.locator("#import-all").click()
    expect(page.locator(".said-last")).to_contain_text("Files imported")


def test_the_scorecard_leads_here_and_back(at: str, visit: Visit) -> None:
    page = visit(at.replace("/import", "/scorecard"))
    page.get_by_role("link", name="Import").first.click()
    expect(page.locator("#drop")).to_be_visible()
    expect(page).to_have_title("本院 · Import")
    page.get_by_role("link", name="Scorecard").click()
    expect(page).to_have_title("本院 · Scorecard")
    expect(page.locator("h1")).to_contain_text("Nothing has been imported yet")


def test_drop_look_import_put_right_undo(
    at: str, visit: Visit, clinic: Workspace, faulty: Path
) -> None:
    """The whole way of a faulty workbook; the original value stays beside what was put right."""
    page = visit(at)
    send(page, faulty)
    expect(page.locator(FILES)).to_contain_text("2 checks, 2026-10-01 to 02, 治疗室, 100 % (3/3")
    expect(page.locator(FILES)).to_contain_text("表!D4")
    assert not clinic.store.imports(clinic.scope)
    bring_in(page)
    expect(page.locator(FILES)).to_have_count(0)
    page.locator(".said-last a", has_text="十月.xlsx").click()
    page.get_by_role("link", name="Put right here").first.click()
    expect(page.get_by_label("Right value")).to_be_focused()
    page.get_by_label("Right value").fill("×")
    page.get_by_label("Reason").first.fill("问过李敏")
    page.get_by_role("button", name="Put right", exact=True).click()
    expect(page.locator("#opened-name")).to_contain_text("nothing is held back")
    line = page.locator(".corrections li")
    expect(line.locator("del")).to_have_text("?")
    expect(line.locator("ins")).to_have_text("×")
    expect(line).to_contain_text("王丽: 问过李敏")
    assert list(clinic.store.results(clinic.scope)["outcome"]).count("fail") == 1
    page.locator("#opened summary", has_text="Undo this import").click()
    page.get_by_label("Reason").fill("传错了")
    page.get_by_role("button", name="Undo the import").click()
    expect(page.locator("#history")).to_contain_text("Undone")
    assert len(clinic.store.results(clinic.scope)) == 0
    send(page, faulty)
    bring_in(page)
    assert len(clinic.store.results(clinic.scope)) == 4


def test_an_act_that_fails_says_so_and_keeps_what_was_written(
    at: str, visit: Visit, faulty: Path
) -> None:
    page = visit(at)
    send(page, faulty)
    bring_in(page)
    page.locator(".said-last a").click()
    page.get_by_role("link", name="Put right here").first.click()
    page.get_by_label("Right value").fill("×")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("The reason is missing")
    expect(page.get_by_label("Right value")).to_have_value("×")
    page.keyboard.press("Escape")
    expect(page.locator("#fix")).to_have_count(0)


def test_a_question_is_answered_previewed_remembered_and_forgotten(
    at: str, visit: Visit, clinic: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "激光.xlsx"
    path.write_bytes(book(OWN))
    page = visit(at)
    send(page, path)
    expect(page.locator(".sheet .about")).to_contain_text("激光室操作自查表")
    page.get_by_label("Which checklist is this?").first.click()
    page.get_by_role("option", name="Disinfection and isolation checklist").click()
    expect(page.locator(".sheet .about")).to_contain_text("Disinfection and isolation checklist")
    assert read_layouts(clinic.folder / LAYOUTS) == ()
    page.get_by_role("button", name="Remember now").click()
    expect(page.locator("#layouts")).to_contain_text("激光室操作自查表")
    page.get_by_role("button", name="Forget").click()
    expect(page.locator("#layouts")).to_contain_text("Nothing yet")
    page.locator(".said-last").get_by_role("button", name="Take back").click()
    expect(page.locator("#layouts")).to_contain_text("激光室操作自查表")


def test_what_blanks_mean_is_answered_previewed_and_remembered(
    at: str, visit: Visit, clinic: Workspace, tmp_path: Path
) -> None:
    """A room without a device would have a missed item for it every day for ever."""
    path = tmp_path / "十月.xlsx"
    path.write_bytes(book(days_across([["√", "×"], ["√", "√"], [None, None], ["√", None]])))
    page = visit(at)
    send(page, path)
    expect(page.locator(".sheet .figures")).to_contain_text("left blank: 3")
    expect(page.locator(".asked")).to_contain_text("otherwise filled? (cell C6)")
    page.get_by_label("not applicable").check()
    expect(page.locator(".sheet .figures")).not_to_contain_text("left blank")
    expect(page.get_by_label("not applicable")).to_be_checked()
    assert violations(page) == []
    bring_in(page)
    (layout,) = read_layouts(clinic.folder / LAYOUTS)
    assert layout.answers == {"blanks_are": "not_applicable"}
    assert list(clinic.store.results(clinic.scope)["outcome"]).count("na") == 3
    expect(page.locator("#layouts").get_by_label("not applicable")).to_be_checked()


def test_a_sheet_becomes_a_standard_of_the_clinic(
    at: str, visit: Visit, clinic: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "激光.xlsx"
    path.write_bytes(book(OWN))
    page = visit(at)
    send(page, path)
    page.get_by_role("link", name="Make them a standard").click()
    page.get_by_label("Name of the standard").fill("激光室操作标准")
    page.get_by_role("button", name="Keep as a standard").click()
    expect(page.locator(".sheet .about")).to_contain_text("激光室操作标准")
    expect(page.get_by_role("link", name="Make them a standard")).to_have_count(0)
    assert list((clinic.folder / "standards" / "checklists").glob("*.toml"))


def test_text_from_a_cell_or_a_name_stays_text(at: str, visit: Visit, tmp_path: Path) -> None:
    """A mark-up in a cell would run as script in the head nurse's browser."""
    path = tmp_path / "<img src=x onerror=alert(2)>.xlsx"
    path.write_bytes(book(OWN))
    page = visit(at)
    send(page, path)
    expect(page.locator(FILES)).to_contain_text(EVIL)
    expect(page.locator(FILES)).to_contain_text("onerror=alert(2)")
    bring_in(page)
    page.locator(".history-table a").click()
    expect(page.locator("#opened")).to_contain_text(EVIL)
    assert page.locator("img[src=x]").count() == 0


def test_what_is_no_workbook_is_said_and_the_others_go_in(
    at: str, visit: Visit, clinic: Workspace, faulty: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "照片.xlsx"
    bad.write_bytes(b"hello")
    page = visit(at)
    send(page, bad, faulty)
    refused = page.locator(FILES, has_text="照片.xlsx")
    expect(refused).to_contain_text("is not an Excel workbook")
    bring_in(page)
    assert [one.file_name for one in clinic.store.imports(clinic.scope)] == ["十月.xlsx"]
    refused.get_by_role("button", name="Discard").click()
    expect(page.locator(".dropped")).to_contain_text("照片.xlsx")
    page.get_by_role("button", name="Take back").click()
    expect(refused).to_be_visible()


def test_a_reload_loses_nothing(at: str, visit: Visit, faulty: Path) -> None:
    page = visit(at)
    send(page, faulty)
    expect(page.locator(FILES)).to_have_count(1)
    page.reload()
    expect(page.locator(FILES)).to_contain_text("十月.xlsx")


def test_files_dropped_on_the_page_are_read(at: str, visit: Visit, faulty: Path) -> None:
    """Dropped beside the zone the browser would open the file and leave the page."""
    page = visit(at)
    transfer = page.evaluate_handle(
        """bytes => { const t = new DataTransfer();
            t.items.add(new File([new Uint8Array(bytes)], "十月.xlsx"));
            t.items.add(new File(["x"], "~$十月.xlsx")); return t; }""",
        list(faulty.read_bytes()),
    )
    page.dispatch_event("body", "dragover", {"dataTransfer": transfer})
    expect(page.locator("#drop.over")).to_be_visible()
    page.dispatch_event("body", "drop", {"dataTransfer": transfer})
    expect(page.locator(FILES)).to_have_count(1)


def test_the_annotated_copy_points_at_the_cell(
    at: str, visit: Visit, faulty: Path, tmp_path: Path
) -> None:
    page = visit(at)
    send(page, faulty)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download the annotated copy").click()
    waiting.value.save_as(tmp_path / "copy.xlsx")
    assert load_workbook(tmp_path / "copy.xlsx")["表"]["D4"].comment


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_state_of_the_page_keeps_the_rules(
    at: str, visit: Visit, faulty: Path, tmp_path: Path, size: dict[str, int], language: str
) -> None:
    """Somebody with a screen reader, weak eyes, a keyboard or a thumb could not use it."""
    own = tmp_path / "激光.xlsx"
    own.write_bytes(book(OWN))
    page = visit(at.replace("en", language), size)
    expect(page.locator("#drop")).to_be_visible()
    _keeps_the_rules(page, size)
    send(page, faulty, own)
    expect(page.locator(FILES)).to_have_count(2)
    _keeps_the_rules(page, size)
    page.locator(".own a").first.click()
    expect(page.locator("#own-standard")).to_be_visible()
    _keeps_the_rules(page, size)
    page.locator("#import-all").click()
    page.locator(".said-last a").first.click()
    page.locator("#opened a.opens[data-shows=fix]").first.click()
    expect(page.locator("#fix")).to_be_visible()
    page.locator("#opened summary").last.click()
    _keeps_the_rules(page, size)


def _keeps_the_rules(page: Page, size: dict[str, int]) -> None:
    # the bar at the bottom lies over what scrolls by; at the end it stands in its place
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    assert violations(page) == []
    if size is PHONE:
        assert page.evaluate(SMALL) == []
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_a_fault_is_shown_where_it_stands_before_and_after_the_import(
    at: str, visit: Visit, faulty: Path
) -> None:
    """Who reads “D4” in a list would have to open the workbook to know what is meant."""
    page = visit(at)
    send(page, faulty)
    page.locator("#staged").get_by_role("link", name="Show in the sheet").first.click()
    expect(page.locator("#staged .sheet-picture .marked")).to_have_text("?")
    expect(page.locator("#staged .sheet-picture")).to_contain_text("条目1")
    page.get_by_role("link", name="Hide the sheet").click()
    expect(page.locator(".sheet-picture")).to_have_count(0)
    bring_in(page)
    page.locator(".said-last a").click()
    page.locator("#opened").get_by_role("link", name="Show in the sheet").first.click()
    expect(page.locator("#opened .sheet-picture .marked")).to_have_text("?")
    assert violations(page) == []


def test_a_result_behind_a_figure_is_shown_in_its_sheet(
    at: str, visit: Visit, clinic: Workspace, faulty: Path
) -> None:
    """The way from a rate to the mark in the nurse's own sheet would end at a cell's name."""
    import_content(clinic, faulty.name, faulty.read_bytes())
    place = "period=2026-10&rows.period=2026-10&rows.indicator=disinfection&lang=en"
    page = visit(at.partition("/import")[0] + "/scorecard?" + place)
    page.locator(".ag-row").first.locator(".ag-cell").first.click()
    picture = page.locator("#drawer-source .sheet-picture")
    expect(picture.locator(".marked")).to_have_count(1)
    expect(picture).to_contain_text("条目1")
    assert violations(page) == []


def test_a_notice_comes_back_and_what_became_of_it_stays_in_sight(
    at: str, visit: Visit, clinic: Workspace, tmp_path: Path
) -> None:
    """The unit's words go to the problems; a line that was not taken shows its cell until it is put right."""
    save(clinic, "a.xlsx", check("2026-10-05"), check("2026-10-12"))
    october = (dt.date(2026, 10, 1), dt.date(2026, 10, 31), "2026-10")
    made = notices_file(clinic, *october)
    assert made
    (tmp_path / made[0]).write_bytes(made[1])
    filled = load_workbook(tmp_path / made[0])
    for row, due in ((5, "11月5日"), (6, "尽快")):
        for column, text in zip("FGHI", ("备货不足", EVIL, "李敏", due), strict=True):
            filled.worksheets[0][f"{column}{row}"] = text
    filled.save(tmp_path / made[0])
    page = visit(at)
    send(page, tmp_path / made[0])
    expect(page.locator(FILES)).to_contain_text("would be written down: 1; not taken: 1")
    page.locator("#import-all").click()
    expect(page.locator(".said-last")).to_contain_text("written down: 1; not taken: 1")
    expect(page.locator(FILES)).to_contain_text("known already: 1; not taken: 1")
    expect(page.locator(FILES)).to_contain_text("I6")
    (found, _) = findings(clinic)
    assert (found.told["measure"], str(found.due)) == (EVIL, "2026-11-05")
