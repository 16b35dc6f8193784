"""The page of the standards without a browser: lists, one standard, its versions, a workbook brought back."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from dash import html

from dashboards.app import create_app
from dashboards.page import Asked
from dashboards.pages.standards import tray, update
from dashboards.pages.standards.acts import ACTS
from dashboards.standing import with_standards
from qc.errors import ScopeError, UsageError
from qc.standards.export import export_standards
from qc.workspace import Workspace
from tests.attention import check, mark, save
from tests.unit.dashboards import test_components
from tests.unit.dashboards.shown import at as at_page
from tests.unit.standards.editing import Desk

LANG = "?lang=en"
HOST = {"Host": "127.0.0.1"}
LATER = "2027-01-01"


def text(part: Any) -> str:
    return test_components.text(html.Div(part))


def shown(reader: Workspace, search: str = LANG) -> str:
    return text(at_page(update.show, with_standards(reader), search))


def brought_back(workspace: Workspace, tmp_path: Path, **edited: object) -> str:
    """A workbook of one checklist, edited and sent; its key."""
    desk = Desk(export_standards(workspace, ["disinfection"], tmp_path / "standards.xlsx"))
    desk.write("items", ("disinfection", "hand_hygiene"), **edited)
    desk.drop("items", "disinfection", "sharps_box")
    return tray.keep(workspace, "标准.xlsx", desk.save().read_bytes())


def act(reader: Workspace, name: str, search: str, of: str = "", **written: str) -> Any:
    given = {key.replace("_", "-"): value for key, value in written.items()}
    return ACTS[name](Asked(with_standards(reader), search, of, given))


def test_all_standards_are_listed(workspace: Workspace) -> None:
    said = shown(workspace)
    assert "41 indicators and 111 checklists are in force" in said
    assert "Checklists: 111" in said and "Indicators: 41" in said


@pytest.mark.parametrize("key", ["..", "../..", "../../..", "", "a" * 64, "a" * 5000, "\x00"])
def test_only_the_workbook_that_was_sent_is_looked_at(workspace: Workspace, key: str) -> None:
    """The key stands in the address, where anybody may write the way to another folder."""
    tray.keep(workspace, "标准.xlsx", b"sent")
    with pytest.raises(UsageError, match="no longer here"):
        tray.find(workspace, key)


def test_a_word_of_an_item_finds_its_checklist(workspace: Workspace) -> None:
    """The nurse knows the line on her sheet, not what the standard is called."""
    said = shown(workspace, f"{LANG}&q=锐器盒")
    assert "Disinfection and isolation" in said and "Checklists: 111" not in said
    assert "No standard fits" in shown(workspace, f"{LANG}&q=xyzzy")


def test_the_search_is_in_the_address(workspace: Workspace) -> None:
    assert "q=%E9%94%90" in act(workspace, "search", LANG, standards_search="锐").link


def test_a_checklist_says_what_it_asks_and_rests_on(workspace: Workspace) -> None:
    said = shown(workspace, f"{LANG}&checklist=disinfection")
    assert "23 items" in said and "▲ critical" in said and "WS/T 313-2019" in said
    assert "No check has been made with it yet." in said


def test_where_it_was_used_opens_the_checks(workspace: Workspace) -> None:
    save(workspace, "a.xlsx", check("2026-10-30", mark(False)))
    page = at_page(update.show, workspace, f"{LANG}&checklist=disinfection")
    assert "Checks made with it: 1; problems that wait: 1." in text(page)
    assert "rows.checklist=disinfection" in str(page)


def test_what_is_none_is_explained(workspace: Workspace) -> None:
    for search in (
        "?checklist=none",
        "?indicator=none",
        "?kind=none",
        "?from=none",
        "?checklist=disinfection&version=9",
    ):
        with pytest.raises(UsageError):
            at_page(update.show, workspace, search)


def test_a_workbook_is_shown_before_anything_is_written(
    workspace: Workspace, tmp_path: Path
) -> None:
    """A slip in the workbook would be a standard before anybody saw it."""
    key = brought_back(workspace, tmp_path, points=2)
    said = shown(workspace, f"{LANG}&upload={key}&from={LATER}")
    assert "1 standards change from 2027-01-01 on" in said
    assert "− left out" in said and "1 → 2" in said
    assert not (workspace.folder / "standards").exists()


def test_taken_it_is_a_version_beside_the_one_before(workspace: Workspace, tmp_path: Path) -> None:
    """The checks of last month must keep the standard that they were made by."""
    key = brought_back(workspace, tmp_path, points=2)
    done = act(workspace, "take", f"{LANG}&upload={key}&from={LATER}", key)
    assert done.link and "upload" not in done.link
    said = shown(workspace, f"{LANG}&checklist=disinfection")
    assert "Versions: 2" in said and "ready" in said
    assert "Items: 0 new, 1 left out, 1 changed." in said
    catalogue = with_standards(workspace).catalogue
    assert len(catalogue.version_on("disinfection", dt.date(2026, 12, 31)).items) == 23


def test_what_is_wrong_is_listed_cell_by_cell(workspace: Workspace, tmp_path: Path) -> None:
    key = brought_back(workspace, tmp_path, points="viel")
    said = shown(workspace, f"{LANG}&upload={key}")
    assert "1 places do not hold; nothing was changed" in said and "viel" in said
    assert "Take these changes" not in said


def test_a_day_that_has_gone_by_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    key = brought_back(workspace, tmp_path, points=2)
    said = shown(workspace, f"{LANG}&upload={key}&from=2026-01-01")
    assert "has gone by" in said and "Take these changes" not in said


def test_without_the_right_nothing_is_taken(workspace: Workspace, tmp_path: Path) -> None:
    """Any nurse could lower the target of her unit."""
    key = brought_back(workspace, tmp_path, points=2)
    nurse = replace(workspace, scope=replace(workspace.scope, rights=frozenset()))
    with pytest.raises(ScopeError):
        act(nurse, "take", f"{LANG}&upload={key}", key)
    assert "Bring an edited workbook back" not in shown(nurse)


def test_sheets_and_workbooks_are_downloads(workspace: Workspace) -> None:
    client = create_app(workspace).server.test_client()
    for path in ("/templates/disinfection?lang=en", "/standards-workbook?checklist=disinfection"):
        answer = client.get(path, headers=HOST)
        assert answer.status_code == 200 and answer.data[:2] == b"PK"
        assert "attachment" in answer.headers["Content-Disposition"]
        assert "no-store" in answer.headers["Cache-Control"]
    assert client.get("/templates/none", headers=HOST).status_code == 404
    assert (
        client.post("/standards-workbook?name=a.xlsx", data=b"x", headers=HOST).status_code == 403
    )
