"""Data handed over comes back as it stands in the store, inert, typed, and without names unless asked for."""

from __future__ import annotations

import csv
import datetime as dt
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from qc.analysis import Period, rates
from qc.cli import cli
from qc.errors import ScopeError, UsageError
from qc.improve.acting import findings
from qc.records import RESULT_COLUMNS
from qc.reports.handover import writers
from qc.reports.handover.datasets import Asked
from qc.reports.handover.dictionary import Dataset, dictionary
from qc.reports.handover.write import hand_over
from qc.store.scope import Scope
from qc.words import Right
from qc.workspace import Workspace
from tests.integration.clinic_year import STRANGE_ITEM, clinic

ALL = tuple(Dataset)
CHARTS = {f"病历{n}" for n in range(20)}
OCTOBER = Period.parse("2026-10")


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    workspace = clinic(tmp_path_factory.mktemp("clinic") / "clinic")
    yield workspace
    workspace.store.close()


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a file by their columns, whatever its form."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    if path.suffix == ".parquet":
        found = duckdb.read_parquet(str(path))
        return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
    head, *lines = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(head, line, strict=True)) for line in lines]  # type: ignore[arg-type]


def plain(value: Any) -> str:
    """A value as a CSV says it."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).removeprefix("'").lower()


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_results_come_back_as_the_store_has_them(
    year: Workspace, tmp_path: Path, form: str
) -> None:
    """A statistician who counts the file must find the rates of the page."""
    hand_over(year, (Dataset.RESULTS,), form, Asked(), tmp_path)
    told = rows_of(tmp_path / f"results.{form}")
    store = year.store.results(year.scope)
    kept = store[store["state"] == "accepted"].to_dict("records")
    assert len(told) == len(kept)
    for name in ("indicator", "date", "unit", "checked", "passed", "outcome", "cell", "sha256"):
        assert sorted(plain(row[name]) for row in told) == sorted(plain(row[name]) for row in kept)
    assert list(told[0])[: len(RESULT_COLUMNS)] == list(RESULT_COLUMNS)


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_every_dataset_has_its_dictionarys_columns(
    year: Workspace, tmp_path: Path, form: str
) -> None:
    """A column without a meaning, or a meaning without a column."""
    hand_over(year, ALL, form, Asked(), tmp_path)
    for each in ALL:
        told = rows_of(tmp_path / f"{each}.{form}")
        assert told and list(told[0]) == [column.name for column in dictionary()[each]]
    meanings = rows_of(tmp_path / "dictionary.csv")
    assert len(meanings) == sum(map(len, dictionary().values()))
    assert all(row["zh"] and row["en"] for row in meanings)


def test_parquet_is_typed(year: Workspace, tmp_path: Path) -> None:
    """Dates as text would sort October before September."""
    hand_over(year, ALL, "parquet", Asked(), tmp_path)
    for each in ALL:
        found = duckdb.read_parquet(str(tmp_path / f"{each}.parquet"))
        types = dict(zip(found.columns, map(str, found.types), strict=True))
        for column in dictionary()[each]:
            assert types[column.name] == writers.SQL_TYPES[column.type]


def test_rates_and_findings_are_those_of_the_pages(year: Workspace, tmp_path: Path) -> None:
    hand_over(year, ALL, "parquet", Asked(OCTOBER.start, OCTOBER.end), tmp_path)
    told = rows_of(tmp_path / "rates.parquet")
    known = rates(year, ("month", "unit"), None, OCTOBER.start, OCTOBER.end)
    assert [row["rate"] for row in told] == list(known["rate"])
    assert [(r["indicator"], r["unit"], r["checked"]) for r in told] == list(
        known[["indicator", "unit", "checked"]].itertuples(index=False, name=None)
    )
    mine = [each for each in findings(year) if OCTOBER.start <= each.date <= OCTOBER.end]
    found = rows_of(tmp_path / "findings.parquet")
    assert [row["id"] for row in found] == [each.id for each in mine]
    assert {row["date"] for row in rows_of(tmp_path / "results.parquet")} <= {
        OCTOBER.start + dt.timedelta(n) for n in range(31)
    }


def test_no_text_becomes_a_formula(year: Workspace, tmp_path: Path) -> None:
    """Opening the file in Excel would run what somebody typed into a checklist."""
    for form in ("csv", "xlsx"):
        hand_over(year, ALL, form, Asked(), tmp_path)
    with (tmp_path / "results.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [c for c in cells if c.startswith(("=", "+", "@", "\t"))]
    assert f"'{STRANGE_ITEM}" in cells and "'+激光室" in cells
    sheet = load_workbook(tmp_path / "results.xlsx").worksheets[0]
    strange = [c for row in sheet.iter_rows() for c in row if c.value == STRANGE_ITEM]
    assert strange and all(cell.data_type == "s" for cell in strange)


def test_names_are_masked_unless_asked_for_by_who_may(year: Workspace, tmp_path: Path) -> None:
    hand_over(year, (Dataset.RESULTS,), "csv", Asked(), tmp_path)
    assert {row["inspector"] for row in rows_of(tmp_path / "results.csv")} == {"张*"}
    hand_over(year, (Dataset.RESULTS,), "csv", Asked(names=True), tmp_path)
    assert {row["inspector"] for row in rows_of(tmp_path / "results.csv")} == {"张三"}
    subjects = {row["subject"] for row in rows_of(tmp_path / "results.csv") if row["subject"]}
    assert subjects and not [each for each in subjects if each in CHARTS]  # may be a customer's
    assert len(subjects) == len(CHARTS)  # and yet counts by person hold
    member = replace(year, scope=replace(year.scope, rights=year.scope.rights - {Right.NAMES}))
    with pytest.raises(ScopeError):
        hand_over(member, (Dataset.RESULTS,), "csv", Asked(names=True), tmp_path / "x")
    assert not list((tmp_path / "x").glob("results*"))


def test_a_nurse_takes_her_own_unit_along_and_no_other(year: Workspace, tmp_path: Path) -> None:
    nurse = replace(year, scope=Scope("李敏", units=frozenset({"换药室"})))
    hand_over(nurse, ALL, "csv", Asked(), tmp_path)
    for each in ALL:
        assert {row["unit"] for row in rows_of(tmp_path / f"{each}.csv")} == {"换药室"}


def test_more_rows_than_a_sheet_holds_go_on_in_another(
    year: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows past the last of a sheet would be dropped without a word."""
    monkeypatch.setattr(writers, "LAST_ROW", 500)
    hand_over(year, (Dataset.RESULTS,), "xlsx", Asked(OCTOBER.start, OCTOBER.end), tmp_path)
    book = load_workbook(tmp_path / "results.xlsx")
    assert book.sheetnames[:2] == ["results", "results 2"]
    lines = sum(sheet.max_row - 1 for sheet in book if sheet.title.startswith("results"))
    store = year.store.results(year.scope, start=OCTOBER.start, end=OCTOBER.end)
    assert lines == (store["state"] == "accepted").sum()


