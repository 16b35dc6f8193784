"""Reviews of registers, the pure parts: severity as people write it, rates, gaps, intervals."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.analysis.periods import Period
from qc.improve.registers.figures import Counted, moved, number, share, spread
from qc.improve.registers.gaps import gaps_of
from qc.improve.registers.rate import per_100, treatments_of
from qc.improve.registers.severity import severity_of
from qc.improve.rules import shipped
from tests.rival_implementations import registers as rival

WORDS = shipped().registers.severity


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Ⅰ", "I"), ("Ⅰ级", "I"), ("I级", "I"), ("1级", "I"), ("一级", "I"), ("1", "I"), ("l级", "I"),
        ("警告事件", "I"), ("Ⅰ级（警讯事件）", "I"), ("i 级", "I"), ("第一类", "I"), ("SAC1", "I"),
        ("Ⅱ级", "II"), ("II", "II"), ("ll级", "II"), ("11级", "II"), ("二级", "II"), ("贰级", "II"),
        ("不良后果事件", "II"), ("２级", "II"), ("2级事件", "II"), ("Ⅱ类（不良后果）", "II"),
        ("Ⅲ级", "III"), ("iii", "III"), ("三类", "III"), ("未造成后果事件", "III"), ("III度", "III"),
        ("未造成不良后果", "III"), ("Ⅲ级：无不良后果", "III"),
        ("Ⅳ级", "IV"), ("IV", "IV"), ("lV级", "IV"), ("1V级", "IV"), ("四级", "IV"), ("隐患事件", "IV"),
        ("", ""), ("一般", ""), ("严重", ""), ("V级", ""), ("5级", ""), ("12级", ""), ("见附件", ""),
        ("Ⅱ级（未造成后果）", ""), ("一般二级", ""), ("一例", ""),
    ],
)  # fmt: skip
def test_severity_is_read_as_people_write_it(text: str, meant: str) -> None:
    """A class guessed wrong would hide a severe event among trifles; what says none, or two, stays untold."""
    assert severity_of(text, WORDS) == meant


def test_a_clinic_adds_its_own_words() -> None:
    """严重 is no class of the four until the clinic says which one it means."""
    assert severity_of("严重", {**WORDS, "II": (*WORDS["II"], "严重")}) == "II"


@settings(max_examples=60)
@given(st.integers(0, 60), st.integers(1, 20_000))
def test_the_rate_is_that_of_the_textbook(cases: int, treatments: int) -> None:
    """An interval that is too narrow would call chance a change."""
    figure = per_100(cases, treatments, 0, 0)
    assert (figure.value, figure.lower, figure.upper) == pytest.approx(
        rival.per_100(cases, treatments), rel=1e-9, abs=1e-12
    )
    assert figure.judged is False and figure.previous is None


def test_without_treatments_there_is_no_rate() -> None:
    """A month whose workload never came in has no rate, not an endless or a zero one."""
    figure = per_100(3, 0, 2, 500)
    assert (figure.value, figure.lower, figure.upper, figure.of) == (None, None, None, None)
    assert figure.previous == pytest.approx(0.4) and figure.change == "no_data"


def test_a_rate_changes_clearly_or_not() -> None:
    """Five after four is chance, forty after four is not; neither is called better or worse."""
    assert per_100(5, 500, 4, 500).certainty == "not_clear"
    far = per_100(40, 500, 4, 500)
    assert (far.certainty, far.change, far.judged) == ("clear", "more", False)
    assert per_100(0, 500, 0, 500).certainty == "none"


def test_treatments_are_the_lines_that_count_them() -> None:
    """Visits are no treatments, a quarter is no month, a held-back number is none yet."""
    line = {
        "kind": "workload", "date": "2026-10-31", "period_from": "2026-10-01",
        "period_to": "2026-10-31", "unit": "注射室", "item": "治疗人次", "reading": 300.0,
        "state": "accepted",
    }  # fmt: skip
    rows = pd.DataFrame(
        [
            line,
            {**line, "item": "手术例数（台）", "reading": 7.0},
            {**line, "item": "门诊人次"},
            {**line, "period_from": "2026-08-01"},
            {**line, "state": "held_back"},
            {**line, "kind": "counts"},
            {**line, "date": "2026-10-05", "period_from": None, "period_to": None, "reading": 5.0},
            {**line, "date": "2026-11-05", "period_from": None, "period_to": None},
        ]
    )
    found = treatments_of(rows, shipped().registers.treatments, Period.parse("2026-10"))
    assert found["reading"].tolist() == [300.0, 7.0, 5.0]


def days(*gaps: int) -> list[dt.date]:
    found = [dt.date(2026, 1, 1)]
    for gap in gaps:
        found.append(found[-1] + dt.timedelta(days=gap))
    return found


def test_days_between_need_enough_gaps_to_say_something() -> None:
    """Two gaps have a median, and no chart to hold the next one against."""
    since, between = gaps_of(days(10, 20), dt.date(2026, 3, 1), "II")
    assert (since.value, since.certainty, between.value, between.of) == (29, "few_checks", 15, 2)
    assert gaps_of([], dt.date(2026, 3, 1), "II") == ()
    (_, alone) = gaps_of(days(), dt.date(2026, 3, 1), "I")
    assert alone.value is None


def test_a_stretch_without_events_is_seen_and_not_praised() -> None:
    """Nothing for a year after one event a week: fewer events, or fewer reports; nobody can tell from here."""
    dates = days(*[7, 6, 8, 7, 7, 6, 8, 7, 7, 6, 8, 7])
    since, between = gaps_of(dates, dates[-1] + dt.timedelta(days=365), "III")
    assert (since.change, since.certainty, since.judged) == ("more", "clear", False)
    assert (between.change, between.certainty) == ("same", "not_clear")
    soon, _ = gaps_of(dates, dates[-1] + dt.timedelta(days=5), "III")
    assert (soon.change, soon.certainty) == ("same", "not_clear")
    _, signalled = gaps_of([*dates, dates[-1] + dt.timedelta(days=200)], dates[-1] + dt.timedelta(days=210), "III")  # fmt: skip
    assert (signalled.change, signalled.certainty) == ("more", "clear")


def test_shares_are_judged_and_numbers_are_not() -> None:
    """How many reports there were is neither good nor bad; how they were handled is."""
    better = share("closed_in_time", Counted(58, 60), Counted(30, 60))
    assert (better.change, better.certainty, better.judged) == ("improved", "clear", True)
    assert share("closed", Counted(1, 2), Counted(2, 2), settled=False).change == "no_data"
    nothing = share("satisfied", Counted(0, 0), Counted(0, 0))
    assert (nothing.value, nothing.lower, nothing.previous) == (None, None, None)
    assert share("done", Counted(19, 20), Counted(0, 0), target=shipped_target()).verdict == "met"
    assert (
        share("done", Counted(18, 20), Counted(0, 0), target=shipped_target()).verdict == "missed"
    )
    assert (number("cases", 5, 2).change, number("cases", 5, 2).judged) == ("more", False)
    assert moved(None, 2) == "no_data" and moved(2, 2) == "same" and moved(1, 2) == "fewer"
    middle, longest = spread("report_hours", "hours", [1, 5, 2], [])
    assert (middle.value, longest.value, middle.of, middle.previous) == (2, 5, 3, None)


def shipped_target() -> Decimal:
    return Decimal("0.95")
