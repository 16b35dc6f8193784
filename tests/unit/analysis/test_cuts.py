"""The breakdowns of one indicator: they must agree with `rates`, with plain pandas, and claim no more
than the checks allow."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from qc.analysis.breakdown import rates_of
from qc.analysis.cuts import cut_of, stand_out
from qc.analysis.levels import level_rates_of, level_sentence
from qc.analysis.periods import Period
from qc.analysis.sites import site_rates_of, site_sentence
from qc.analysis.window import Window
from qc.locale import Translator
from tests.unit.analysis.frames import CLINIC, checks, facts, many, results

EN = Translator("en")
WINDOW = Window.up_to(Period.parse("2026-10"))
ROWS = [
    *many(18, 20, size=5, unit="换药室", date="2026-10-05", inspector="李敏"),
    *many(20, 20, size=5, unit="治疗室", date="2026-10-06", inspector="王丽"),
    *many(5, 10, size=5, unit="换药室", date="2026-09-07", inspector="王丽"),
    *many(0, 10, size=5, unit="换药室", date="2025-10-31"),
]


def test_the_window_is_twelve_months_to_the_day() -> None:
    """A month too many and last year's October is counted twice."""
    assert [str(WINDOW.months[0]), str(WINDOW.months[-1])] == ["2025-11", "2026-10"]
    assert len(WINDOW.months) == 12
    assert Window.up_to(Period.parse("2026-Q3")).last == Period.parse("2026-09")


@pytest.mark.parametrize("by", ["unit", "inspector", "month", "site"])
def test_a_cut_has_the_figures_of_rates(by: str) -> None:
    """The page and `qc rates` would disagree."""
    held = facts(*ROWS)
    start, end = WINDOW.first.start, WINDOW.last.end
    expected = rates_of(held, CLINIC, "en", [by], "hygiene", start, end)
    found = cut_of(held.checks, CLINIC, "hygiene", WINDOW, by)
    for name in ("checked", "passed", "rate", "lower", "upper", "state"):
        assert dict(zip(found[by], found[name], strict=True)) == pytest.approx(
            dict(zip(expected[by], expected[name], strict=True))
        )


def test_the_days_of_the_week_add_up_to_plain_pandas() -> None:
    """Mondays told as Sundays would send the head nurse on the wrong day."""
    found = cut_of(checks(*ROWS), CLINIC, "hygiene", WINDOW, "weekday")
    plain = pd.DataFrame([row for row in ROWS if row["date"] >= "2025-11-01"])
    days = plain["date"].map(lambda day: dt.date.fromisoformat(day).isoweekday())
    naive = plain.groupby(days)["passed"].agg(["sum", "size"])
    assert found["weekday"].tolist() == naive.index.tolist()
    assert found["passed"].tolist() == naive["sum"].tolist()
    assert found["checked"].tolist() == naive["size"].tolist()


def test_units_and_months_are_cut_together_and_one_unit_alone() -> None:
    found = cut_of(checks(*ROWS), CLINIC, "hygiene", WINDOW, "unit", "month")
    cells = {(row["unit"], row["month"]): row["passed"] for row in found.to_dict("records")}
    assert cells == {("换药室", "2026-09"): 5, ("换药室", "2026-10"): 18, ("治疗室", "2026-10"): 20}
    alone = cut_of(checks(*ROWS), CLINIC, "hygiene", WINDOW, "month", unit="治疗室")
    assert alone["checked"].tolist() == [20]


def test_few_checks_let_nobody_stand_out() -> None:
    """An inspector with one bad day would be named for chance."""
    few = cut_of(checks(*ROWS), CLINIC, "hygiene", WINDOW, "inspector")
    assert stand_out(few, CLINIC.indicators["hygiene"]) == [False] * len(few)
    rows = [*many(300, 300, inspector="甲"), *many(200, 300, inspector="乙")]
    many_checks = cut_of(checks(*rows), CLINIC, "hygiene", WINDOW, "inspector")
    assert stand_out(many_checks, CLINIC.indicators["hygiene"]) == [True, True]


def test_levels_count_items_and_say_where_failures_lie() -> None:
    """Structure and process confused, and the wrong thing is bought or trained."""
    rows: list[dict[str, Any]] = [
        *many(8, 10, level="process"),
        *many(9, 10, level="structure", item_code="floor"),
    ]
    found = level_rates_of(results(*rows), CLINIC, Period.parse("2026-10"))
    assert found[["level", "passed", "checked", "defects"]].values.tolist() == [
        ["process", 8, 10, 2],
        ["structure", 9, 10, 1],
    ]
    assert level_sentence(found, EN).startswith("Most failures lie in process quality: 2 of 3")


def test_sites_stand_side_by_side() -> None:
    """A chain's second site would be hidden in the first one's rate."""
    rows = [*many(400, 400, site="甲院"), *many(300, 400, site="乙院")]
    found = site_rates_of(checks(*rows), CLINIC, Period.parse("2026-10"))
    told = dict(zip(found["site"], found["rate"], strict=True))
    assert told == {"甲院": 1.0, "乙院": 0.75}
    assert site_sentence(found, EN).startswith("1 of 2 sites met all their targets.")
