"""A published month: its reports stay what they are; what is corrected afterwards is told, once, with its
reason."""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from qc.analysis import Period, scorecard
from qc.errors import ScopeError, UsageError, WorkspaceError
from qc.locale import translator
from qc.meeting import acting
from qc.reports import write_report
from qc.reports.content import Restatement
from qc.reports.month import freeze, month_of, unfreeze
from qc.reports.month.record import Record
from qc.reports.month.stored import FILE, frozen_month, frozen_months
from qc.reports.slides.meeting import meeting_slides
from qc.reports.workbook import render
from qc.words import ALL_RIGHTS, Right
from qc.workspace import Workspace, open_workspace
from tests.integration.clinic_year import TODAY, clinic, save_month

pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")
AUGUST, SEPTEMBER, OCTOBER = (Period.parse(f"2026-{month}") for month in ("08", "09", "10"))
RAISED = """
[[indicators]]
code = "documents"
targets = [
  { valid_from = 2022-01-01, value = 0.95 },
  { valid_from = 2026-09-01, value = 0.99 },
]
"""


@pytest.fixture
def year(tmp_path: Path) -> Iterator[Workspace]:
    workspace = clinic(tmp_path / "clinic")
    yield workspace
    workspace.store.close()


def import_of(workspace: Workspace, month: str) -> int:
    """The import that brought a month's workbook."""
    known = workspace.store.imports(workspace.scope)
    return next(each.id for each in known if f"{month} " in each.file_name)


def written(workspace: Workspace, month: Period) -> bytes:
    return render(month_of(workspace, month).report, workspace.t)


def told(workspace: Workspace, month: Period) -> tuple[Restatement, ...]:
    return month_of(workspace, month).report.restatements


def test_a_frozen_report_is_the_same_whatever_comes_later(year: Workspace) -> None:
    """The workbook that the director signed could not be made again after a correction."""
    freeze(year, SEPTEMBER)
    published = written(year, SEPTEMBER)
    year.store.undo(year.scope, import_of(year, "2026-09"), "重复")
    save_month(year, dt.date(2026, 9, 1), 7)
    later = replace(year, today=dt.date(2026, 12, 20), clinic="改名后的诊所")
    assert written(later, SEPTEMBER) == published
    assert frozen_month(later, SEPTEMBER) is not None


def test_both_languages_are_frozen(year: Workspace) -> None:
    """An English reader of a frozen month would get live figures."""
    freeze(year, SEPTEMBER)
    english = replace(year, language="en")
    before = written(english, SEPTEMBER)
    year.store.undo(year.scope, import_of(year, "2026-09"), "重复")
    assert written(english, SEPTEMBER) == before
    assert month_of(english, SEPTEMBER).report.title == "QC report 2026-09"


def test_a_correction_is_told_with_the_file_behind_it(year: Workspace) -> None:
    """An inspector who compares two reports would find a figure changed in silence."""
    assert told(year, OCTOBER) == ()
    freeze(year, SEPTEMBER)
    assert told(year, OCTOBER) == ()
    was = {line.indicator.code: line for line in scorecard(year, SEPTEMBER).lines}
    year.store.undo(year.scope, import_of(year, "2026-09"), "查错了科室")
    found = {each.code: each for each in told(year, OCTOBER)}
    documents = found["documents"]
    assert documents.month == SEPTEMBER
    assert f"({was['documents'].passed}/{was['documents'].checked})" in documents.was
    assert documents.now == "—"
    assert documents.why.startswith("=2026-09 检查表.xlsx") and documents.why.endswith("→ —")
    parent = found["service_quality"]
    assert "文件书写" in parent.why  # of its children, whose figures moved


def test_what_was_told_once_is_told_again_only_if_it_changed_again(year: Workspace) -> None:
    """Every report after a correction would repeat it, or the second correction would be lost."""
    freeze(year, AUGUST)
    year.store.undo(year.scope, import_of(year, "2026-08"), "重复")
    assert told(year, SEPTEMBER)
    freeze(year, SEPTEMBER)
    assert told(year, OCTOBER) == ()
    save_month(year, dt.date(2026, 8, 1), 9)
    again = [each for each in told(year, OCTOBER) if each.code == "documents"]
    assert [(each.month, each.was) for each in again] == [(AUGUST, "—")]
    assert told(year, SEPTEMBER)  # as it was published


def test_a_target_that_is_changed_backwards_is_a_restatement(year: Workspace) -> None:
    """A month that met its target would be shown as missed without anybody being told."""
    freeze(year, SEPTEMBER)
    published = written(year, SEPTEMBER)
    (year.folder / "standards").mkdir(exist_ok=True)
    (year.folder / "standards" / "indicators.toml").write_text(RAISED, encoding="utf-8")
    changed = open_workspace(year.folder, today=TODAY, language="zh")
    try:
        assert scorecard(changed, SEPTEMBER).lines != scorecard(year, SEPTEMBER).lines
        assert written(changed, SEPTEMBER) == published
        (one,) = [each for each in told(changed, OCTOBER) if each.code == "documents"]
        assert one.why == translator("zh")("target {was} → {now}", was="95 %", now="99 %")
    finally:
        changed.store.close()


