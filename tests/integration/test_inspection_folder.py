"""The inspector's folder from a real workspace: what is in it, what is left out and why, and that its index is
right about both."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from qc.analysis import scorecard
from qc.analysis.periods import Period
from qc.analysis.scores import checklist_scores
from qc.catalogue.load import load_catalogue
from qc.errors import UsageError
from qc.ingest.importer import import_paths
from qc.reports.inspection import inspection_folder, write_inspection_folder
from qc.store import Scope
from qc.templates import write_template
from qc.words import ALL_RIGHTS, Right
from qc.workspace import Workspace, open_workspace
from tests.filling import Form
from tests.nurse import fill
from tests.rectifying import GIVEN, act, check, save, the

OPTIONAL = (
    "hand-hygiene", "medical-waste", "surgical-safety", "informed-consent", "product-tracing",
    "controlled-drugs", "sterilisation",
)  # fmt: skip
OCTOBER, QUARTER = Period.parse("2026-10"), Period.parse("2026-Q4")
ORGANISATION = (
    '[[sites]]\nname = "青禾里"\n[[units]]\nname = "治疗室"\n[[units]]\nname = "换药室"\n'
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A clinic that filled in the template of each optional standard, once, in October."""
    folder = tmp_path_factory.mktemp("clinic") / "clinic"
    folder.mkdir()
    (folder / "organisation.toml").write_text(ORGANISATION, encoding="utf-8")
    opened = open_workspace(folder, today=dt.date(2026, 10, 31), actor="王丽")
    for code in OPTIONAL:
        checklist = opened.catalogue.checklists[code]
        path = write_template(opened, checklist, folder / "in" / f"{code}.xlsx")
        book = load_workbook(path)
        fill(Form(book.worksheets[0], opened, checklist))
        book.save(path)
    statuses = [outcome.status for outcome in import_paths(opened, [folder / "in"])]
    assert set(statuses) <= {"imported", "partly"} and len(statuses) == len(OPTIONAL)
    yield opened
    opened.store.close()


class Folder:
    """A zip as an inspector opens it."""

    def __init__(self, workspace: Workspace, period: Period, *standards: str) -> None:
        self.name, content = inspection_folder(workspace, period, standards)
        self.zip = zipfile.ZipFile(io.BytesIO(content))
        assert self.zip.testzip() is None
        self.files = {name.partition("/")[2]: name for name in self.zip.namelist()}

    def read(self, name: str) -> bytes:
        return self.zip.read(self.files[name])

    def book(self, name: str) -> Any:
        return load_workbook(io.BytesIO(self.read(name)))

    def named(self, start: str) -> list[str]:
        return [name for name in self.files if name.startswith(start)]

    def rows(self, sheet: int) -> list[tuple[Any, ...]]:
        """The lines below the head of a sheet of the index."""
        return list(
            self.book("00 目录.xlsx").worksheets[sheet].iter_rows(min_row=5, values_only=True)
        )

    @property
    def sentence(self) -> str:
        said = str(self.book("00 目录.xlsx").worksheets[0]["A1"].value)
        return said.replace("\u00a0", " ")


@pytest.mark.parametrize("code", OPTIONAL)
def test_an_optional_standard_goes_all_the_way(filled: Workspace, code: str) -> None:
    """Template, import, rate, folder: an inspector who asks for this one standard gets its own sheet and its
    own rate, and nothing of another's."""
    folder = Folder(filled, OCTOBER, code)
    (original,) = folder.named("02")
    assert original == f"02 检查原始表/001 {code}.xlsx"
    assert folder.read(original) == (filled.folder / "in" / f"{code}.xlsx").read_bytes()
    name = load_catalogue().checklists[code].name.zh
    table = checklist_scores(filled, OCTOBER)
    mine = table[table["checklist"] == code]
    assert mine["checked"].sum() > 0
    totals = next(row for row in folder.rows(1) if row[0] == name)
    assert totals[2:5] == (mine["checks"].sum(), mine["checked"].sum(), mine["passed"].sum())
    assert totals[5] == pytest.approx(mine["passed"].sum() / mine["checked"].sum())
    standards = folder.book(folder.named("01")[0])
    listed = {cell.value for sheet in standards for row in sheet for cell in row}
    assert code in listed and not listed & (set(OPTIONAL) - {code})


def test_the_rates_are_those_of_the_dashboard(filled: Workspace) -> None:
    lines = {line.indicator.name.zh: line for line in scorecard(filled, OCTOBER).lines}
    shown = [row for row in Folder(filled, OCTOBER).rows(1) if row[0] in lines]
    assert shown
    for row in shown:
        line = lines[row[0]]
        assert row[3:5] == (line.checked, line.passed)
        assert (
            row[5] == pytest.approx(line.rate) if line.checked else row[5] in ("—", None, line.rate)
        )


def test_the_index_is_right_about_every_file(filled: Workspace) -> None:
    """The sums are what an inspector checks the copy by: a wrong one accuses the clinic."""
    folder = Folder(filled, OCTOBER, *OPTIONAL)
    listed = {row[1]: row for row in folder.rows(0) if isinstance(row[0], int)}
    inside = {name for name in folder.files if name != "00 目录.xlsx"}
    assert set(listed) == inside and len(folder.named("02")) == len(OPTIONAL)
    for name, row in listed.items():
        content = folder.read(name)
        assert row[3:5] == (len(content), hashlib.sha256(content).hexdigest())
    assert f"原始表 {len(OPTIONAL)} 份" in folder.sentence


