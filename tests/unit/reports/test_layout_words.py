"""What a layout can ask for: one vocabulary, in two languages, and all of it in the handbook."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from qc.reports.layouts.answers import COUNT, Line, said_of, value_of
from qc.reports.layouts.listing import handbook
from qc.reports.layouts.names import chinese
from qc.reports.layouts.placeholders import placeholders
from qc.reports.layouts.references import Own, Shift, moved_formula, sheets_named
from qc.reports.layouts.vocabulary import NUMBER, OF_AN_INDICATOR, OF_THE_MONTH, TABLES
from tests.unit.reports.layouts_kit import source

DOCS = Path(__file__).parents[3] / "docs" / "layouts.md"


def test_every_name_has_one_chinese_name_and_no_two_the_same() -> None:
    """{{合格率:…}} would be read as something else, or a name be without Chinese."""
    words = {*OF_THE_MONTH, *OF_AN_INDICATOR, COUNT}
    assert set(chinese("words")) == words and set(chinese("tables")) == set(TABLES)
    assert not [n for n, times in Counter(chinese("words").values()).items() if times > 1]
    for name, table in TABLES.items():
        known = chinese("words") if name == "indicators" else chinese("words") | chinese("columns")
        told = [known.get(column, "") for column in table.columns]
        assert all(told) and len(set(told)) == len(told), name


def test_every_placeholder_gives_what_it_means_under_both_names() -> None:
    """A name that the handbook shows and the program does not know."""
    known = source()
    for name in OF_THE_MONTH:
        for written in (name, chinese("words")[name]):
            asked = next(placeholders("{{" + written + "}}"))
            assert value_of(asked, known) == OF_THE_MONTH[name].value(known.month, known.t)
    for name in OF_AN_INDICATOR:
        both = ["{{" + each + ":disinfection}}" for each in (name, chinese("words")[name])]
        first, second = (said_of(next(placeholders(each)), known) for each in both)
        assert first == second
    for name, table in TABLES.items():
        line = next((Line(1, each) for each in table.lines(known.month)), None)
        for column in (NUMBER, *table.columns):
            asked = next(placeholders("{{" + f"{name}.{column}" + "}}"))
            assert said_of(asked, known, line) is not None


def test_the_handbook_lists_what_can_be_asked_for() -> None:
    """The head nurse would look for a placeholder that there is, or use one that is gone. To put it right:
    copy what `handbook()` says between the marks."""
    assert handbook() in DOCS.read_text("utf-8")


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("SUM(A5:A5)", "SUM(A5:A7)"), ("A4+A6", "A4+A8"), ("$A$6", "$A$8"), ("SUM(A:A)", "SUM(A:A)"),
        ("SUM(5:6)", "SUM(5:8)"), ("另表!A6", "另表!A6"), ("月报!A6&\"A6\"", "月报!A8&\"A6\""),
        ("'月报'!A1:B9", "'月报'!A1:B11"), ("IF(A5>0.95,\"达标\",名称)", "IF(A5>0.95,\"达标\",名称)"),
        ("SUM(A5)", "SUM(A5:A7)"), ("SUM(A5,B6)", "SUM(A5:A7,B8)"), ("SUM(A5*2)", "SUM(A5*2)"), ("ROUND(A5,1)", "ROUND(A5,1)"),
        ("SUM(表[列])+[1]月报!A6", "SUM(表[列])+[1]月报!A6"), ("LOG10(A6)", "LOG10(A8)"),
    ],
)  # fmt: skip
def test_references_follow_the_rows_that_come_in(formula: str, moved: str) -> None:
    """Two rows come in after row 5 of 月报."""
    assert moved_formula(formula, "月报", {"月报": Shift({5: 2})}) == moved


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("B5/C5", "B6/C6"), ("B5/B6", "B6/B8"), ("SUM(B5:C5)", "SUM(B6:C6)"), ("SUM(B$5:B5)", "SUM(B$5:B6)"),
        ("B5/SUM(B$5:B$5)", "B6/SUM(B$5:B$7)"), ("B5*A1", "B6*A1"), ("另表!B5", "另表!B5"),
    ],
)  # fmt: skip
def test_a_line_of_a_table_computes_from_its_own_row(formula: str, moved: str) -> None:
    """The second of three copies of row 5: other rows stay where they are, with "$" or without."""
    assert moved_formula(formula, "月报", {"月报": Shift({5: 2})}, Own(5, 6)) == moved


def test_what_a_formula_looks_at_is_known() -> None:
    """A figure that may have changed would keep its old value."""
    assert sheets_named("'甲 乙'!A1+B2") == ({"甲 乙"}, False)
    for vague in ("全部", "INDIRECT(\"月报!A1\")", "SUM(表[列])"):  # fmt: skip
        assert sheets_named(vague)[1]
    assert sheets_named("SUM($A:$B)+SUM(1:3)") == (set(), False)
