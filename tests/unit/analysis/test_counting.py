"""What a check contributes to its indicator: a wrong count here is wrong on every page."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pandas as pd
import pytest

from qc.analysis.counting import checks_of, period_labels
from tests.unit.analysis.frames import CLINIC, catalogue, checks, indicator, results


def counted(*rows: dict[str, object]) -> tuple[int, int]:
    frame = checks(*rows)
    return int(frame["checked"].sum()), int(frame["passed"].sum())


def chart(subject: str = "a", **row: object) -> dict[str, object]:
    return {
        "indicator": "charts", "checklist": "charts", "subject": subject, "check_id": subject,
        "item_code": "title", "points": 9000, "scored": 9000, **row,
    }  # fmt: skip


def test_items_count_one_by_one_and_not_applicable_ones_not_at_all() -> None:
    """A head nurse's rate would change with every 不适用 if they counted."""
    na = {"checked": 0, "passed": 0, "outcome": "na"}
    assert counted({}, {"passed": 0, "outcome": "fail"}, na) == (2, 1)


def test_counts_written_on_the_sheet_add_up() -> None:
    """ "20 charts, 19 in order" is twenty charts, not one line."""
    sheet = {"kind": "counts", "checked": 20, "passed": 19}
    assert counted(sheet, sheet | {"check_id": "c2"}) == (40, 38)
    assert counted(sheet | {"indicator": "charts"}, sheet | {"indicator": "charts"}) == (40, 38)


def test_one_chart_counted_on_the_sheet_stays_one_chart() -> None:
    """Two lines of a statistics sheet with one chart each are two charts, whatever they share."""
    line = {"indicator": "charts", "kind": "counts", "checked": 1}
    assert counted(line | {"passed": 1}, line | {"passed": 0}) == (2, 1)


@pytest.mark.parametrize("state", ["missed", "held_back"])
def test_what_is_missed_or_held_back_is_in_no_figure_but_listed(state: str) -> None:
    """A blank or unreadable mark counted as a pass would flatter the rate."""
    frame = checks({}, {"state": state, "passed": 1})
    assert (frame["checked"].sum(), frame["passed"].sum()) == (1, 1)
    assert (frame["accepted"].sum(), frame[state].sum()) == (1, 1)


def test_a_chart_passes_from_its_pass_score_on() -> None:
    """90 of 100 points is a pass of the chart, 89.99 is none; each chart counts once."""
    at = [chart(), chart(item_code="sign", points=1000, scored=0, passed=0)]
    under = [
        chart("b", scored=8999, passed=0),
        chart("b", item_code="sign", points=1000, scored=0, passed=0),
    ]
    assert counted(*at, *under) == (2, 1)


def test_a_failed_critical_item_fails_the_whole_chart() -> None:
    """一票否决: 95 of 100 points do not save a chart with a wrong drug."""
    drug = chart(item_code="drug", points=500, scored=0, passed=0)
    assert counted(chart(), drug) == (1, 0)


def test_a_chart_with_a_held_back_result_neither_passes_nor_fails_yet() -> None:
    """A chart must not be called passed while one of its marks waits for correction."""
    waiting = chart(item_code="sign", state="held_back", points=None, scored=None)
    assert counted(chart(), waiting, chart("b")) == (1, 1)


def test_every_check_keeps_one_row_even_without_a_figure() -> None:
    """A check of which all marks are missed would otherwise vanish from completeness."""
    frame = checks({"state": "missed"}, {"check_id": "c2"})
    assert frame["check_id"].tolist() == ["c1", "c2"]
    assert frame["checked"].tolist() == [0, 1]


def test_an_indicator_that_the_catalogue_has_lost_still_counts() -> None:
    """A clinic that drops a standard must not lose its results from view."""
    frame = checks_of(results({"indicator": "old"}), catalogue(indicator("new")))
    assert frame["checked"].tolist() == [1]


def test_nothing_gives_nothing() -> None:
    """A new workspace opens on an empty page, not on a traceback."""
    assert checks_of(results(), CLINIC).empty


def test_a_sample_is_judged_by_the_version_that_it_was_made_with() -> None:
    """A pass score raised this year would fail last year's charts, in months long reported."""
    old = CLINIC.checklists["charts"]
    new = old.model_copy(
        update={"version": "2", "valid_from": dt.date(2026, 10, 1), "pass_score": Decimal("0.99")}
    )
    versioned = CLINIC.model_copy(
        update={"checklists": {"charts": new}, "versions": {"charts": (old, new)}}
    )
    chart = {
        "indicator": "charts", "checklist": "charts", "item_code": "title", "points": 10000,
        "scored": 9500, "passed": 0,
    }  # fmt: skip
    rows = [
        chart | {"check_id": version or "none", "version": version} for version in ("1", "2", "")
    ]
    frame = checks_of(results(*rows), versioned).set_index("check_id")
    assert frame["passed"].to_dict() == {"1": 1, "2": 0, "none": 0}


def test_dates_fall_into_iso_weeks_months_and_quarters() -> None:
    """New Year's Eve 2024 belongs to week 1 of 2025: a wrong year splits a trend in two."""
    dates = pd.Series(["2024-12-31", "2025-04-01"])
    assert period_labels(dates, "week").tolist() == ["2025-W01", "2025-W14"]
    assert period_labels(dates, "month").tolist() == ["2024-12", "2025-04"]
    assert period_labels(dates, "quarter").tolist() == ["2024-Q4", "2025-Q2"]
    assert period_labels(dates, "year").tolist() == ["2024", "2025"]
