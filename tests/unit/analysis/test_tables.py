"""Units, failing items, rates by anything, coverage: the tables of page, report and command line."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pandas as pd
import pytest

from qc.analysis.breakdown import rates_of
from qc.analysis.coverage import coverage_of
from qc.analysis.failing import failing_items_of
from qc.analysis.periods import Period
from qc.analysis.units import unit_rates_of
from tests.unit.analysis.frames import CLINIC, checks, facts, many, results

OCTOBER = Period(dt.date(2026, 10, 1))
CHART = {"indicator": "charts", "checklist": "charts", "check_id": "k", "subject": "k"}


def fails(code: str, number: int = 1, **row: Any) -> list[dict[str, Any]]:
    return many(0, number, item_code=code, **row)


def failing(*rows: dict[str, Any], language: str = "zh", **asked: Any) -> pd.DataFrame:
    return failing_items_of(results(*rows), CLINIC, language, OCTOBER, **asked)


def rated(*rows: dict[str, Any], by: tuple[str, ...] = (), **asked: Any) -> pd.DataFrame:
    return rates_of(facts(*rows), CLINIC, "zh", by, **asked)


def test_units_are_rated_each_by_itself_and_only_where_checked() -> None:
    """A room that was not checked must not appear as 0 % or 100 %."""
    rows = [
        *many(9, 10, unit="换药室"),
        *many(2, 2, unit="注射室"),
        *many(1, 1, unit="注射室", indicator="stock"),
    ]
    table = unit_rates_of(checks(*rows, {"date": "2026-09-30", "check_id": "x"}), CLINIC, OCTOBER)
    told = table[["unit", "indicator", "checked", "verdict", "state"]].values.tolist()
    assert told == [
        ["换药室", "hygiene", 10, "missed", "missed_so_far"],
        ["注射室", "hygiene", 2, "met", "met_so_far"],
        ["注射室", "stock", 1, "met", "met"],
    ]


def test_a_whole_site_comes_after_its_units() -> None:
    """Among the rooms it would be taken for one of them, and counted."""
    rows = [*many(1, 1, unit="A院"), *many(1, 1, unit="换药室")]
    table = unit_rates_of(checks(*rows), CLINIC, OCTOBER, ["A院"])
    assert table[["unit", "whole_site"]].values.tolist() == [["换药室", False], ["A院", True]]


@pytest.mark.parametrize("without", ["hygiene", "survey"])
def test_what_is_told_in_numbers_is_no_defect_beside_the_others(without: str) -> None:
    """A hundred customers who did not come again would lead the meeting's list of faults."""
    kind = "survey" if without == "survey" else "checklist"
    rows = [*fails("again", 100, kind=kind), *fails("late", 1, indicator="charts", checklist="charts")]  # fmt: skip
    table = failing(*rows, without=[without])
    assert table[["item_code", "defects", "share"]].values.tolist() == [["late", 1, 1.0]]
    assert failing(*rows)["item_code"].tolist() == ["again", "late"]


def test_failing_items_are_sorted_with_their_share_of_all_defects() -> None:
    """The meeting starts with the first row: it has to be the one with most defects."""
    rows = [
        *fails("hands", 3),
        *many(9, 9, item_code="hands"),
        *fails("floor", 1),
        {"check_id": "z"},
    ]
    table = failing(*rows)
    assert table["item_code"].tolist() == ["hands", "floor"]
    assert table["defects"].tolist() == [3, 1]
    assert table["checked"].tolist() == [13, 1]
    assert table["share"].tolist() == [0.75, 0.25]
    assert table["cumulative"].tolist() == [0.75, 1.0]
    assert table["level"].tolist() == ["process", "process"]


def test_the_text_is_the_catalogues_in_the_readers_language_else_the_sheets() -> None:
    """An English reader must not get Chinese where the standard has English."""
    unknown = fails("x9", item="表上的话")
    assert set(failing(*fails("hands"), *unknown)["item"]) == {"中clean hands", "表上的话"}
    assert set(failing(*fails("hands"), *unknown, language="en")["item"]) == {
        "clean hands",
        "表上的话",
    }


def test_seven_of_twenty_charts_are_seven_defects() -> None:
    """A line of counts weighs what it counts."""
    table = failing({"kind": "counts", "checked": 20, "passed": 13})
    assert table["defects"].tolist() == [7]


def test_where_and_how_often_an_item_fails() -> None:
    """反复存在的问题: the item that fails month after month has to show it."""
    rows = [
        *fails("hands", 1, unit="注射室"), *fails("hands", 2, unit="换药室"),
        *fails("hands", 5, date="2026-08-01"), *fails("hands", 1, date="2025-11-30"),
        *fails("hands", 9, date="2025-10-31"), *fails("hands", 9, date="2026-11-01"),
    ]  # fmt: skip
    only = failing(*rows).iloc[0]
    assert only["units"] == ("换药室", "注射室")
    assert only["months"] == 3


