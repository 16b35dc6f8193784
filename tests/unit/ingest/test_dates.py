"""A date read wrongly puts a check into the wrong month of the report."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.ingest.values.dates import Month, find_month, read_date, read_range

MARCH = Month(2024, 3)
FIFTH = dt.date(2024, 3, 5)
AFTERNOON = dt.datetime(2024, 3, 5, 13, 30)  # noqa: DTZ001 - as the reader returns cells


@pytest.mark.parametrize(
    "written",
    [
        "2024-3-5", "2024.3.5", "2024/03/05", "2024年3月5日", "２０２４－３－５", "20240305", 20240305.0,
        45356, 45356.0, "45356", AFTERNOON, FIFTH, " 2024-3-5 ", "24年3月5日",
        "2024/3/5 13:21:15",
    ],
)  # fmt: skip
def test_every_spelling_of_a_full_date_is_the_same_day(written: object) -> None:
    reading = read_date(written)
    assert (reading.date, reading.fault, reading.assumed) == (FIFTH, None, False)


@pytest.mark.parametrize("written", ["3月5日", "3.5", "3/5", "3-5", "5", "5日", 5.0, 3.5])
def test_what_a_date_leaves_out_comes_from_the_title_and_is_said(written: object) -> None:
    reading = read_date(written, MARCH)
    assert (reading.date, reading.assumed) == (FIFTH, True)


@pytest.mark.parametrize("written", ["3月5日", "5日", 5.0])
def test_without_a_title_no_year_is_invented(written: object) -> None:
    assert read_date(written).fault == "unreadable"


@pytest.mark.parametrize(
    "written", ["2024-02-30", "2024年13月1日", "20240431", dt.date(1899, 12, 30), "1924-3-5"]
)
def test_a_day_that_does_not_exist_is_named_as_such(written: str) -> None:
    assert read_date(written).fault == "impossible"


def test_day_31_of_a_short_month_is_impossible() -> None:
    assert read_date(31.0, Month(2024, 4)).fault == "impossible"


@pytest.mark.parametrize("written", [None, "", "  "])
def test_nothing_written_is_missing_not_unreadable(written: object) -> None:
    assert read_date(written, MARCH).fault == "missing"


@pytest.mark.parametrize(
    "written", ["上周", "√", "约5日", True, float("inf"), float("nan"), "9" * 5000, "፩", 1e300]
)
def test_other_words_are_no_dates(written: object) -> None:
    assert read_date(written, MARCH).fault == "unreadable"


@given(
    st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)),
    st.sampled_from(
        [
            "{0.year}-{0.month}-{0.day}",
            "{0.year}年{0.month}月{0.day}日",
            "{0:%Y%m%d}",
            "{0:%Y.%m.%d}",
        ]
    ),
)
def test_what_is_written_comes_back(day: dt.date, spelling: str) -> None:
    assert read_date(spelling.format(day)).date == day


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("治疗室消毒隔离每日自查表2024.3月", Month(2024, 3)),
        ("护理部汇总  2024年3月", Month(2024, 3)),
        ("抽查202403", Month(2024, 3)),
        ("2024年度检查表", Month(2024)),
        ("2024年第3周", Month(2024)),
        ("QH2403266", None),
        ("消毒隔离检查表", None),
    ],
)
def test_titles_tell_the_month(text: str, month: Month | None) -> None:
    assert find_month(text) == month


def test_a_range_may_leave_out_the_second_year() -> None:
    assert read_range("检查时间：2024年3月5日—3月28日") == (FIFTH, dt.date(2024, 3, 28))


def test_a_range_that_runs_backwards_is_none() -> None:
    assert read_range("2024-3-28至2024-3-5") is None