def test_taking_a_freezing_back_needs_a_reason_and_leaves_a_trace(year: Workspace) -> None:
    """Anybody could publish anew what was published already, and nobody would know."""
    freeze(year, SEPTEMBER)
    with pytest.raises(UsageError, match="frozen already"):
        freeze(year, SEPTEMBER)
    with pytest.raises(UsageError, match="reason is missing"):
        unfreeze(year, SEPTEMBER, "  ")
    unfreeze(year, SEPTEMBER, "9月护理文书漏了一个科室")
    assert frozen_months(year) == ()
    year.store.undo(year.scope, import_of(year, "2026-09"), "重复")
    with pytest.raises(UsageError, match="no data"):
        month_of(year, SEPTEMBER)
    kept = [act.what for act in year.store.acts(year.scope, "month")]
    assert kept == ["freeze", "unfreeze"]
    with pytest.raises(UsageError, match="is not frozen"):
        unfreeze(year, SEPTEMBER, "again")


@pytest.mark.parametrize("right", [frozenset({Right.RECORD}), ALL_RIGHTS - {Right.STANDARDS}])
def test_not_everybody_may_publish(year: Workspace, right: frozenset[Right]) -> None:
    member = replace(year, scope=replace(year.scope, rights=right))
    with pytest.raises(ScopeError):
        freeze(member, SEPTEMBER)
    freeze(year, SEPTEMBER)
    with pytest.raises(ScopeError):
        unfreeze(member, SEPTEMBER, "so")


def test_who_sees_one_unit_gets_that_unit_and_not_what_was_published(year: Workspace) -> None:
    """A nurse of one unit would read every unit's figures in the frozen report."""
    freeze(year, SEPTEMBER)
    nurse = replace(year, scope=replace(year.scope, units=frozenset({"治疗室"})))
    report = month_of(nurse, SEPTEMBER).report
    assert {line.unit for line in report.units} == {"治疗室"}
    assert report.frozen == "" and report.restatements == ()
    with pytest.raises(ScopeError):
        freeze(nurse, SEPTEMBER)


def test_a_month_that_goes_on_cannot_be_frozen(year: Workspace) -> None:
    """Its last days would never be in any report."""
    early = replace(year, today=dt.date(2026, 10, 31))
    with pytest.raises(UsageError, match="not over yet"):
        freeze(early, OCTOBER)


def test_a_record_that_was_tampered_with_is_refused(year: Workspace) -> None:
    """Somebody with access to the folder could change what was published."""
    made = freeze(year, SEPTEMBER)
    place = year.store.archive.path(made.checksum, FILE)
    place.write_bytes(place.read_bytes()[:-1] + b"x")
    fresh = open_workspace(year.folder, today=TODAY, language="zh")
    try:
        with pytest.raises(WorkspaceError, match="damaged"):
            month_of(fresh, SEPTEMBER)
    finally:
        fresh.store.close()


def test_the_minutes_of_a_frozen_month_can_still_be_written(year: Workspace) -> None:
    """The meeting takes place after the figures are published; its resolutions would be lost."""
    freeze(year, SEPTEMBER)
    acting.resolve(
        year,
        SEPTEMBER,
        acting.written(year, SEPTEMBER),
        "每班交接时核对锐器盒",
        "李敏",
        "2026-11-20",
    )
    said = month_of(year, SEPTEMBER).meeting
    assert [each.text for each in said.written.resolutions] == ["每班交接时核对锐器盒"]


def test_the_workbook_says_that_it_is_frozen_and_what_was_restated(
    year: Workspace, tmp_path: Path
) -> None:
    """On paper nobody could tell a published report from a draft."""
    made = freeze(year, SEPTEMBER)
    report = month_of(year, SEPTEMBER).report
    assert made.checksum[:12] in report.frozen
    book = load_workbook(write_report(year, SEPTEMBER, tmp_path / "a.xlsx"))
    assert made.checksum[:12] in book["来源与方法"]["A2"].value
    year.store.undo(year.scope, import_of(year, "2026-09"), "重复")
    sheet = load_workbook(write_report(year, OCTOBER, tmp_path / "b.xlsx"))["更正说明"]
    rows = list(sheet.iter_rows(min_row=5, values_only=True))
    assert [row[:2] for row in rows] == [
        ("2026-09", each.indicator) for each in told(year, OCTOBER)
    ]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_month_frozen_by_an_older_version_can_still_be_read() -> None:
    """After an update of the program a published month could not be made any more. The file was frozen by
    the first version that could; never make it anew: a new field of the content needs a default."""
    kept = Path(__file__).parent.parent / "data" / "frozen-month.json.gz"
    record = Record.model_validate_json(gzip.decompress(kept.read_bytes()))
    assert record.month == SEPTEMBER and set(record.said) == {
        "zh masked", "zh named", "en masked", "en named",
    }  # fmt: skip
    for key, month in record.said.items():
        t = translator(key[:2])
        assert render(month.report, t).startswith(b"PK")
        assert meeting_slides(month, t).startswith(b"PK")
