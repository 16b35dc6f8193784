"""The sample clinic's files: made the same each time, small, and true to what the maker says of them.

The recount reads the cells with openpyxl and knows nothing of the toolkit's own reading.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import sample_data
from sample_data.forms import BOOKS
from sample_data.make import make

SHIPPED = Path(sample_data.__file__).parent
TRUTH: dict[str, Any] = json.loads((SHIPPED / "truth.json").read_text(encoding="utf-8"))
PASSED, FAILED = {"√", "合格"}, {"×", "不合格"}
AUDITS = {  # workbooks whose sheets hold marks alone
    name
    for name, told in TRUTH.items()
    if "standards" not in told or name[8:].removesuffix(".xlsx") in BOOKS
}
SPOILT = {name for name in AUDITS if TRUTH[name]["faults"]}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    make(folder)
    return folder


def parts(path: Path) -> dict[str, bytes]:
    """What a workbook holds; how it is packed may differ from one zlib to the next."""
    with zipfile.ZipFile(path) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def test_the_maker_makes_the_shipped_files_again(made: Path) -> None:
    """Or every making would leave seventy changed files, and the figures of no page would hold."""
    shipped = {path.name: parts(path) for path in sample_data.workbooks()}
    again = {path.name: parts(path) for path in (made / "workbooks").iterdir()}
    assert again.keys() == shipped.keys()
    assert [name for name in again if again[name] != shipped[name]] == []
    assert json.loads((made / "truth.json").read_text(encoding="utf-8")) == TRUTH


def test_another_seed_makes_another_year(tmp_path: Path) -> None:
    """A seed that nothing depends on would mean a clock or the system's own randomness does."""
    make(tmp_path, seed=1)
    assert json.loads((tmp_path / "truth.json").read_text(encoding="utf-8")) != TRUTH


def test_the_files_are_small_and_all_told() -> None:
    """They travel with every copy of the project; one that the truth leaves out is checked by nobody."""
    assert {path.name for path in sample_data.workbooks()} == TRUTH.keys()
    assert sum(path.stat().st_size for path in sample_data.workbooks()) < 3_000_000


def sheets(name: str) -> Iterator[Worksheet]:
    book = openpyxl.load_workbook(SHIPPED / "workbooks" / name)
    yield from (sheet for sheet in book if sheet.title != "填写说明")


def recount(sheet: Worksheet) -> tuple[int, int]:
    """Marks passed and checked: every cell below the header that holds nothing but a mark."""
    cells = Counter(cell for row in sheet.iter_rows(min_row=4, values_only=True) for cell in row)
    passed = sum(cells[mark] for mark in PASSED)
    return passed, passed + sum(cells[mark] for mark in FAILED)


@pytest.mark.parametrize("name", sorted(AUDITS - SPOILT))
def test_the_truth_is_what_the_cells_say(name: str) -> None:
    """All later tests of figures lean on truth.json."""
    told = {sheet.title: [0, 0] for sheet in sheets(name)}
    for row in TRUTH[name]["totals"]:
        told[row["sheet"]][0] += row["passed"]
        told[row["sheet"]][1] += row["checked"]
    assert {sheet.title: list(recount(sheet)) for sheet in sheets(name)} == told


def test_the_faults_stand_where_the_truth_says() -> None:
    written = {
        fault["code"]: book[fault["sheet"]][fault["cell"]].value
        for name in SPOILT
        for book in [openpyxl.load_workbook(SHIPPED / "workbooks" / name)]
        for fault in TRUTH[name]["faults"]
    }
    assert written.pop("unknown_mark") in ("?", "基本合格")
    assert written.pop("duplicate_check") in PASSED | FAILED
    assert written.pop("conflicting_duplicate") in PASSED | FAILED
    assert written == {
        "impossible_date": "2026-02-30",
        "future_date": "2062-2-12",
        "missing_date": None,
        "missing_mark": None,
    }


def test_counts_beside_the_marks_agree_with_them() -> None:
    """合格次数 is a formula with its value kept: who opens the file sees our figure, not Excel's."""
    path = SHIPPED / "workbooks" / "2026-03 消毒隔离每日自查表.xlsx"
    formulas, values = (openpyxl.load_workbook(path, data_only=only) for only in (False, True))
    for sheet in formulas:
        rows = {row: cell for (cell,) in sheet.iter_rows(min_col=35, max_col=35)
                for row in [cell.row] if str(cell.value).startswith("=")}  # fmt: skip
        assert len(rows) == 12
        for row, cell in rows.items():
            first, last = re.findall(r"[A-Z]+\d+", str(cell.value))
            marks = [mark.value for mark in sheet[first:last][0]]
            assert values[sheet.title].cell(row, 35).value == marks.count("√")
