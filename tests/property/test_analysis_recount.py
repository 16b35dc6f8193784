"""Every figure equals a naive recount, whatever the results are."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.analysis.breakdown import rates_of
from qc.analysis.failing import failing_items_of
from qc.analysis.periods import Period
from qc.analysis.scorecard import scorecard_of
from qc.analysis.scores import checklist_scores_of
from qc.analysis.source import Facts
from qc.analysis.units import unit_rates_of
from qc.words import Verdict
from tests.unit.analysis.frames import CLINIC, checks, results

Row = dict[str, Any]
OCTOBER = Period(dt.date(2026, 10, 1))
LEAVES = ("hygiene", "charts", "stock", "infections")
UNITS = ("换药室", "注射室")
MARKS = [(1, 1), (1, 1), (1, 0), (0, 0)]


@st.composite
def inspections(draw: st.DrawFn) -> list[Row]:
    """Results of up to eight checks of two months, two units and every kind of counting."""
    return [row for number in range(draw(st.integers(0, 8))) for row in draw(one_check(number))]


@st.composite
def one_check(draw: st.DrawFn, number: int) -> list[Row]:
    code = draw(st.sampled_from(LEAVES))
    about = {
        "check_id": f"c{number}", "indicator": code, "checklist": code, "subject": str(number),
        "unit": draw(st.sampled_from(UNITS)), "date": draw(st.sampled_from(["2026-09-30", "2026-10-01"])),
    }  # fmt: skip
    if draw(st.booleans()):
        checked = draw(st.integers(1, 20))
        return [
            about | {"kind": "counts", "checked": checked, "passed": draw(st.integers(0, checked))}
        ]
    return [about | draw(mark(item)) for item in ("title", "sign", "drug", "extra")]


@st.composite
def mark(draw: st.DrawFn, item: str) -> Row:
    checked, passed = draw(st.sampled_from(MARKS))
    state = draw(st.sampled_from(["accepted"] * 6 + ["missed", "held_back"]))
    points = {"title": 9000, "sign": 1000, "drug": 500, "extra": 100}[item]
    return {
        "item_code": item, "checked": checked, "passed": passed, "state": state, "points": points,
        "scored": points * passed,
    }  # fmt: skip


def recount(rows: list[Row]) -> tuple[int, int]:
    """Checked and passed of one indicator's rows, by pencil and paper."""
    if not rows or rows[0]["indicator"] != "charts":
        counted = [row for row in rows if row.get("state", "accepted") == "accepted"]
        return sum(row["checked"] for row in counted), sum(row["passed"] for row in counted)
    whole = defaultdict(list)
    for row in rows:
        whole[row["check_id"]].append(row)
    told = [chart(each) for each in whole.values()]
    return sum(checked for checked, _ in told), sum(passed for _, passed in told)


def chart(rows: list[Row]) -> tuple[int, int]:
    if rows[0].get("kind") == "counts":
        return rows[0]["checked"], rows[0]["passed"]
    counted = [row for row in rows if row["state"] == "accepted" and row["checked"]]
    if not counted or any(row["state"] == "held_back" for row in rows):
        return 0, 0
    wrong_drug = any(row["item_code"] == "drug" and not row["passed"] for row in counted)
    scored, points = (sum(row[name] for row in counted) for name in ("scored", "points"))
    return 1, int(not wrong_drug and 10 * scored >= 9 * points)


def of(rows: list[Row], **wanted: str) -> list[Row]:
    return [row for row in rows if all(row[name] == value for name, value in wanted.items())]


@given(inspections())
@settings(max_examples=40, deadline=None)
def test_the_scorecard_is_a_recount(rows: list[Row]) -> None:
    """A head nurse who counts the sheets by hand must find the figures of the page."""
    october = [row for row in rows if row["date"].startswith("2026-10")]
    card = scorecard_of(checks(*rows), CLINIC, OCTOBER)
    for line in card.lines:
        checked, passed = recount(of(october, indicator=line.indicator.code))
        assert (line.checked, line.passed) == (checked, passed)
        if checked and not line.is_parent:
            assert line.rate == passed / checked
            assert line.lower <= line.rate <= line.upper or line.indicator.code == "stock"
    missed = [row for row in october if row.get("state") == "missed"]
    held = [row for row in october if row.get("state") == "held_back"]
    assert (card.missed_items, card.held_back) == (len(missed), len(held))


