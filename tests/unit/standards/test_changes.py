"""What an edited workbook changes: a new version from a day on, and nothing before that day."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

from qc.catalogue.load import load_catalogue
from qc.catalogue.model import Catalogue
from qc.standards.export import export_standards
from qc.standards.plan import Plan, apply_plan, plan_import
from qc.standards.preview import preview
from qc.workspace import Workspace, open_workspace
from tests.conftest import TODAY
from tests.unit.standards.conftest import Exported
from tests.unit.standards.editing import Desk

LATER = dt.date(2027, 1, 1)
YESTERDAY = TODAY - dt.timedelta(days=1)


def brought_in(workspace: Workspace, desk: Desk, start: dt.date | None = None) -> Catalogue:
    """The catalogue after the import, as on the day of the change."""
    apply_plan(workspace, plan_import(workspace, desk.save(), start))
    return load_catalogue(workspace.folder / "standards", start or TODAY)


def said(workspace: Workspace, plan: Plan, language: str = "zh") -> str:
    reader = open_workspace(workspace.folder, today=workspace.today, language=language)
    reader.store.close()
    return preview(plan, reader.catalogue, reader.t)


def edit_disinfection(desk: Desk) -> None:
    """One item worded anew, one added without a code or English, one taken out."""
    desk.write("items", ("disinfection", "hand_hygiene"), text__zh="洗手时机正确", points=2)
    desk.add(
        "items", {"checklist": "disinfection", "text.zh": "电梯每周紫外线消毒", "level": "环节质量"}
    )
    desk.drop("items", "disinfection", "sharps_box")


def test_an_edited_checklist_is_a_new_version(workspace: Workspace, exported: Exported) -> None:
    desk = exported()
    edit_disinfection(desk)
    catalogue = brought_in(workspace, desk, LATER)
    new, old = catalogue.checklists["disinfection"], load_catalogue().checklists["disinfection"]
    assert (new.version, new.valid_from) == ("2027-01-01", LATER)
    assert catalogue.version_on("disinfection", LATER - dt.timedelta(days=1)) == old
    texts = {item.code: item for item in new.items}
    assert texts["hand_hygiene"].text.zh == "洗手时机正确"
    assert texts["hand_hygiene"].points == 2
    assert "sharps_box" not in texts
    assert (new.items[-1].text.zh, new.items[-1].text.en) == ("电梯每周紫外线消毒",) * 2
    assert new.items[-1].code.startswith("own-")
    kept = {item.code for item in old.items} - {"hand_hygiene", "sharps_box"}
    assert all(texts[item.code] == item for item in old.items if item.code in kept)


def test_only_what_was_edited_is_written(workspace: Workspace, exported: Exported) -> None:
    """A version of every standard would change the version of every check from now on."""
    desk = exported()
    edit_disinfection(desk)
    apply_plan(workspace, plan_import(workspace, desk.save()))
    files = [p.relative_to(workspace.folder) for p in workspace.folder.rglob("*.toml")]
    assert {str(path) for path in files} - {"workspace.toml"} == {
        "standards/checklists/disinfection-2026-11-02.toml"
    }


def test_without_apply_nothing_is_written(workspace: Workspace, exported: Exported) -> None:
    desk = exported()
    edit_disinfection(desk)
    plan = plan_import(workspace, desk.save())
    assert [change.code for change in plan.changes] == ["disinfection"]
    assert not (workspace.folder / "standards").exists()


def test_the_preview_says_field_by_field_what_becomes_of_what(
    workspace: Workspace, exported: Exported
) -> None:
    desk = exported()
    edit_disinfection(desk)
    desk.write("checklists", "disinfection", pass_score=0.9, cadence__every="每周", titles="感控表")
    desk.write("indicators", "documents", target=0.96)
    lines = said(workspace, plan_import(workspace, desk.save(), LATER)).splitlines()
    told = [line.strip() for line in lines]
    assert "~ 指标  documents  文件书写合格率" in told
    assert "目标值：95% → 96%" in told
    assert "合格线：100% → 90%" in told
    assert (
        "频次：— → 每周" in told or "频次：每天 → 每周" in told or any("→ 每周" in x for x in told)
    )
    assert any(line.startswith("名称词：-") and line.endswith("+感控表") for line in told)
    assert any(line.startswith("~ hand_hygiene") for line in told)
    assert any(line.startswith("条目：") and line.endswith("→ 洗手时机正确") for line in told)
    assert "分值：1 → 2" in told
    assert any(line.startswith("+ own-") for line in told)
    assert any(line.startswith("- sharps_box") for line in told)


def test_a_changed_order_is_a_change(workspace: Workspace, exported: Exported) -> None:
    """The order of the printed form is the order of the lines."""
    desk = exported("appearance")
    sheet = desk.sheet("items")
    last = [cell.value for cell in sheet[sheet.max_row]]
    sheet.delete_rows(sheet.max_row)
    sheet.insert_rows(2)
    for place, value in enumerate(last, start=1):
        sheet.cell(2, place).value = value
    plan = plan_import(workspace, desk.save())
    assert [change.reordered for change in plan.changes] == [True]
    assert "another order" in said(workspace, plan, "en")
    first = brought_in(workspace, desk).checklists["appearance"].items[0]
    assert first.code == load_catalogue().checklists["appearance"].items[-1].code


def test_every_column_of_a_checklist_reaches_the_standard(
    workspace: Workspace, exported: Exported
) -> None:
    """A cell that is read and then lost would be believed in force."""
    desk = exported("refrigerator")
    desk.write(
        "checklists", "refrigerator", name__zh="冰箱", name__en="Fridge", indicator="消毒隔离合格率",
        kind="监测数值", pass_score="95%", partly="得一半分", cadence__every="每天", cadence__times=2,
        cadence__irregular="是", cadence__each="每科一份", titles="冰箱表；温度表", owner__zh="药师",
        owner__en="Pharmacist", review=dt.date(2028, 1, 31), source="决议", to_confirm="是",
        rule__near_days=30, rule__limit=5, rule__report_within=12, rule__pass_mark=80,
        rule__satisfied="好；很好", rule__scale="很好；好；差", rule__low=1.5, rule__high=9, rule__unit="度",
    )  # fmt: skip
    desk.write(
        "items", ("refrigerator", "cool"), text__zh="冷藏", text__en="Cool", level="终末质量", points=2.5,
        critical="是", aliases="柜温", standard="规范", par=3, low=0, high=7.5, limit=4, to_confirm="是",
    )  # fmt: skip
    new = brought_in(workspace, desk, LATER).checklists["refrigerator"]
    told = new.model_dump(mode="json", exclude={"items"})
    assert told == {
        "code": "refrigerator", "name": {"zh": "冰箱", "en": "Fridge"}, "version": "2027-01-01",
        "valid_from": "2027-01-01", "indicator": "disinfection", "kind": "measurement",
        "partly": "half", "pass_score": "0.95", "titles": ["冰箱表", "温度表"],
        "rule": {
            "near_days": 30, "limit": "5", "report_within": "12", "pass_mark": "80",
            "satisfied": ["好", "很好"], "scale": ["很好", "好", "差"], "low": "1.5", "high": "9",
            "unit": "度",
        },
        "cadence": {"every": "day", "times": 2, "irregular": True, "each": "unit"},
        "to_confirm": True, "source": "决议", "owner": {"zh": "药师", "en": "Pharmacist"},
        "review": "2028-01-31",
    }  # fmt: skip
    assert new.items[0].model_dump(mode="json") == {
        "code": "cool", "text": {"zh": "冷藏", "en": "Cool"}, "level": "outcome", "points": "2.5",
        "critical": True, "aliases": ["柜温"], "standard": "规范", "low": "0", "high": "7.5",
        "limit": "4", "par": 3, "to_confirm": True,
    }  # fmt: skip


def test_what_was_brought_in_goes_out_again_unchanged(
    workspace: Workspace, exported: Exported, tmp_path: Path
) -> None:
    """The second round begins where the first ended."""
    desk = exported()
    edit_disinfection(desk)
    desk.write("indicators", "cleaning_frequency", target="98%")
    brought_in(workspace, desk)
    with_it = open_workspace(workspace.folder, today=TODAY)
    again = plan_import(with_it, export_standards(with_it, (), tmp_path / "again.xlsx"))
    with_it.store.close()
    assert again.changes == ()


def test_a_new_checklist_and_a_new_indicator(workspace: Workspace, exported: Exported) -> None:
    """Neither needs a code, a version or a word of English."""
    desk = exported("documents")
    desk.add(
        "indicators",
        {"name.zh": "候诊超时率", "target": 0.05, "counting_unit.zh": "人次", "count": "逐条计",
         "basis": "抽查", "direction": "越低越好", "group": "流程与记录", "owner.zh": "客服部",
         "review": dt.date(2027, 12, 31)},
    )  # fmt: skip
    desk.add(
        "checklists",
        {
            "name.zh": "候诊巡查表",
            "indicator": "候诊超时率",
            "owner.zh": "客服部",
            "review": "2027-12-31",
        },
    )
    desk.add("items", {"called": "候诊巡查表", "text.zh": "候诊不超过十分钟", "level": "process"})
    plan = plan_import(workspace, desk.save())
    text = said(workspace, plan)
    assert "+ 指标" in text and "+ 检查表" in text and "候诊不超过十分钟" in text
    catalogue = brought_in(workspace, desk)
    (checklist,) = (c for c in catalogue.checklists.values() if c.name.zh == "候诊巡查表")
    indicator = catalogue.indicators[checklist.indicator]
    assert (indicator.name.en, indicator.direction, indicator.group) == (
        "候诊超时率", "lower", "process",
    )  # fmt: skip
    assert indicator.target_on(TODAY) == Decimal("0.05")
    assert (checklist.version, checklist.valid_from) == ("2026-11-02", TODAY)
    assert [item.text.zh for item in checklist.items] == ["候诊不超过十分钟"]


def test_a_changed_target_leaves_the_months_before(
    workspace: Workspace, exported: Exported
) -> None:
    desk = exported("documents")
    desk.write("indicators", "documents", target=0.98, aliases=_with(desk, "文书甲级率"))
    known = brought_in(workspace, desk, LATER).indicators["documents"]
    assert known.target_on(LATER) == Decimal("0.98")
    assert known.target_on(LATER - dt.timedelta(days=1)) == Decimal("0.95")
    assert "文书甲级率" in known.aliases
    assert {*load_catalogue().indicators["documents"].aliases} < {*known.aliases}


def _with(desk: Desk, word: str) -> str:
    return f"{desk.cell('indicators', 'aliases', 'documents').value}；{word}"


def test_a_first_target_judges_no_month_before_it(workspace: Workspace, exported: Exported) -> None:
    """A month that was shown without a verdict would suddenly have been missed."""
    desk = exported("cleaning_frequency")
    desk.write("indicators", "cleaning_frequency", target=1)
    known = brought_in(workspace, desk, LATER).indicators["cleaning_frequency"]
    assert known.target_on(LATER) == 1
    assert known.target_on(LATER - dt.timedelta(days=1)) is None
    assert known.target_on(dt.date(2020, 1, 1)) is None


def test_a_target_can_be_given_up(workspace: Workspace, exported: Exported) -> None:
    desk = exported("documents")
    desk.write("indicators", "documents", target=None)
    known = brought_in(workspace, desk, LATER).indicators["documents"]
    assert known.target_on(LATER) is None
    assert known.target_on(TODAY) == Decimal("0.95")


def test_a_target_set_twice_on_one_day_is_the_second(
    workspace: Workspace, exported: Exported, tmp_path: Path
) -> None:
    """A slip is put right the same afternoon; only the month that runs is judged by it."""
    desk = exported("cleaning_frequency")
    desk.write("indicators", "cleaning_frequency", target=0.5)
    brought_in(workspace, desk)
    again = open_workspace(workspace.folder, today=TODAY)
    second = Desk(export_standards(again, ["cleaning_frequency"], tmp_path / "second.xlsx"))
    second.write("indicators", "cleaning_frequency", target=0.95)
    known = brought_in(again, second).indicators["cleaning_frequency"]
    again.store.close()
    assert known.target_on(TODAY) == Decimal("0.95")
    assert known.target_on(YESTERDAY) is None
    assert len(known.targets) == 2


def test_a_standard_that_is_not_in_the_workbook_stays(
    workspace: Workspace, exported: Exported
) -> None:
    desk = exported("documents", "disinfection")
    for sheet in ("indicators", "checklists"):
        desk.drop(sheet, "documents")  # type: ignore[arg-type]
    rows = desk.sheet("items")
    for row in range(rows.max_row, 1, -1):
        if rows.cell(row, 1).value == "documents":
            rows.delete_rows(row)
    plan = plan_import(workspace, desk.save())
    assert plan.changes == ()
    catalogue = workspace.catalogue
    for known in (catalogue.indicators["documents"], catalogue.checklists["documents"]):
        assert known.name.zh in plan.left_out
    assert "not in the workbook" in said(workspace, plan, "en")


def test_a_version_that_has_not_begun_is_written_anew(
    workspace: Workspace, exported: Exported, tmp_path: Path
) -> None:
    """Next year's version is worked on for weeks; each draft would stay beside the next."""
    desk = exported("appearance")
    desk.write("checklists", "appearance", pass_score=0.9)
    brought_in(workspace, desk, LATER)
    then = open_workspace(workspace.folder, today=LATER)
    draft = Desk(export_standards(then, ["appearance"], tmp_path / "draft.xlsx"))
    then.store.close()
    draft.write("checklists", "appearance", pass_score=0.8)
    versions = brought_in(workspace, draft, LATER).versions_of("appearance")
    assert [(v.version, v.pass_score) for v in versions] == [
        ("1", 1),
        ("2027-01-01", Decimal("0.8")),
    ]


