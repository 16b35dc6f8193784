"""The month's workbook made from a year of saved checks: its figures are the analysis's, and what
LibreOffice computes from its formulas is what it says."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from openpyxl import load_workbook

from qc.analysis import Period, failing_items, scorecard, trend, unit_rates
from qc.errors import QcError, UsageError
from qc.improve.rules import shipped
from qc.locale import translator
from qc.records import Check, Result, SheetReading, WorkbookReading
from qc.reports import write_report
from qc.reports.workbook import render
from qc.words import Kind, Outcome, State
from qc.workspace import Workspace, open_workspace
from tests.integration.clinic_year import STRANGE_ITEM, TODAY, clinic, save_one_held_back
from tests.unit.reports.example import report

OCTOBER = Period.parse("2026-10")
RECALCULATE = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    '<item oor:path="/org.openoffice.Office.Calc/Formula/Load">'
    '<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>'
)
needs_office = pytest.mark.skipif(
    not shutil.which("soffice"), reason="LibreOffice (soffice) is missing: NOTHING WAS RECALCULATED"
)
pytestmark = pytest.mark.filterwarnings("ignore:Sparkline Group extension")


@dataclass(frozen=True)
class Made:
    workspace: Workspace
    path: Path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    workspace = clinic(tmp_path_factory.mktemp("clinic"))
    yield Made(workspace, write_report(workspace, OCTOBER))
    workspace.store.close()


@pytest.fixture(scope="module")
def recalculated(
    made: Made, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[Path, Path]]:
    """Each workbook as written and as LibreOffice computed it afresh: one start for all."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "profile" / "user").mkdir(parents=True)
    (folder / "profile/user/registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    written = {name: folder / f"{name}.xlsx" for name in ("year", "example", "canary")}
    shutil.copy(made.path, written["year"])
    written["example"].write_bytes(render(report(), translator("zh")))
    _write_canary(written["canary"])
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder / "new"),
    ]
    subprocess.run(
        [*command, *map(str, written.values())], check=True, capture_output=True, timeout=240
    )
    return {name: (path, folder / "new" / path.name) for name, path in written.items()}


def _write_canary(path: Path) -> None:
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet().write_formula("A1", "=1+1", None, 3)


def values(path: Path) -> Any:
    return load_workbook(path, data_only=True)


def equal(before: Any, after: Any) -> bool:
    """Numbers to twelve digits (the last bit depends on the order of adding), all else exactly."""
    if isinstance(before, (int, float)) and isinstance(after, (int, float)):
        return math.isclose(before, after, rel_tol=1e-12, abs_tol=1e-12)
    return bool(before == after)


def table(path: Path, sheet: str, first: int, key: int = 0) -> dict[Any, tuple[Any, ...]]:
    """The rows of a sheet from a row on, by the value of their key column."""
    rows = values(path)[sheet].iter_rows(min_row=first, values_only=True)
    return {row[key]: row for row in rows if row[key] is not None}


def number(value: float) -> Any:
    """A figure as a cell shows it: the number, or the dash where there is none."""
    return "—" if math.isnan(value) else pytest.approx(value, abs=1e-9)


@needs_office
def test_libreoffice_really_recalculates(recalculated: dict[str, tuple[Path, Path]]) -> None:
    """The next test would compare cached values with themselves."""
    written, computed = recalculated["canary"]
    assert (values(written)["Sheet1"]["A1"].value, values(computed)["Sheet1"]["A1"].value) == (3, 2)


@needs_office
@pytest.mark.parametrize("name", ["year", "example"])
def test_cached_values_are_what_the_formulas_give(
    recalculated: dict[str, tuple[Path, Path]], name: str
) -> None:
    """A director who opens the file would see other figures than in the preview."""
    written, computed = recalculated[name]
    formulas, cached, fresh = load_workbook(written), values(written), values(computed)
    compared = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                before = cached[sheet.title][cell.coordinate].value
                after = fresh[sheet.title][cell.coordinate].value
                same = equal(before, after)
                assert same, f"{sheet.title}!{cell.coordinate} {cell.value}: {before} but {after}"
                compared += 1
    assert compared > 60


def test_the_scorecard_is_the_analysis(made: Made) -> None:
    """The report and the dashboard would give different figures for the same month."""
    rows = table(made.path, "指标", 5)
    card = scorecard(made.workspace, OCTOBER)
    assert len(rows) == len(card.lines)
    for line in card.lines:
        row = rows[line.indicator.name.zh]
        counts = ("—", "—") if line.is_parent else (line.passed, line.checked)
        assert row[1] == number(line.rate)
        assert row[2:4] == counts
        assert row[5] == line.target
        assert row[6] == translator("zh")(line.verdict.label)
        assert row[7].startswith(line.state.shape)
        assert row[8:14] == tuple(
            number(value)
            for value in (
                line.year_rate,
                line.previous_rate,
                line.movement,
                line.year_movement,
                line.lower,
                line.upper,
            )
        )


