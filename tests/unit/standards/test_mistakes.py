"""What is wrong in an edited workbook: every place at once, each with its cell, and nothing written."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from qc.errors import CatalogueError, QcError, UsageError, WorkbookError
from qc.locale import translator
from qc.standards.export import export_standards
from qc.standards.mistakes import Mistake, MistakesError
from qc.standards.plan import apply_plan, plan_import
from qc.workspace import Workspace, open_workspace
from tests.conftest import TODAY
from tests.unit.standards.conftest import Exported
from tests.unit.standards.editing import Desk

TOMORROW = TODAY + dt.timedelta(days=1)


def found(workspace: Workspace, desk: Desk, start: dt.date | None = None) -> list[Mistake]:
    """The mistakes of the workbook; nothing is written of it."""
    with pytest.raises(MistakesError) as error:
        plan_import(workspace, desk.save(), start)
    standards = workspace.folder / "standards"
    assert not standards.exists() or not [*standards.rglob("*.part")]
    return [*error.value.mistakes]


def at(desk: Desk, name: str, key: str, *code: str) -> str:
    return str(desk.cell(name, key, *code).coordinate)  # type: ignore[arg-type]


def test_every_mistake_is_told_at_once_with_its_cell(
    workspace: Workspace, exported: Exported
) -> None:
    """One by one she would import ten times."""
    desk = exported("disinfection", "appearance")
    desk.write("indicators", "appearance", target="很高")
    desk.write("checklists", "appearance", indicator="没有的指标", review="明年", pass_score=95)
    desk.write("items", ("disinfection", "hand_hygiene"), level="中等", points=0, critical="也许")
    desk.write("items", ("disinfection", "sharps_box"), text__zh="", text__en=None)
    told = [(each.sheet, each.cell, each.seen) for each in found(workspace, desk)]
    expected = [
        ("指标", at(desk, "indicators", "target", "appearance"), "很高"),
        ("检查表", at(desk, "checklists", "indicator", "appearance"), "没有的指标"),
        ("检查表", at(desk, "checklists", "pass_score", "appearance"), "95"),
        ("检查表", at(desk, "checklists", "review", "appearance"), "明年"),
        ("条目", at(desk, "items", "level", "disinfection", "hand_hygiene"), "中等"),
        ("条目", at(desk, "items", "points", "disinfection", "hand_hygiene"), "0"),
        ("条目", at(desk, "items", "critical", "disinfection", "hand_hygiene"), "也许"),
        ("条目", at(desk, "items", "text.zh", "disinfection", "sharps_box"), ""),
    ]
    assert told == expected


def test_a_mistake_says_what_is_expected_and_what_to_do(
    workspace: Workspace, exported: Exported
) -> None:
    desk = exported("appearance")
    desk.write("checklists", "appearance", kind="随便" * 30)
    with pytest.raises(MistakesError) as error:
        plan_import(workspace, desk.save())
    head, line = error.value.sentence(translator("en")).splitlines()
    assert "standards.xlsx: 1 places" in head
    assert line.startswith(f"检查表 {at(desk, 'checklists', 'kind', 'appearance')}")
    assert "随便 …" in line or " …" in line
    assert "none of the choices" in line
    assert "逐条检查" in line  # what can be chosen
    assert "“" in error.value.sentence(translator("zh")).splitlines()[1]


def _same_item(desk: Desk) -> tuple[str, str]:
    other = desk.cell("items", "text.zh", "appearance", "badge").value
    row = desk.add("items", {"checklist": "appearance", "text.zh": other, "level": "环节质量"})
    return "条目", f"D{row}"


def _alias_of_another(desk: Desk) -> tuple[str, str]:
    desk.write("items", ("appearance", "badge"), aliases="新叫法；口罩")
    return "条目", at(desk, "items", "aliases", "appearance", "mask")


def _same_code(desk: Desk) -> tuple[str, str]:
    row = desk.add(
        "items", {"checklist": "appearance", "code": "mask", "text.zh": "别的", "level": "环节质量"}
    )
    return "条目", f"C{row}"


def _odd_item_code(desk: Desk) -> tuple[str, str]:
    desk.write("items", ("appearance", "mask"), code="口罩 1")
    return "条目", at(desk, "items", "code", "appearance", "口罩 1")


def _odd_code(desk: Desk) -> tuple[str, str]:
    row = desk.add("checklists", {**_new_checklist(), "code": "新表", "kind": "counts"})
    return "检查表", f"A{row}"


def _checklist_twice(desk: Desk) -> tuple[str, str]:
    row = desk.add("checklists", {**_new_checklist(), "code": "appearance"})
    return "检查表", f"A{row}"


def _new_checklist() -> dict[str, object]:
    return {
        "name.zh": "新表",
        "indicator": "服务合格率",
        "owner.zh": "护士长",
        "review": "2027-12-31",
    }


def _without_items(desk: Desk) -> tuple[str, str]:
    row = desk.add("checklists", _new_checklist())
    return "检查表", f"G{row}"


def _times_without_period(desk: Desk) -> tuple[str, str]:
    desk.write("checklists", "appearance", cadence__every=None, cadence__times=2)
    return "检查表", at(desk, "checklists", "cadence.every", "appearance")


def _worked_out(desk: Desk) -> tuple[str, str]:
    desk.write("checklists", "appearance", indicator="服务质量检查合格率")
    return "检查表", at(desk, "checklists", "indicator", "appearance")


def _new_code_taken(desk: Desk) -> tuple[str, str]:
    row = desk.add("checklists", {**_new_checklist(), "code": "chlorine", "kind": "counts"})
    return "检查表", f"A{row}"


def _version_named(desk: Desk) -> tuple[str, str]:
    desk.write("checklists", "appearance", version="2027", pass_score=0.9)
    return "检查表", at(desk, "checklists", "version", "appearance")


def _counted_otherwise(desk: Desk) -> tuple[str, str]:
    desk.write("indicators", "appearance", count="逐条计")
    return "指标", at(desk, "indicators", "count", "appearance")


def _alias_taken_away(desk: Desk) -> tuple[str, str]:
    desk.write("indicators", "appearance", aliases="仪容仪表")
    return "指标", at(desk, "indicators", "aliases", "appearance")


def _alias_of_an_indicator(desk: Desk) -> tuple[str, str]:
    old = desk.cell("indicators", "aliases", "appearance").value
    desk.write("indicators", "appearance", aliases=f"{old}；消毒隔离合格率")
    return "指标", at(desk, "indicators", "aliases", "appearance")


def _new_indicator(**more: object) -> dict[str, object]:
    return {
        "name.zh": "候诊超时率", "counting_unit.zh": "人次", "count": "逐条计", "basis": "抽查",
        "group": "流程与记录", "owner.zh": "客服部", "review": "2027-12-31", **more,
    }  # fmt: skip


def _new_core(desk: Desk) -> tuple[str, str]:
    row = desk.add("indicators", _new_indicator(group="核心指标"))
    return "指标", f"P{row}"


def _new_child(desk: Desk) -> tuple[str, str]:
    row = desk.add("indicators", _new_indicator(parent="服务质量检查合格率"))
    return "指标", f"Q{row}"


def _no_group(desk: Desk) -> tuple[str, str]:
    row = desk.add("indicators", _new_indicator(group="别的组"))
    return "指标", f"P{row}"


WRONG = [
    _same_item, _alias_of_another, _same_code, _odd_item_code, _odd_code, _checklist_twice,
    _without_items, _times_without_period, _worked_out, _new_code_taken, _version_named,
    _counted_otherwise, _alias_taken_away, _alias_of_an_indicator, _new_core, _new_child, _no_group,
]  # fmt: skip


@pytest.mark.parametrize("slip", WRONG, ids=lambda slip: slip.__name__)
def test_what_does_not_hold_together_is_told_at_its_cell(
    workspace: Workspace, exported: Exported, slip: Callable[[Desk], tuple[str, str]]
) -> None:
    """A standard that contradicts itself would keep the whole workspace from opening."""
    desk = exported("appearance")
    place = slip(desk)
    assert [(each.sheet, each.cell) for each in found(workspace, desk)] == [place]


def test_items_of_no_checklist_are_told_once(workspace: Workspace, exported: Exported) -> None:
    """Thirteen lines of one forgotten checklist are one mistake."""
    desk = exported("appearance", "disinfection")
    desk.drop("checklists", "appearance")
    (only,) = found(workspace, desk)
    assert (only.cell, only.seen) == (
        at(desk, "items", "checklist", "appearance", "mask")[:1] + only.cell[1:], "appearance",
    )  # fmt: skip


def test_a_name_that_two_checklists_have_does_not_tell(
    workspace: Workspace, exported: Exported
) -> None:
    desk = exported("appearance")
    for code in ("a1", "a2"):
        desk.add("checklists", {**_new_checklist(), "code": code, "kind": "清点"})
    desk.add("items", {"called": "新表", "text.zh": "甲", "level": "环节质量"})
    (only,) = found(workspace, desk)
    assert only.seen == "新表"


def test_a_formula_that_fails_is_told(workspace: Workspace, exported: Exported) -> None:
    """What Excel shows as #DIV/0! would be read as a blank: no target."""
    desk = exported("appearance")
    cell = desk.cell("indicators", "target", "appearance")
    cell.value, cell.data_type = "#DIV/0!", "e"
    (only,) = found(workspace, desk)
    assert (only.cell, only.seen) == (cell.coordinate, "#DIV/0!")