def test_the_same_data_and_day_are_the_same_bytes(filled: Workspace) -> None:
    assert inspection_folder(filled, OCTOBER) == inspection_folder(filled, OCTOBER)
    members = Folder(filled, OCTOBER).zip.infolist()
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    assert all(member.flag_bits & 0x800 for member in members)  # UTF-8, or Windows shows signs


def test_an_indicator_brings_all_its_checklists(filled: Workspace) -> None:
    codes = {c.code for c in filled.catalogue.checklists.values() if c.indicator == "disinfection"}
    names = Folder(filled, OCTOBER, "disinfection").named("02")
    assert len(names) == len(codes & set(OPTIONAL)) >= 3


def test_what_was_never_checked_is_said(filled: Workspace) -> None:
    """A gap that the clinic tells of itself is better than one that the inspector finds."""
    folder = Folder(filled, OCTOBER, "hand-hygiene", "finance")
    finance = filled.catalogue.checklists["finance"].name.zh
    assert (finance, "整个期间没有检查", "2026-10") in [row[:3] for row in folder.rows(2)]
    quarter = replace(filled, today=dt.date(2026, 12, 31))
    gaps = [row[:3] for row in Folder(quarter, QUARTER, "hand-hygiene").rows(2)]
    name = filled.catalogue.checklists["hand-hygiene"].name.zh
    assert (name, "没有检查的月份", "2026-11、2026-12") in gaps


def test_who_may_not_see_names_gets_no_original(filled: Workspace) -> None:
    """The sheets name customers; the index says that they were left out, and why."""
    manager = replace(filled, scope=Scope("院长", rights=ALL_RIGHTS - {Right.NAMES}))
    folder = Folder(manager, OCTOBER, "informed-consent")
    assert folder.named("02") == [] and "未放入 1 份" in folder.sentence
    (left,) = [row for row in folder.rows(0) if row[0] is None and str(row[1]).startswith("○")]
    assert "informed-consent.xlsx" in left[1] and "院长 没有查看姓名的权限" in left[2]
    everything = b"".join(folder.read(name) for name in folder.files)
    assert "陈小红".encode() not in everything


def test_of_a_part_of_the_clinic_only_that_part(workspace: Workspace) -> None:
    """A workbook that holds another unit's checks as well is that unit's too."""
    save(workspace, "两科.xlsx", check("2026-10-05"), check("2026-10-05", unit="治疗室"))
    save(workspace, "一科.xlsx", check("2026-10-06"))
    nurse = replace(workspace, scope=Scope("赵倩", units=frozenset({"换药室"})))
    folder = Folder(nurse, OCTOBER)
    assert folder.named("02") == ["02 检查原始表/002 一科.xlsx"]
    (left,) = [row for row in folder.rows(0) if row[0] is None and str(row[1]).startswith("○")]
    assert "两科.xlsx" in left[1] and "赵倩" in left[2]
    shown = str([row for n in (0, 1, 2) for row in folder.rows(n)])
    assert "治疗室" not in shown


def test_problems_and_what_became_of_them_are_of_these_standards(workspace: Workspace) -> None:
    other = check("2026-10-08", "seal", checklist="emergency", indicator="emergency")
    save(workspace, "a.xlsx", check("2026-10-05"), other)
    act(workspace, the(workspace, "2026-10-05"), "2026-10-06", "fix_at_once", **GIVEN)
    folder = Folder(workspace, OCTOBER, "disinfection")
    (book,) = folder.named("03")
    shown = str([[cell.value for cell in row] for sheet in folder.book(book) for row in sheet])
    assert "备货不足" in shown and "条目seal" not in shown
    assert "跟踪 1 个，已关闭 1 个（100 %）" in folder.sentence


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.xlsx",
        "C:\\Windows\\x.xlsx",
        "CON.xlsx",
        "a\x07:b|c?.xlsx",
        "长" * 300 + ".xlsx",
        ". .xlsx",
    ],
)
def test_a_stored_name_can_reach_nothing_outside(workspace: Workspace, name: str) -> None:
    """Names come from whoever sent the file: unpacked on Windows, none may leave the folder or be refused."""
    save(workspace, name, check("2026-10-05"))
    save(workspace, name, check("2026-10-06"), edition="2")
    folder = Folder(workspace, OCTOBER)
    names = folder.named("02")
    assert len(names) == 2 and names[0].casefold() != names[1].casefold()
    for each in names:
        part = each.removeprefix("02 检查原始表/")
        assert not set(part) & set('/\\:*?"<>|\x07') and part == part.strip(" .")
        assert len(part.encode()) < 255


def test_it_goes_where_it_is_told(filled: Workspace, tmp_path: Path) -> None:
    path = write_inspection_folder(filled, OCTOBER, ["hand-hygiene"])
    assert path == filled.folder / "reports" / "迎检资料包_2026-10_hand-hygiene.zip"
    with pytest.raises(UsageError, match="no name for a zip"):
        write_inspection_folder(filled, OCTOBER, [], tmp_path / "x.xlsx")
    with pytest.raises(UsageError, match="no data for 2025-01"):
        inspection_folder(filled, Period.parse("2025-01"))
    with pytest.raises(UsageError, match="not begun"):
        inspection_folder(filled, Period.parse("2027-01"))
    with pytest.raises(UsageError, match="no checklist"):
        inspection_folder(filled, OCTOBER, ["火星"])