@given(inspections())
@settings(max_examples=40, deadline=None)
def test_a_parent_is_the_weighted_mean_and_never_met_while_a_child_is_missed(
    rows: list[Row],
) -> None:
    """A director reads the parent first: it must not hide what is below it."""
    card = {
        line.indicator.code: line for line in scorecard_of(checks(*rows), CLINIC, OCTOBER).lines
    }
    parent, children = card["quality"], [card["hygiene"], card["charts"]]
    rated = [line for line in children if line.checked]
    assert parent.children_rated == len(rated)
    if Verdict.MISSED in {line.verdict for line in children}:
        assert parent.verdict is Verdict.MISSED
    if rated:
        weights = [Fraction(line.indicator.weight) for line in rated]
        shares = [Fraction(line.passed, line.checked) for line in rated]
        mean = sum((w * s for w, s in zip(weights, shares, strict=True)), Fraction()) / sum(weights)
        assert parent.rate == float(mean)


@given(inspections())
@settings(max_examples=40, deadline=None)
def test_units_add_up_to_the_whole(rows: list[Row]) -> None:
    """Rooms that do not add up to the clinic are the first thing an inspector finds."""
    held = checks(*rows)
    whole = {line.indicator.code: line for line in scorecard_of(held, CLINIC, OCTOBER).lines}
    table = unit_rates_of(held, CLINIC, OCTOBER)
    cards = [scorecard_of(held, CLINIC, OCTOBER, unit) for unit in UNITS]
    for code in LEAVES:
        mine = table[table["indicator"] == code]
        alone = [line for card in cards for line in card.lines if line.indicator.code == code]
        for name in ("checked", "passed"):
            told = getattr(whole[code], name)
            assert int(mine[name].sum()) == told
            assert sum(getattr(line, name) for line in alone) == told


@given(inspections(), st.sampled_from(["month", "unit", "checklist", "subject", "day", "quarter"]))
@settings(max_examples=40, deadline=None)
def test_rates_by_anything_are_a_recount(rows: list[Row], by: str) -> None:
    """`qc rates --by` feeds other people's tables: its rows must be countable by hand."""
    key = {"month": lambda row: row["date"][:7], "day": lambda row: row["date"]}.get(
        by,
        lambda row: (
            "2026-Q" + str((int(row["date"][5:7]) + 2) // 3) if by == "quarter" else row[by]
        ),
    )
    groups = defaultdict(list)
    for row in rows:
        groups[(row["indicator"], key(row))].append(row)
    held = Facts(results(*rows), checks(*rows))
    table = rates_of(held, CLINIC, "zh", (by,))
    told = {
        (row["indicator"], row[by]): (row["checked"], row["passed"]) for _, row in table.iterrows()
    }
    assert told == {group: recount(its_rows) for group, its_rows in groups.items()}


@given(inspections())
@settings(max_examples=40, deadline=None)
def test_checklists_by_unit_are_a_recount(rows: list[Row]) -> None:
    """The clinic's own summary (总分值, 实际得分, 合格率) must be what adding up the sheets gives."""
    groups = defaultdict(list)
    for row in rows:
        if row["date"].startswith("2026-10"):
            groups[row["unit"], row["checklist"]].append(row)
    table = checklist_scores_of(Facts(results(*rows), checks(*rows)), CLINIC, OCTOBER)
    assert {*zip(table["unit"], table["checklist"], strict=True)} == set(groups)
    for line in table.to_dict("records"):
        mine = groups[line["unit"], line["checklist"]]
        counted = [
            row
            for row in mine
            if row.get("state", "accepted") == "accepted" and row["checked"] and row.get("points")
        ]
        assert (line["checked"], line["passed"]) == recount(mine)
        assert line["checks"] == len({row["check_id"] for row in mine})
        for name in ("points", "scored"):
            told = 0 if math.isnan(line[name]) else line[name]
            assert told == sum(row[name] for row in counted) / 100
        if counted:
            assert line["score_rate"] == pytest.approx(line["scored"] / line["points"])


@given(inspections())
@settings(max_examples=40, deadline=None)
def test_failing_items_are_a_recount(rows: list[Row]) -> None:
    """The meeting discusses these numbers: each defect is one mark on one sheet."""
    defects: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows:
        if row["date"].startswith("2026-10") and row.get("state", "accepted") == "accepted":
            # Infections are to be kept low: what is counted as passed is what went wrong.
            good = (
                row["passed"]
                if row["indicator"] != "infections"
                else row["checked"] - row["passed"]
            )
            defects[row["indicator"], row.get("item_code", "hands")] += row["checked"] - good
    table = failing_items_of(results(*rows), CLINIC, "zh", OCTOBER)
    told = {(row["indicator"], row["item_code"]): row["defects"] for _, row in table.iterrows()}
    assert told == {item: number for item, number in defects.items() if number}
    assert table.empty or abs(table["share"].sum() - 1) < 1e-9