def test_units_and_failing_items_are_the_analysis(made: Made) -> None:
    """A unit would be blamed for figures that the dashboard does not show."""
    lines = list(values(made.path)["科室"].iter_rows(values_only=True))
    head = next(n for n, row in enumerate(lines) if row[1] == "指标")
    told = {(row[0], row[1]): row[2:6] for row in lines[head + 1 :]}
    names = {code: i.name.zh for code, i in made.workspace.catalogue.indicators.items()}
    units = unit_rates(made.workspace, OCTOBER)
    assert len(told) == len(units)
    for row in units.to_dict("records"):
        passed, checked, _, rate = told[row["unit"], names[row["indicator"]]]
        assert (passed, checked, rate) == (row["passed"], row["checked"], number(row["rate"]))
    items = failing_items(made.workspace, OCTOBER, without=shipped().statistics)
    rows = [row for row in values(made.path)["问题条目"].iter_rows(values_only=True) if isinstance(row[0], int)]  # fmt: skip
    assert [row[1] for row in rows] == list(items["item"])
    assert [row[3] for row in rows] == list(items["defects"])
    assert [row[4:6] for row in rows] == [
        (number(share), number(running))
        for share, running in zip(items["share"], items["cumulative"], strict=True)
    ]


def test_the_units_say_how_sure_they_are_as_the_analysis_does(made: Made) -> None:
    """Few checks would look like plenty, or another unit's doubt stand at this one."""
    lines = list(values(made.path)["科室"].iter_rows(values_only=True))
    head = next(n for n, row in enumerate(lines) if row[1] == "指标")
    shapes = [row[7].split(" ")[0] for row in lines[head + 1 :]]
    states = [State(state) for state in unit_rates(made.workspace, OCTOBER)["state"]]
    assert shapes == [state.shape for state in states]


@pytest.mark.parametrize(
    ("sites", "label"),
    [(("总院",), "全院（未分科室）"), (("总院", "分院"), "总院（未分科室）")],
)
def test_checks_without_a_unit_stand_last_and_say_so(
    tmp_path: Path, sites: tuple[str, ...], label: str
) -> None:
    """The clinic itself would stand among its units, as if it were one of them."""
    written = "".join(f'[[sites]]\nname = "{site}"\n' for site in sites)
    (tmp_path / "organisation.toml").write_text(written, encoding="utf-8")
    workspace = open_workspace(tmp_path, today=TODAY)
    save_marks(workspace, OCTOBER.start, units=("总院", "治疗室"))
    lines = list(values(write_report(workspace, OCTOBER))["科室"].iter_rows(values_only=True))
    assert [row[0] for row in lines[4:6]] == ["治疗室", label]
    assert lines[-1][0] == label
    workspace.store.close()


def save_marks(workspace: Workspace, day: dt.date, units: tuple[str, ...]) -> None:
    """A sheet with one good mark for each unit."""
    checklist = workspace.catalogue.checklists["disinfection"]
    mark = Result("C4", "", "手卫生", 1, 1, Outcome.PASS, "√")
    checks = tuple(
        Check(
            sheet="消毒", kind=Kind.CHECKLIST, indicator=checklist.indicator, checklist=checklist.code,
            version=checklist.version, date=day, site="总院", unit=unit, results=(mark,),
        )
        for unit in units
    )  # fmt: skip
    sheet = SheetReading(
        "消毒", Kind.CHECKLIST, checklist.code, checklist.indicator, "items_down", checks
    )
    content = b"one mark a unit"
    digest = hashlib.sha256(content).hexdigest()
    reading = WorkbookReading("检查表.xlsx", digest, (sheet,), ())
    workspace.store.save(workspace.scope, reading, content)


def test_trends_are_the_analysis(made: Made) -> None:
    """A chart would show another line or limit than the indicator's page."""
    sheet = list(values(made.path)["趋势"].iter_rows(min_row=5, min_col=14, values_only=True))
    for code in ("disinfection", "documents", "emergency", "service_quality"):
        answer = trend(made.workspace, code, until=OCTOBER.end)
        rows = [row for row in sheet if row[0] == answer.indicator.name.zh]
        frame = answer.frame.set_index("period")
        assert len(rows) == 12
        for row in rows:
            of_month = frame.loc[f"{row[1]:%Y-%m}"]
            for place, column in enumerate(("rate", "centre", "lower", "upper"), 4):
                value = float(of_month[column])
                assert row[place] == (None if math.isnan(value) else pytest.approx(value))


def test_a_recount_by_hand_agrees(made: Made) -> None:
    """Analysis and report could be wrong together: these counts come from the checks themselves."""
    names = {code: i.name.zh for code, i in made.workspace.catalogue.indicators.items()}
    rows = table(made.path, "指标", 5)
    items = len(made.workspace.catalogue.checklists["disinfection"].items)
    failed = len([n for n in range(items) if n % 7 == 0]) + 1  # the dressing room, and one more
    assert rows[names["disinfection"]][2:4] == (3 * items + 1 - failed, 3 * items + 1)
    drugs = 3 * len(made.workspace.catalogue.checklists["emergency"].items)
    assert rows[names["emergency"]][2:4] == (drugs, drugs)