def test_failing_items_of_a_parent_are_those_of_its_children() -> None:
    """A click on the mean must lead to what pulls it down, and to nothing else."""
    rows = [*fails("hands"), *fails("drug", **CHART), *fails("adrenaline", indicator="stock")]
    assert set(failing(*rows, indicator="quality")["item_code"]) == {"hands", "drug"}


def test_the_defects_of_an_indicator_to_be_kept_low_are_what_happened() -> None:
    """99 treatments without an infection would stand first on the list of what fails."""
    (row,) = failing(*many(1, 100, indicator="infections")).to_dict("records")
    assert (row["defects"], row["checked"], row["months"]) == (1, 100, 1)
    assert failing(*many(0, 100, indicator="infections")).empty


def test_held_back_marks_are_no_defects() -> None:
    """A mark that cannot be read says nothing of the room."""
    assert failing({"passed": 0, "state": "held_back"}).empty


def test_rates_by_month_and_unit() -> None:
    """`qc rates --by month,unit` is read by scripts: columns and sums have to hold."""
    rows = [*many(1, 2, unit="A"), *many(3, 3, unit="A", date="2026-09-01"), *many(1, 1, unit="B")]
    table = rated(*rows, by=("month", "unit"))
    assert list(table.columns) == [
        "indicator", "month", "unit", "checked", "passed", "rate", "lower", "upper", "target",
        "verdict", "state",
    ]  # fmt: skip
    told = table[["month", "unit", "checked", "passed", "verdict"]].values.tolist()
    assert told == [
        ["2026-09", "A", 3, 3, "met"],
        ["2026-10", "A", 2, 1, "missed"],
        ["2026-10", "B", 1, 1, "met"],
    ]


def test_indicators_are_never_pooled() -> None:
    """Items and charts added up would be a rate of nothing."""
    table = rated(*many(1, 2), CHART)
    assert table[["indicator", "checked"]].values.tolist() == [["charts", 1], ["hygiene", 2]]
    asked_again = rated(*many(1, 2), CHART, by=("indicator", "indicator"))
    pd.testing.assert_frame_equal(asked_again, table)


def test_single_items_of_whole_samples_have_a_rate_but_no_target() -> None:
    """95 % is asked of charts, not of their lines: a verdict on a line would be invented."""
    table = rated(CHART, CHART | {"item_code": "sign", "passed": 0}, *many(1, 1), by=("item",))
    told = table.set_index("item")
    assert told.loc["中signature", "checked"] == 1
    assert told.loc["中signature", "verdict"] == "none"
    assert math.isnan(told.loc["中signature", "target"])
    assert told.loc["中clean hands", "verdict"] == "met"


def test_an_item_without_a_level_has_a_row_of_its_own() -> None:
    """Results must not drop out of a table because their level is unknown."""
    table = rated({"level": None}, {"check_id": "c2"}, by=("level",))
    assert table[["level", "checked"]].values.tolist() == [["", 1], ["process", 1]]


def test_first_and_last_day_are_included() -> None:
    """`--to 2026-10-31` without the 31st would lose a day each month."""
    rows = [{"date": f"2026-10-{day:02d}", "check_id": str(day)} for day in (1, 2, 30, 31)]
    table = rated(*rows, by=("day",), start=dt.date(2026, 10, 2), end=dt.date(2026, 10, 30))
    assert table["day"].tolist() == ["2026-10-02", "2026-10-30"]


@pytest.mark.parametrize(
    ("today", "newest_full"), [("2026-10-31", "2026-10"), ("2026-10-30", "2026-09")]
)
def test_a_month_is_full_when_its_last_day_has_come(today: str, newest_full: str) -> None:
    """On the 3rd the page should open with last month, not with three days."""
    held = checks({}, {"date": "2026-09-01", "check_id": "c2", "unit": "注射室"})
    covered = coverage_of(held, CLINIC, dt.date.fromisoformat(today))
    assert [str(month) for month in covered.months] == ["2026-09", "2026-10"]
    assert str(covered.newest_full) == newest_full
    assert str(covered.newest) == "2026-10"
    assert covered.units == ("换药室", "注射室")
    assert covered.indicators == ("hygiene", "quality")


def test_nothing_is_covered_by_nothing() -> None:
    """A new workspace has no month to open with."""
    covered = coverage_of(checks(), CLINIC, dt.date(2026, 10, 31))
    assert (covered.months, covered.opening) == ((), None)
