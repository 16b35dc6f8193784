"""The picture of a cell: who puts a cell right sees it where it stands, with its row and its column."""

from __future__ import annotations

import pytest

from qc.errors import UsageError
from qc.ingest.picture import ABOVE, HEAD_COLUMNS, HEAD_ROWS, picture
from tests.workbooks import book


def far(rows: int = 40, columns: int = 40) -> bytes:
    """A sheet whose cells say where they are."""
    return book([[f"r{row}c{col}" for col in range(1, columns + 1)] for row in range(1, rows + 1)])


def test_a_cell_far_out_is_shown_with_the_head_and_the_first_columns() -> None:
    """A mark at AC30 says nothing without the item at its left and the date above it."""
    found = picture("a.xlsx", far(), "表", "AC30")
    i, j = found.marked
    assert found.texts[i][j] == "r30c29"
    assert (found.rows[i], found.columns[j]) == ("30", "AC")
    assert found.texts[0][0] == "r1c1" and found.texts[i][0] == "r30c1"
    assert found.rows[HEAD_ROWS] is None and found.columns[HEAD_COLUMNS] is None


@pytest.mark.parametrize("cell", ["A1", "C4", "E9", "AN40", "B40", "AN1"])
def test_every_line_stands_under_its_own_name(cell: str) -> None:
    """A text one line off would have the wrong cell put right."""
    found = picture("a.xlsx", far(), "表", cell)
    i, j = found.marked
    assert f"{found.columns[j]}{found.rows[i]}" == cell
    for row, texts in zip(found.rows, found.texts, strict=True):
        assert len(texts) == len(found.columns)
        assert row is None or texts[0] == f"r{row}c1"


def test_a_small_sheet_is_shown_as_a_whole() -> None:
    found = picture("a.xlsx", far(ABOVE, 3), "表", "B2")
    assert None not in found.rows and None not in found.columns
    assert len(found.rows) == ABOVE


def test_a_merged_range_is_said_once() -> None:
    content = book([["标题", None, None], ["项目", "√", "×"]], merges=["A1:C1"])
    assert picture("a.xlsx", content, "表", "B2").texts[0] == ("标题", "", "")


def test_a_person_who_was_inspected_is_masked() -> None:
    """The picture would show to everybody a name that every table hides."""
    content = book([["姓名", "结果"], ["王小明", "×"]])
    found = picture("a.xlsx", content, "表", "B2", persons={"王小明"})
    assert found.texts[1] == ("王*", "×")


@pytest.mark.parametrize(("sheet", "cell"), [("表", "ZZ1"), ("表", "x"), ("other", "A1")])
def test_a_cell_that_is_not_there_is_a_mistake_in_words(sheet: str, cell: str) -> None:
    with pytest.raises(UsageError, match="holds no cell"):
        picture("a.xlsx", far(3, 3), sheet, cell)