def test_what_is_held_back_is_listed_with_its_cell(made: Made) -> None:
    """Nobody could find the cell that keeps a result out of the figures."""
    rows = table(made.path, "待更正", 5, key=2)
    assert set(rows) == {"C97", "C98"}
    file, sheet, _, value, label, message, remedy = rows["C97"]
    assert (file, sheet, value, label) == ("=2026-10 检查表.xlsx", "disinfection", "=1+1", "待更正")
    assert "=1+1" in message
    assert remedy


def test_sources_name_the_files_of_this_month_only(made: Made) -> None:
    """An inspector could not tell which files the figures rest on."""
    rows = list(values(made.path)["来源与方法"].iter_rows(min_row=5, values_only=True))
    files = [row for row in rows if str(row[0]).endswith(".xlsx")]
    assert [row[0] for row in files] == ["=2026-10 检查表.xlsx"]
    assert files[0][2:4] == ("2026-11-01 17:30", 66)  # 09:30 UTC in Shanghai


def test_text_from_sheets_is_never_a_formula(made: Made) -> None:
    """A sheet could make the director's Excel run what it says."""
    cells = [
        cell for sheet in load_workbook(made.path) for row in sheet.iter_rows() for cell in row
    ]
    written = [cell for cell in cells if cell.value in (STRANGE_ITEM, "=1+1", "=2026-10 检查表.xlsx", "+激光室")]  # fmt: skip
    assert len(written) >= 5
    assert {cell.data_type for cell in written} == {"s"}


def test_no_inspector_is_named(made: Made) -> None:
    """Persons' names are off in what management hands around."""
    cells = [cell.value for sheet in values(made.path) for row in sheet.iter_rows() for cell in row]
    assert not [value for value in cells if "张三" in str(value)]


def test_the_report_goes_where_it_is_asked_in_the_language_asked(
    made: Made, tmp_path: Path
) -> None:
    """`--out` into a new folder would fail, or write Chinese for a reader of English."""
    assert made.path == made.workspace.folder / "reports" / "质控月报_2026-10.xlsx"
    path = write_report(made.workspace, OCTOBER, tmp_path / "new" / "october.xlsx", language="en")
    assert path == tmp_path / "new" / "october.xlsx"
    assert values(path).sheetnames[:2] == ["Conclusions", "Scorecard"]
    assert [file.name for file in path.parent.iterdir()] == ["october.xlsx"]


def test_a_month_without_data_names_those_that_have_some(made: Made) -> None:
    """A typing error would give a workbook full of dashes."""
    with pytest.raises(UsageError) as error:
        write_report(made.workspace, Period.parse("2024-01"))
    sentence = error.value.sentence(translator("zh"))
    assert "2024-01" in sentence
    assert "2025-11" in sentence and "2026-10" in sentence


def test_an_empty_workspace_says_what_to_do(tmp_path: Path) -> None:
    """The first try of a new user would end in an empty file or a traceback."""
    workspace = open_workspace(tmp_path, today=TODAY)
    with pytest.raises(UsageError, match="no data yet"):
        write_report(workspace, OCTOBER)
    assert not (tmp_path / "reports").exists()
    workspace.store.close()


def test_a_month_of_which_all_is_held_back_says_so(tmp_path: Path) -> None:
    """The nurse would not learn which cell keeps her month out of the figures."""
    workspace = open_workspace(tmp_path, today=TODAY)
    save_one_held_back(workspace, OCTOBER.start)
    path = write_report(workspace, OCTOBER)
    assert {row[1] for row in table(path, "指标", 5).values()} == {"—"}
    assert set(table(path, "待更正", 5, key=2)) == {"C4"}
    workspace.store.close()


@pytest.mark.parametrize("period", ["2026-Q3", "2026", "2026-W41"])
def test_only_a_month_has_this_report(made: Made, period: str) -> None:
    """A quarter would be compared with "last month"."""
    with pytest.raises(UsageError, match="not a month"):
        write_report(made.workspace, Period.parse(period))


def test_a_place_that_cannot_be_written_gets_a_sentence(made: Made, tmp_path: Path) -> None:
    """A report that is open in Excel, or a path through a file, would print a traceback."""
    (tmp_path / "taken.xlsx").mkdir()
    (tmp_path / "file").write_text("")
    for out in (tmp_path / "taken.xlsx", tmp_path / "file" / "report.xlsx"):
        with pytest.raises(QcError, match="cannot be written"):
            write_report(made.workspace, OCTOBER, out)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["file", "taken.xlsx"]


def test_a_name_that_excel_does_not_open_is_refused(made: Made, tmp_path: Path) -> None:
    """Excel would refuse a workbook called .pdf, and nobody would know why."""
    with pytest.raises(UsageError, match="Excel workbook"):
        write_report(made.workspace, OCTOBER, tmp_path / "report.pdf")
