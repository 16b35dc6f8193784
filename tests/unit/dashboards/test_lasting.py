"""A page that is kept: nobody sees an old one, nor one that is for somebody else."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dashboards import lasting
from dashboards.pages.findings import update as findings_page
from dashboards.pages.scorecard import update as scorecard_page
from qc.improve.acting import act_on, findings
from qc.workspace import Workspace
from tests.unit.dashboards import clinic


@pytest.fixture
def reader(tmp_path: Path) -> Any:
    made = clinic.a_year(tmp_path / "clinic")
    yield made
    made.store.close()


def counted(shown: list[str], show: Any) -> Any:
    def counting(reader: Workspace, search: str) -> list[Any]:
        shown.append(search)
        return list(show(reader, search))

    return counting


def test_the_same_is_shown_once(reader: Workspace) -> None:
    """Twenty people who open the same page wait for one."""
    shown: list[str] = []
    page = lasting.lasting("/scorecard", counted(shown, scorecard_page.show))
    first, second = page(reader, "?lang=zh"), page(reader, "?lang=zh")
    assert first == second and len(shown) == 1
    assert "达标" in json.dumps(first, ensure_ascii=False)
    page(reader, "?unit=" + clinic.UNITS[1])
    page(replace(reader, language="en"), "?lang=zh")
    assert len(shown) == 3


def test_what_somebody_does_is_seen_by_the_next_who_looks(reader: Workspace) -> None:
    """A cause that was written down would be missing until the evening's import."""
    shown: list[str] = []
    page = lasting.lasting("/findings", counted(shown, findings_page.show))
    found = findings(reader)[0]
    assert "手卫生培训没有跟上" not in json.dumps(page(reader, f"?finding={found.id}"), ensure_ascii=False)  # fmt: skip
    act_on(reader, found, "note", {"note": "手卫生培训没有跟上"})
    assert "手卫生培训没有跟上" in json.dumps(page(reader, f"?finding={found.id}"), ensure_ascii=False)  # fmt: skip
    assert len(shown) == 2


def test_new_records_numbers_and_standards_make_a_new_page(reader: Workspace) -> None:
    """A figure that stands still after an import is the one that the meeting would decide by."""
    shown: list[str] = []
    page = lasting.lasting("/scorecard", counted(shown, scorecard_page.show))
    page(reader, "")
    clinic.save(reader, "more.xlsx", ())
    page(reader, "")
    (reader.folder / "improvement.toml").write_text("[due_days]\nminor = 9\n", encoding="utf-8")
    page(reader, "")
    standards = reader.folder / "standards"
    standards.mkdir(exist_ok=True)
    (standards / "own.toml").write_text("", encoding="utf-8")
    page(reader, "")
    assert len(shown) == 4


def test_a_unit_s_nurse_is_shown_her_own(reader: Workspace) -> None:
    """What the head nurse has just opened is not for everybody."""
    page = lasting.lasting("/scorecard", scorecard_page.show)
    whole = json.dumps(page(reader, ""), ensure_ascii=False)
    nurse = replace(reader, scope=replace(reader.scope, units=frozenset({clinic.UNITS[2]})))
    own = json.dumps(page(nurse, ""), ensure_ascii=False)
    assert clinic.UNITS[0] in whole and clinic.UNITS[0] not in own and clinic.UNITS[2] in own


def test_a_fault_is_not_kept(reader: Workspace) -> None:
    """After the mistake is put right the page must come back."""
    broken = reader.folder / "improvement.toml"
    page = lasting.lasting("/findings", findings_page.show)
    broken.write_text("nonsense = 1\n", encoding="utf-8")
    with pytest.raises(Exception, match=r"improvement\.toml"):
        page(reader, "")
    broken.unlink()
    assert page(reader, "")
