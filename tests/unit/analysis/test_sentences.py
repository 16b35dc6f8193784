"""The sentences that a director reads aloud."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from qc.analysis.failing import failing_items_of
from qc.analysis.periods import Period
from qc.analysis.scorecard import scorecard_of
from qc.analysis.sentences import headline, pareto_sentence, trend_sentence, unit_sentence
from qc.analysis.trend import trend_of
from qc.analysis.units import unit_rates_of
from qc.catalogue.model import Catalogue
from qc.locale import Translator, translator
from tests.unit.analysis.frames import CLINIC, catalogue, checks, indicator, many, results

OCTOBER = Period(dt.date(2026, 10, 1))
ZH, EN = translator("zh"), translator("en")
ONE = catalogue(indicator("hygiene"))


def said(*rows: dict[str, Any], of: Catalogue = CLINIC) -> str:
    return headline(scorecard_of(checks(*rows), of, OCTOBER), ZH)


def test_the_headline_names_the_indicator_that_missed_longest_and_where() -> None:
    """ "连续2个月未达标，主要在换药室" is what the meeting acts on."""
    rows = [
        *many(70, 100, unit="换药室"), *many(100, 100, unit="注射室"), *many(1, 2, date="2026-09-01"),
        *many(3, 3, indicator="stock"),
    ]  # fmt: skip
    assert said(*rows) == (
        "2026年10月：有数据的3项指标中1项达标，2项无数据。中hygiene连续2个月未达标，主要在换药室。"
    )


def test_a_first_miss_is_told_with_rate_and_target() -> None:
    """ "连续1个月" is no language; and 94.96 % must not be read out as 95 %."""
    assert said(*many(2374, 2500), of=ONE) == (
        "2026年10月：1项指标中0项达标。中hygiene未达标（94.96 %，目标95 %）。"
    )


def test_all_met_on_few_checks_says_so() -> None:
    """A month that is all green on ten checks is no reason to celebrate."""
    assert (
        said(*many(10, 10), of=ONE) == "2026年10月：1项指标中1项达标。其中1项样本少，仍需继续抽查。"
    )
    assert said(*many(99, 99), of=ONE) == "2026年10月：1项指标中1项达标。"


def test_without_data_the_headline_says_that() -> None:
    """ "0项指标中0项达标" would be nonsense."""
    assert said() == "2026年10月还没有检查记录。"


def trended(counts: list[tuple[int, int]]) -> str:
    starts = [Period(dt.date(2024, 1, 1)).shift(n).start.isoformat() for n in range(len(counts))]
    rows = [row for day, (x, n) in zip(starts, counts, strict=True) for row in many(x, n, date=day)]
    return trend_sentence(trend_of(checks(*rows), ONE, ONE.indicators["hygiene"]), EN)


@pytest.mark.parametrize(
    ("counts", "ending"),
    [
        ([(19, 20)] * 3, "3 periods are too few to tell a change from chance."),
        ([(19, 20), (18, 20)] * 7, "There is no change beyond chance."),
        ([(38, 40)] * 13 + [(20, 40)], "look for its cause."),
        ([(33, 40), (35, 40)] * 7 + [(39, 40), (40, 40)] * 7, "by more than chance explains."),
    ],
)
def test_the_trend_says_whether_it_changed(counts: list[tuple[int, int]], ending: str) -> None:
    """People act on the sentence: a change that is chance must not be announced, a real one must."""
    assert trended(counts).endswith(ending)


def test_the_trend_begins_with_where_it_stands() -> None:
    """The last value with data, in its own month, against that month's target."""
    assert trended([(19, 20)]).startswith(
        "hygiene stood at 95.0 % in 2024-01, against a target of 95 %."
    )
    assert trended([]) == "hygiene: nothing has been checked yet."


def test_the_failing_items_in_a_sentence() -> None:
    """The few that make most of the defects, and the first by its name."""
    rows = [*many(0, 8, item_code="hands"), *many(0, 2, item_code="floor")]
    items = failing_items_of(results(*rows), CLINIC, "zh", OCTOBER)
    assert pareto_sentence(items, ZH) == (
        "2项不合格条目中，1项占全部10处缺陷的80.0 %。最多的是“中clean hands”（8次）。"
    )
    assert pareto_sentence(items.iloc[:0], ZH) == "没有不合格条目。"


def test_an_item_that_failed_in_all_twelve_months_says_so() -> None:
    """ "12 of 12 months" hides that it never once was in order."""
    dates = [OCTOBER.shift(-back).start.isoformat() for back in range(12)]
    rows = [row for date in dates for row in many(0, 1, date=date, item_code="hands")]
    items = failing_items_of(results(*rows), CLINIC, "zh", OCTOBER)
    assert "（1次，近12个月每月都有）" in pareto_sentence(items, ZH)
    items = failing_items_of(results(*rows[:11]), CLINIC, "zh", OCTOBER)
    assert "（1次，近12个月中有11个月出现）" in pareto_sentence(items, ZH)


def units(*rows: dict[str, Any], t: Translator = ZH) -> str:
    return unit_sentence(unit_rates_of(checks(*rows), CLINIC, OCTOBER, ["门诊"]), t)


def test_a_unit_is_only_named_when_it_is_sure() -> None:
    """Naming a room for one failure in two checks wrongs its people."""
    sure, clean, few = (
        many(50, 100, unit="换药室"),
        many(9, 9, unit="注射室"),
        many(1, 2, unit="前台"),
    )
    assert units(*sure, *clean) == "2个科室中1个全部达标。未达标且把握充分的最多：换药室（1项）。"
    assert units(*clean) == "1个科室中1个全部达标。"
    assert units(*clean, *few) == "2个科室中1个全部达标。未达标的科室样本都少，还不能下定论。"
    assert units() == "还没有检查记录。"


def test_the_site_itself_is_not_counted_as_a_unit() -> None:
    """A clinic of two rooms would read that it has three."""
    clean, whole = many(9, 9, unit="注射室"), many(50, 100, unit="门诊")
    assert units(*clean, *whole) == "1个科室中1个全部达标。"
    assert units(*whole) == "检查记录都没有写明科室。"


def test_where_many_units_tie_only_their_number_is_said() -> None:
    """A sentence that lists eight rooms with one miss each says nothing."""
    rooms = ["甲室", "乙室", "丙室", "丁室"]
    rows = [many(50, 100, unit=room) for room in rooms]
    assert units(*[row for room in rows[:3] for row in room]).endswith(
        "未达标且把握充分的最多：丙室、乙室、甲室（各1项）。"
    )
    every = [row for room in rows for row in room]
    assert units(*every).endswith("有4个科室未达标且把握充分。")
    assert units(*every, t=EN).endswith("Units that clearly missed a target: 4.")
