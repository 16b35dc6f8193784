"""Expiry dates as drugs carry them: read a day too late, and an expired ampoule stays in the cart."""

from __future__ import annotations

import datetime as dt

import pytest

from qc.ingest.values.expiry import of_whole_month, read_expiry


@pytest.mark.parametrize(
    ("written", "last"),
    [
        ("2025-08", "2025-08-31"),
        ("2025/8/31", "2025-08-31"),
        ("２０２５．６", "2025-06-30"),
        ("20251231", "2025-12-31"),
        (20251231.0, "2025-12-31"),
        ("202512", "2025-12-31"),
        ("25.10", "2025-10-31"),
        ("251031", "2025-10-31"),
        ("2026年1月", "2026-01-31"),
        ("08/2025", "2025-08-31"),
        ("有效期至2025-08", "2025-08-31"),
        ("失效期2025-08", "2025-07-31"),
        ("2025.8×3", "2025-08-31"),
        ("2023.05.01-2025.04.30", "2025-04-30"),
        ("2025-12-31 00:00:00", "2025-12-31"),
        (45962.0, "2025-11-01"),
        (dt.datetime(2025, 11, 30), "2025-11-30"),  # noqa: DTZ001
    ],
)
def test_the_last_day_of_use_is_read_in_every_notation(written: object, last: str) -> None:
    assert read_expiry(written).last == dt.date.fromisoformat(last)


@pytest.mark.parametrize(
    "written", ["见瓶身", "2025-19", "2026-02-29", "模糊", "12", "2025-08、见瓶身"]
)
def test_what_is_no_date_is_never_guessed(written: str) -> None:
    assert read_expiry(written).fault == "unreadable"


@pytest.mark.parametrize("written", ["长期", "长期有效", "无", "—", "/", "无有效期"])
def test_what_does_not_expire_is_never_expired(written: str) -> None:
    read = read_expiry(written)
    assert (read.fault, read.status(dt.date(2099, 1, 1), 90)) == ("", "in_date")


def test_a_day_of_loss_is_no_longer_one_of_use() -> None:
    assert read_expiry("2024-01", lost=True).last == dt.date(2023, 12, 31)
    assert read_expiry("2024-09-01", lost=True).last == dt.date(2024, 8, 31)


def test_the_earliest_of_several_decides() -> None:
    read = read_expiry("2026-01（2支）、2025-08（3支）")
    assert (read.last, read.several) == (dt.date(2025, 8, 31), True)


def test_the_last_day_itself_is_in_date_and_the_next_is_not() -> None:
    read = read_expiry("2024-03-29")
    days = [dt.date(2023, 12, 29), dt.date(2024, 3, 29), dt.date(2024, 3, 30)]
    assert [read.status(day, 90) for day in days] == ["in_date", "near", "expired"]


def test_a_true_first_of_a_month_can_stand_for_the_month() -> None:
    assert of_whole_month(read_expiry(dt.date(2025, 4, 1))).last == dt.date(2025, 4, 30)
    assert of_whole_month(read_expiry(dt.date(2025, 4, 2))).last == dt.date(2025, 4, 2)


def test_a_number_may_have_lost_its_zero() -> None:
    assert read_expiry(2025.1).doubtful
    assert not read_expiry(2025.6).doubtful


def test_nothing_written_is_missing() -> None:
    assert read_expiry(None).fault == read_expiry("  ").fault == "missing"