def test_missing_sheets_and_columns_are_told_together(
    workspace: Workspace, exported: Exported
) -> None:
    desk = exported("appearance")
    del desk.book["指标"]
    items, checklists = desk.sheet("items"), desk.sheet("checklists")
    items.cell(1, desk.column("items", "level")).value = "层级"
    checklists.cell(1, desk.column("checklists", "source")).value = "代码"
    said = [each.line(translator("en")) for each in found(workspace, desk)]
    assert len(said) == 4
    assert "指标 / Indicators" in said[0]
    assert "stands twice" in said[1]
    assert "来源 / Source" in said[2]
    assert "质量层次 / Level" in said[3]


def test_an_empty_sheet_lacks_all_its_columns(workspace: Workspace, exported: Exported) -> None:
    desk = exported("appearance")
    desk.sheet("indicators").delete_rows(1, 50)
    assert len(found(workspace, desk)) == 19


def test_what_a_colleague_changed_meanwhile_is_not_written_over(
    workspace: Workspace, exported: Exported, tmp_path: Path
) -> None:
    """Her change would be gone, and nobody would know."""
    mine = exported("appearance")
    hers = Desk(export_standards(workspace, ["appearance"], tmp_path / "hers.xlsx"))
    hers.write("checklists", "appearance", pass_score=0.9)
    apply_plan(workspace, plan_import(workspace, hers.save()))
    mine.write("checklists", "appearance", owner__zh="李敏")
    (only,) = found(workspace, mine, TOMORROW)
    assert "changed since" in only.expected


