"""The workbook of the standards as it is handed out: everything in it, and fit to work in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from qc.errors import QcError, UsageError
from qc.standards.export import export_standards
from qc.standards.plan import plan_import
from qc.workspace import Workspace
from tests.unit.standards.conftest import Exported
from tests.unit.standards.editing import Desk


@pytest.mark.parametrize("language", ["zh", "en"])
def test_exported_and_imported_unchanged_nothing_changes(
    workspace: Workspace, tmp_path: Path, language: str
) -> None:
    """One value that does not come back as it went out would make a version that nobody wanted."""
    path = export_standards(replace(workspace, language=language), (), tmp_path / "all.xlsx")
    plan = plan_import(workspace, path)
    catalogue = workspace.catalogue
    assert (plan.changes, plan.files, plan.left_out, plan.unread) == ((), {}, (), ())
    assert plan.unchanged == len(catalogue.indicators) + len(catalogue.checklists)


def test_each_sheet_holds_every_standard(exported: Exported, workspace: Workspace) -> None:
    desk, catalogue = exported(), workspace.catalogue
    assert desk.book.sheetnames == ["说明", "指标", "检查表", "条目"]
    assert desk.sheet("indicators").max_row - 1 == len(catalogue.indicators)
    assert desk.sheet("checklists").max_row - 1 == len(catalogue.checklists)
    items = sum(len(each.items) for each in catalogue.checklists.values())
    assert desk.sheet("items").max_row - 1 == items
    assert desk.cell("indicators", "target", "documents").value == 0.95
    assert desk.cell("checklists", "indicator", "refrigerator").value == "安全质量合格率"
    assert desk.cell("items", "par", "supplies-entrance", "umbrella_sleeves").value == 100
    assert desk.cell("items", "critical", "emergency", "adrenaline").value == "是"
    assert desk.cell("items", "critical", "emergency", "dopamine").value is None


def test_heads_stay_in_view_and_choices_drop_down(exported: Exported) -> None:
    """Line 600 without its heads, or a level written by heart, is where slips come from."""
    desk = exported()
    for name, corner in (("indicators", "C2"), ("checklists", "C2"), ("items", "E2")):
        sheet = desk.sheet(name)  # type: ignore[arg-type]
        assert sheet.freeze_panes == corner
        assert sheet.auto_filter.ref
        assert all(sheet.column_dimensions[cell.column_letter].width > 5 for cell in sheet[1])
    rules = list(desk.sheet("items").data_validations.dataValidation)
    level = next(rule for rule in rules if rule.formula1 == '"基础质量,环节质量,终末质量"')
    new_line = f"E{desk.sheet('items').max_row + 1}"
    assert new_line in level.sqref
    assert any(rule.formula1 == '"是,否"' for rule in rules)


def test_lists_of_names_stand_where_the_drop_downs_look(exported: Exported) -> None:
    desk = exported()
    rules = desk.sheet("checklists").data_validations.dataValidation
    where = next(rule.formula1 for rule in rules if "说明" in str(rule.formula1))
    sheet, cells = where.replace("$", "").split("!")
    names = [row[0].value for row in desk.book[sheet.strip("'")][cells]]
    assert names[0] == "消毒隔离合格率"
    assert "服务质量检查合格率" not in names  # worked out from others: no checklist counts for it
    assert None not in names


def test_texts_are_texts(workspace: Workspace, tmp_path: Path) -> None:
    """A wording that begins with = would be a formula in the next reader's Excel."""
    known = workspace.catalogue.checklists["chlorine"]
    first = known.items[0].model_copy(update={"standard": '=HYPERLINK("http://a")', "code": "007"})
    changed = known.model_copy(update={"items": (first,)})
    catalogue = workspace.catalogue.model_copy(update={"checklists": {"chlorine": changed}})
    path = export_standards(replace(workspace, catalogue=catalogue), (), tmp_path / "a.xlsx")
    desk = Desk(path)
    cell = desk.cell("items", "standard", "chlorine", "007")
    assert (cell.value, cell.data_type) == ('=HYPERLINK("http://a")', "s")
    assert desk.cell("items", "code", "chlorine", "007").number_format == "@"


def test_some_can_be_named_and_bring_their_indicators(exported: Exported) -> None:
    desk = exported("消毒隔离质量检查表", "documents")
    for name in ("checklists", "indicators"):
        rows = desk.sheet(name).iter_rows(min_row=2)  # type: ignore[arg-type]
        assert [row[0].value for row in rows] == ["disinfection", "documents"]


def test_an_indicator_can_be_named_alone(exported: Exported, workspace: Workspace) -> None:
    desk = exported("service_quality")
    assert desk.sheet("checklists").max_row == 1
    plan = plan_import(workspace, desk.path)
    assert plan.unchanged == 1
    assert len(plan.left_out) == len(workspace.catalogue.indicators) - 1 + len(
        workspace.catalogue.checklists
    )


def test_by_itself_it_goes_into_the_workspace(workspace: Workspace) -> None:
    path = export_standards(workspace)
    assert path == workspace.folder / "exports" / "质控标准_2026-11-02.xlsx"
    before = path.read_bytes()
    assert export_standards(workspace).read_bytes() == before


def test_an_edited_workbook_is_never_written_over(workspace: Workspace, tmp_path: Path) -> None:
    """An evening's work of the head nurse would be gone."""
    path = export_standards(workspace, (), tmp_path / "a.xlsx")
    desk = Desk(path)
    desk.write("indicators", "documents", target=0.96)
    edited = desk.save().read_bytes()
    with pytest.raises(QcError, match="left as it is"):
        export_standards(workspace, (), path)
    assert path.read_bytes() == edited


def test_an_unknown_name_and_a_wrong_ending_are_said(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        export_standards(workspace, ["没有这张"], tmp_path / "a.xlsx")
    with pytest.raises(UsageError, match="no name for an Excel"):
        export_standards(workspace, (), tmp_path / "a.xls")
    assert not [*tmp_path.glob("a.*")]


def test_a_folder_that_cannot_be_written_is_said(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "in-the-way").write_text("a file", encoding="utf-8")
    with pytest.raises(QcError, match="cannot be written"):
        export_standards(workspace, (), tmp_path / "in-the-way" / "a.xlsx")


def test_the_guide_explains_every_column(workspace: Workspace, tmp_path: Path) -> None:
    """A column that nobody explains is one that nobody dares to fill."""
    english = replace(workspace, language="en")
    book = load_workbook(export_standards(english, (), tmp_path / "a.xlsx"))
    said = [(row[1].value, row[2].value) for row in book["Guide"].iter_rows()]
    for sheet in ("Indicators", "Checklists", "Items"):
        heads = [cell.value for cell in book[sheet][1]]
        assert [column for name, column in said if name == sheet] == heads
