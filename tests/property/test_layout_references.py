"""References of a layout whose rows were repeated: never a row too many, never one too few."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.reports.layouts.references import Own, Shift, moved_formula, moved_range

ROWS = st.integers(1, 30)
SHIFTS = st.dictionaries(ROWS, st.integers(1, 9), max_size=3)


def images(added: dict[int, int]) -> dict[int, list[int]]:
    """Where each row of the layout stands now, counted one by one."""
    found, now = {}, 0
    for row in range(1, 31):
        copies = 1 + added.get(row, 0)
        found[row] = [now + n for n in range(1, copies + 1)]
        now += copies
    return found


@given(SHIFTS, ROWS, ROWS, st.sampled_from(["A", "$B"]), st.sampled_from(["", "$"]))
def test_a_range_holds_all_copies_of_its_rows_and_no_other(
    added: dict[int, int], one: int, other: int, column: str, held: str
) -> None:
    """A total would leave a line out, or count one that is not its own."""
    first, last = sorted((one, other))
    moved = moved_range(f"{column}{held}{first}:{column}{held}{last}", Shift(added))
    start, end = map(int, re.findall(r"\d+", moved))
    where = images(added)
    assert list(range(start, end + 1)) == [n for row in range(first, last + 1) for n in where[row]]


@given(SHIFTS, ROWS)
def test_a_cell_is_found_where_it_went(added: dict[int, int], row: int) -> None:
    assert moved_range(f"C{row}", Shift(added)) == f"C{images(added)[row][0]}"


@given(SHIFTS, ROWS, st.integers(0, 9))
def test_a_copy_looks_at_its_own_row(added: dict[int, int], row: int, nth: int) -> None:
    where = images(added)
    copies = where[row]
    own = Own(row, copies[nth % len(copies)])
    told = moved_formula(f"B{row}*B${row}+SUM(B{row}:D{row})", "甲", {"甲": Shift(added)}, own)
    assert told == f"B{own.now}*B${copies[0]}+SUM(B{own.now}:D{own.now})"


@pytest.mark.parametrize(
    "formula",
    [
        "月报!$A:$C,月报!$1:$2", "'It''s'!A1+1", "SUM( A1 , B2 )", "表1[[#All],[合格 率]]", "_xlfn._xlws.FILTER(A2:A9,B2:B9>0,\"\")",
        "#REF!+A1", "月报!#REF!", "IFERROR(VLOOKUP(A1,'[1]别 表'!$A$1:$B$9,2,FALSE),\"—\")", "A1:INDEX(B:B,3)", "{1,2;3,4}*A1:B2",
        "-A1%^2&\"a\"\"{{b\"", "IF(A1<>\"\",\n A1,\n B1)", "SUM(Sheet1:Sheet3!A1)", "LET(x,A1,x+1)", "@名称", "1E+3*A1", "A1 B1:B3",
    ],
)  # fmt: skip
def test_a_formula_where_nothing_moves_stays_as_it_is(formula: str) -> None:
    """Spaces, quotes and what nobody thought of: a form would come back with other formulas."""
    assert moved_formula(formula, "月报", {"月报": Shift({}), "别": Shift({3: 2})}) == formula