def test_a_version_that_began_today_is_not_changed_again(
    workspace: Workspace, exported: Exported, tmp_path: Path
) -> None:
    """Checks of this morning were made with it; from tomorrow on there may be another."""
    desk = exported("appearance")
    desk.write("checklists", "appearance", pass_score=0.9)
    apply_plan(workspace, plan_import(workspace, desk.save()))
    now = open_workspace(workspace.folder, today=TODAY)
    again = Desk(export_standards(now, ["appearance"], tmp_path / "again.xlsx"))
    now.store.close()
    again.write("checklists", "appearance", pass_score=0.8)
    (only,) = found(workspace, again)
    assert only.values["day"] == TODAY
    assert plan_import(workspace, again.path, TOMORROW).changes


def test_the_past_cannot_be_named(workspace: Workspace, exported: Exported) -> None:
    desk = exported("appearance")
    with pytest.raises(UsageError, match="has gone by"):
        plan_import(workspace, desk.path, TODAY - dt.timedelta(days=1))


def test_a_file_that_is_not_there_or_no_workbook_is_said(
    workspace: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        plan_import(workspace, tmp_path / "none.xlsx")
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(WorkbookError):
        plan_import(workspace, tmp_path / "a.xlsx")


def test_a_bomb_is_not_unpacked(workspace: Workspace, tmp_path: Path) -> None:
    """The workbook of the standards is read with the same care as any other."""
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", b"0" * 400_000_000)
    with pytest.raises(QcError):
        plan_import(workspace, path)


def test_what_the_lines_cannot_show_is_tried_out_first(
    workspace: Workspace, exported: Exported
) -> None:
    """A file that somebody broke by hand since: nothing is laid upon it."""
    desk = exported("appearance")
    desk.write("checklists", "appearance", pass_score=0.9)
    folder = workspace.folder / "standards"
    folder.mkdir()
    (folder / "indicators.toml").write_text("not = [toml", encoding="utf-8")
    with pytest.raises(CatalogueError):
        plan_import(workspace, desk.save())
    assert [path.name for path in folder.rglob("*")] == ["indicators.toml"]
