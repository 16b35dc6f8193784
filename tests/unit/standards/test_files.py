"""The clinic's own files: what somebody wrote by hand stays, and after a fault everything is as before."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from qc.catalogue.as_toml import as_toml
from qc.catalogue.load import load_catalogue
from qc.errors import CatalogueError
from qc.standards.export import export_standards
from qc.standards.keep import keep
from qc.standards.plan import apply_plan, plan_import
from qc.standards.texts import indicators_text
from qc.workspace import Workspace, open_workspace
from tests.conftest import TODAY
from tests.unit.standards.conftest import Exported
from tests.unit.standards.editing import Desk

BY_HAND = """# 本院的指标
[[groups]]
code = "own"
name = { zh = "本院", en = "Ours" }

[[indicators]]
# 质控会 2026-05
code = "documents"
aliases = [
  "文书甲级率", # 院里的叫法
]
[[indicators.targets]]
valid_from = 2026-05-01
value = 0.96

# 安全加倍
[[indicators]]
code = "safety"
weight = 2
"""


def test_what_stands_beside_a_changed_indicator_stays(workspace: Workspace) -> None:
    """Comments and other tables are the clinic's memory of why."""
    folder = workspace.folder / "standards"
    folder.mkdir()
    (folder / "indicators.toml").write_text(BY_HAND, encoding="utf-8")
    now = open_workspace(workspace.folder, today=TODAY)
    desk = Desk(export_standards(now, (), workspace.folder / "all.xlsx"))
    desk.write("indicators", "documents", target=0.97, owner__zh="李敏")
    desk.write("indicators", "cleaning_frequency", target=0.9)
    apply_plan(now, plan_import(now, desk.save()))
    now.store.close()
    text = (folder / "indicators.toml").read_text("utf-8")
    for kept in (
        "# 本院的指标\n[[groups]]",
        "# 质控会 2026-05",
        '# 安全加倍\n[[indicators]]\ncode = "safety"',
    ):
        assert kept in text
    known = load_catalogue(folder).indicators["documents"]
    assert known.owner.zh == "李敏"
    assert "文书甲级率" in known.aliases
    days = [
        (str(each.valid_from), each.value)
        for each in sorted(known.targets, key=lambda e: e.valid_from)
    ]
    assert days == [
        ("2022-01-01", Decimal("0.95")), ("2026-05-01", Decimal("0.96")), (str(TODAY), Decimal("0.97")),
    ]  # fmt: skip
    assert load_catalogue(folder).indicators["safety"].weight == 2
    assert load_catalogue(folder).indicators["cleaning_frequency"].target_on(TODAY) == Decimal(
        "0.9"
    )


def test_a_file_that_cannot_be_changed_so_is_said(tmp_path: Path) -> None:
    """Written as one list it has no tables to exchange; half of it must not be written anew."""
    folder = tmp_path / "standards"
    folder.mkdir()
    text = 'indicators = [{ code = "safety", weight = 2 }]\n'
    (folder / "indicators.toml").write_text(text, encoding="utf-8")
    for code in ("safety", "documents"):
        with pytest.raises(CatalogueError, match="cannot change"):
            indicators_text(folder, {code: {"code": code, "weight": 3}}, "")
    assert (folder / "indicators.toml").read_text("utf-8") == text


def test_after_a_fault_everything_is_as_before(tmp_path: Path) -> None:
    """Half of a change would be a standard that nobody wrote."""
    folder = tmp_path / "standards"
    folder.mkdir()
    (folder / "indicators.toml").write_text("old", encoding="utf-8")
    (folder / "checklists").write_text("a file in the way", encoding="utf-8")
    files = {"indicators.toml": "new", "new.toml": "new", "checklists/a.toml": "new"}
    with pytest.raises(CatalogueError, match="cannot be written"):
        keep(folder, files)
    assert (folder / "indicators.toml").read_text("utf-8") == "old"
    assert sorted(path.name for path in folder.iterdir()) == ["checklists", "indicators.toml"]


def test_hostile_words_stay_words(workspace: Workspace, exported: Exported) -> None:
    """A quote or a line break in a cell must not write other keys into the clinic's standards."""
    evil = 'x"\n[[items]]\ncode = "evil" \\ =1+1'
    desk = exported("appearance")
    desk.write("items", ("appearance", "mask"), text__zh=evil, standard=evil)
    desk.write("checklists", "appearance", source=evil, name__en=evil)
    apply_plan(workspace, plan_import(workspace, desk.save()))
    new = load_catalogue(workspace.folder / "standards").checklists["appearance"]
    (mask,) = (item for item in new.items if item.code == "mask")
    assert (mask.text.zh, mask.standard, new.source, new.name.en) == (evil,) * 4
    assert "evil" not in {item.code for item in new.items}


def test_values_are_written_as_toml_reads_them() -> None:
    table = {
        "text": 'a"\\\n', "number": Decimal("0.950"), "whole": 3, "yes": True, "no": False,
        "day": TODAY, "words": ["甲", "乙"], "inner": {"low": Decimal("1E-7")}, "none": [],
    }  # fmt: skip
    text = "".join(f"{key} = {as_toml(value)}\n" for key, value in table.items())
    assert tomllib.loads(text, parse_float=Decimal) == table
