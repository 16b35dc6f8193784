"""Limits as sheets say them: a limit that is misread would judge every value of its sheet wrongly."""

from __future__ import annotations

from decimal import Decimal

import pytest

from qc.ingest.values.limits_said import Limit, choose, limits_in, unit_of


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("≤4.0", ["≤4.0"]), ("2～8℃", ["2~8"]), ("标准温度2-8度", ["2~8"]), ("≥70μW/cm²为合格", ["≥70"]),
        ("新灯≥90，使用中≥70", ["≥90", "≥70"]), ("＜10", ["<10"]), ("＞500mg/L", [">500"]),
        ("温度18-26℃，湿度35%-75%", ["18~26", "35~75"]), ("不超过10CFU", ["≤10"]), ("10以下", ["≤10"]),
        ("70以上", ["≥70"]), ("200±20", ["180~220"]), ("≥35%且≤65%", ["35~65"]),
        ("≤65%，≥35%", ["35~65"]), ("-20~-15℃", ["-20~-15"]), ("2026年3月1-8日", []),
        ("2026.3.16-3.20", []), ("3-5月", []), ("标准8-2℃", []),
    ],
)  # fmt: skip
def test_limits_in_texts(text: str, said: list[str]) -> None:
    assert [str(one.limit) for one in limits_in(text)] == said


def test_a_bare_range_is_a_limit_in_a_column_of_limits_only() -> None:
    assert [str(one.limit) for one in limits_in("35-75", column=True)] == ["35~75"]
    assert limits_in("35-75") == ()


def test_of_several_limits_the_named_one_is_meant_or_none() -> None:
    """Humidity must not be judged by the limit of the temperature."""
    climate = limits_in("温度18-26℃，湿度35%-75%")
    humidity = choose(climate, ["相对湿度"], "%")
    assert humidity is not None
    assert humidity.limit == Limit(Decimal(35), Decimal(75))
    assert choose(limits_in("温度2-8℃"), ["湿度"], "%") is None
    assert choose(limits_in("甲≤4，乙≤10"), ["丙"]) is None


def test_open_bounds_do_not_allow_the_bound_itself() -> None:
    assert not limits_in("<10")[0].limit.allows(Decimal(10))
    assert limits_in("≤10")[0].limit.allows(Decimal(10))
    assert not limits_in(">5")[0].limit.allows(Decimal(5))


def test_a_label_that_names_two_units_names_none() -> None:
    assert unit_of("温度/湿度") == ""
    assert unit_of("室温℃ 温度") == "°C"
