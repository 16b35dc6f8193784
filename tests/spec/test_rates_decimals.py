"""Points as exact decimals, as the lake has them: every engine adds them up exactly and divides alike."""

from __future__ import annotations

import random
from decimal import Decimal

import metrics
from tests.spec.engines import rows_of

TABLES = 200


def _rows() -> list[dict[str, object]]:
    """Points to the hundredth of many groups, drawn with a seed."""
    drawn = random.Random(8)
    rows: list[dict[str, object]] = []
    for group in range(TABLES):
        for line in range(3):
            points = drawn.randint(1, 9_999_999)
            lost = drawn.randint(0, points)
            rows.append({
                "unit": f"unit {group:03d}", "check_id": f"{group}-{line // 2}", "checked": 1, "passed": int(not lost),
                "points": _hundredths(points), "scored": _hundredths(points - lost), "pass_score": 0.5,
            })  # fmt: skip
    return rows


def _hundredths(number: int) -> Decimal:
    return Decimal(number).scaleb(-2)


def test_a_score_rate_of_decimals_is_the_same_to_the_last_digit_on_every_engine(to_engine):
    """Polars would round 10.20 of 10.30 to 0.99, Spark to 0.990291, Arrow could not divide at all: the
    same chain would attain its target on one engine and miss it on another."""
    rows = _rows()
    found = rows_of(metrics.rates(to_engine(rows), "unit", "points"))
    for at, row in enumerate(found):
        lines = rows[3 * at : 3 * at + 3]
        checked, passed = (
            float(sum((line[name] for line in lines), Decimal())) for name in ("points", "scored")
        )
        assert (row["checked"], row["passed"]) == (checked, passed)
        assert row["rate"] == passed / checked
    assert len(found) == TABLES


def test_decimals_decide_whether_a_check_passes_as_floats_do(to_engine):
    """The check's score rate is that of its hundredths, whatever type they come as."""
    rows = _rows()
    floats = [{**row, **{n: float(row[n]) for n in ("points", "scored")}} for row in rows]
    exact, plain = (
        rows_of(metrics.rates(to_engine(given), "unit", "checks")) for given in (rows, floats)
    )
    assert exact == plain
    assert 0 < sum(row["passed"] for row in exact) < sum(row["checked"] for row in exact)