def test_days_without_data_give_files_with_heads_only(year: Workspace, tmp_path: Path) -> None:
    day = dt.date(2020, 1, 1)
    for form in ("csv", "xlsx", "parquet"):
        hand_over(year, ALL, form, Asked(day, day), tmp_path)
        assert rows_of(tmp_path / f"results.{form}") == []


WITHOUT_PYARROW = """
import sys
sys.modules["pyarrow"] = None
from pathlib import Path
from qc.reports.handover.dictionary import Dataset, dictionary
from qc.reports.handover.writers import write_parquet
columns = dictionary()[Dataset.RATES][:1]
write_parquet(Path(sys.argv[1]), Dataset.RATES, columns, [[("disinfection",), (None,)], []])
"""


def test_parquet_needs_no_pyarrow(tmp_path: Path) -> None:
    """The clinic's installation has none."""
    target = tmp_path / "a.parquet"
    subprocess.run([sys.executable, "-c", WITHOUT_PYARROW, str(target)], check=True, timeout=120)
    assert [row["indicator"] for row in rows_of(target)] == ["disinfection", None]
    assert list(tmp_path.iterdir()) == [target]  # what DuckDB kept meanwhile is gone


def test_days_in_the_wrong_order_are_told(year: Workspace, tmp_path: Path) -> None:
    """An empty file would look as if nothing had been inspected."""
    with pytest.raises(UsageError, match="is after"):
        hand_over(year, ALL, "csv", Asked(OCTOBER.end, OCTOBER.start), tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_text_that_no_cell_holds_says_that_it_was_cut(tmp_path: Path) -> None:
    columns = dictionary()[Dataset.FINDINGS][:1]
    writers.write_xlsx(tmp_path / "a.xlsx", Dataset.FINDINGS, columns, [[("长" * 40_000,)]])
    told = load_workbook(tmp_path / "a.xlsx").worksheets[0]["A2"].value
    assert len(told) == 32_767 and told.endswith(writers.CUT)


def test_all_that_can_be_handed_over_is_one_word(year: Workspace, tmp_path: Path) -> None:
    """`qc export all`, as `qc export` alone."""
    told = ["export", "all", "--workspace", str(year.folder), "--today", "2026-11-02", "--out", str(tmp_path)]  # fmt: skip
    told += ["--from", "2026-10-01", "--to", "2026-10-31"]
    assert CliRunner().invoke(cli, told).exit_code == 0
    names = {each.name for each in tmp_path.iterdir()}
    assert names == {"results.csv", "rates.csv", "findings.csv", "dictionary.csv"}