def test_what_lies_ready_for_later_is_said(workspace: Workspace, exported: Exported) -> None:
    """Who changes today's version must know that next year's does not have the change."""
    desk = exported("appearance")
    desk.write("checklists", "appearance", pass_score=0.9)
    desk.write("indicators", "appearance", target=0.96)
    path = desk.save()
    apply_plan(workspace, plan_import(workspace, path, LATER))
    plan = plan_import(workspace, path)
    assert plan.later == (("护士仪表合格率", LATER), ("仪容仪表检查表", LATER))
    assert "2027-01-01" in said(workspace, plan, "en")


def test_two_versions_never_share_a_name_or_a_file(workspace: Workspace) -> None:
    folder = workspace.folder / "standards" / "checklists"
    folder.mkdir(parents=True)
    other = load_catalogue().checklists["chlorine"]
    text = (
        'code = "appearance"\nname = { zh = "仪表", en = "A" }\nversion = "2027-01-01"\n'
        'valid_from = 2023-01-01\nindicator = "appearance"\nsource = ""\n'
        f'owner = {{ zh = "{other.owner.zh}", en = "B" }}\nreview = 2027-01-31\n'
        '[[items]]\ncode = "a"\ntext = { zh = "甲", en = "A" }\nlevel = "process"\n'
    )
    (folder / "appearance-2027-01-01-2.toml").write_text(text, encoding="utf-8")
    opened = open_workspace(workspace.folder, today=TODAY)
    desk = Desk(export_standards(opened, ["appearance"], workspace.folder / "a.xlsx"))
    desk.write("checklists", "appearance", pass_score=0.9)
    versions = brought_in(opened, desk, LATER).versions_of("appearance")
    opened.store.close()
    assert [v.version for v in versions] == ["1", "2027-01-01", "2027-01-01-2"]
    assert len([*folder.iterdir()]) == 2
    assert versions[-1].source == ""


def test_untouched_lines_never_undo_what_a_colleague_changed(
    workspace: Workspace, exported: Exported, tmp_path: Path
) -> None:
    """Two workbooks of the same morning: the second must not bring the old standard back."""
    mine = exported("appearance", "documents")
    hers = Desk(export_standards(workspace, ["appearance"], tmp_path / "hers.xlsx"))
    hers.write("checklists", "appearance", pass_score=0.9)
    brought_in(workspace, hers)
    mine.write("checklists", "documents", pass_score=0.8)
    catalogue = brought_in(workspace, mine)
    assert catalogue.checklists["appearance"].pass_score == Decimal("0.9")
    assert catalogue.checklists["documents"].pass_score == Decimal("0.8")


def test_other_sheets_and_columns_are_named_not_read(
    workspace: Workspace, exported: Exported
) -> None:
    desk = exported("appearance")
    desk.book.create_sheet("备忘")
    sheet = desk.sheet("items")
    sheet.cell(1, sheet.max_column + 1).value = "我的备注"
    plan = plan_import(workspace, desk.save())
    assert plan.unread == ("备忘", "条目·我的备注")
    assert "备忘" in said(workspace, plan, "en")


def test_columns_may_stand_in_another_order(workspace: Workspace, exported: Exported) -> None:
    """She moves what she works on to the front."""
    desk = exported("appearance")
    sheet = desk.sheet("checklists")
    column = desk.column("checklists", "pass_score")
    values = [row[column - 1].value for row in sheet.iter_rows()]
    sheet.delete_cols(column)
    sheet.insert_cols(1)
    for row, value in enumerate(values, start=1):
        sheet.cell(row, 1).value = value
    assert plan_import(workspace, desk.save()).changes == ()


def test_blank_lines_between_standards_mean_nothing(
    workspace: Workspace, exported: Exported
) -> None:
    desk = exported("appearance")
    desk.sheet("items").insert_rows(4)
    desk.sheet("items").cell(4, 3).value = "  "
    assert plan_import(workspace, desk.save()).changes == ()


def test_the_same_words_in_another_order_are_no_change(
    workspace: Workspace, exported: Exported
) -> None:
    """She sorts the aliases to find one: that is no new version."""
    desk = exported("appearance")
    words = str(desk.cell("checklists", "titles", "appearance").value).split("；")
    desk.write("checklists", "appearance", titles="\n".join(sorted(words, reverse=True)))
    assert plan_import(workspace, desk.save()).changes == ()
