"""The calendar and the draw, by chance: adherence against a count by hand, fairness over a month."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.catalogue.load import load_catalogue
from qc.improve.calendar.adherence import adherence_of
from qc.improve.calendar.doings import KEY, doings_of
from qc.improve.calendar.drawing import Lots, draw_of
from qc.improve.calendar.dues import Asked, dues_of
from qc.improve.calendar.opening import is_open
from qc.improve.calendar.picks import Drawn
from qc.improve.calendar.risk import LABELS, Candidate
from qc.improve.calendar.spans import Anchors, span_of, spans
from qc.improve.rules import OwnCadence, shipped
from tests.rival_implementations import appointments as rival

CATALOGUE = load_catalogue()
LENGTHS = {
    "day": 1, "week": 7, "two_weeks": 14, "month": 30, "two_months": 61, "quarter": 91, "half_year": 182, "year": 365,
}  # fmt: skip


@st.composite
def cases(draw):
    """A cadence and some five periods in which it was done now too seldom, now too often."""
    every, today = draw(st.sampled_from(list(LENGTHS))), draw(st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)))  # fmt: skip
    length = LENGTHS[every]
    ago = st.integers(0, 5 * length).map(lambda n: today - dt.timedelta(days=n))
    rounds = st.sampled_from(["早", "中", "晚"])
    return {
        "every": every,
        "today": today,
        "times": draw(st.integers(1, 4)),
        "done": draw(st.lists(st.tuples(ago, rounds), min_size=4, max_size=14)),
        "grace": draw(st.integers(0, 4 * length)),
        "first": draw(st.sampled_from([1, 1, 2, 26, 28])),
        "closed": draw(st.lists(ago, max_size=3 * length)),
        "make_up": draw(st.lists(ago, max_size=3)),
        "rest": draw(st.sets(st.integers(1, 7), max_size=3)),
    }


CODE = "spot-check"


@settings(max_examples=500)
@given(case=cases())
def test_adherence_is_what_a_hand_counts(case):
    """A figure that a head nurse cannot count again on the wall calendar is none."""
    every, times, done, today = case["every"], case["times"], case["done"], case["today"]
    plain = shipped()
    its = {
        "cadences": {CODE: OwnCadence(every=every, times=times)},
        "closed": tuple(case["closed"]),
        "make_up": tuple(case["make_up"]),
        "rest_weekdays": tuple(case["rest"]),
        "grace_days": {every: case["grace"]},
    }
    month = {"first_day": case["first"], "checklists": (CODE,)}
    rules = plain.model_copy(
        update={
            "calendar": plain.calendar.model_copy(update=its),
            "assessment": plain.assessment.model_copy(update=month),
        }
    )
    rows = [(CODE, "本院", "换药室", day.isoformat(), slot, "王丽") for day, slot in done]
    asked = Asked(CATALOGUE, rules, today, "zh")
    dues = dues_of(
        asked, [(CODE, "本院", "")], doings_of(pd.DataFrame(rows, columns=KEY)), {}, today
    )
    lines = adherence_of(dues, dt.date.min, dt.date.max, today)
    found = [(line.owed, line.in_time, line.late) for line in lines] or [(0, 0, 0)]
    hand = rival.count(
        every, times, done, lambda day: is_open(day, rules.calendar), today, case["grace"], case["first"]
    )  # fmt: skip
    assert found == [(hand["owed"], hand["in_time"], hand["late"])]
    for line in lines:
        assert line.owed == line.in_time + line.late + line.open + line.excused + line.missed


@given(
    every=st.sampled_from(list(LENGTHS)),
    day=st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)),
    first=st.integers(1, 28),
)
def test_periods_follow_one_another_without_a_gap(every, day, first):
    """A day between two periods would belong to no check."""
    anchors = Anchors(dt.date(2024, 1, 3), first)
    span = span_of(every, day, anchors)
    assert day in span
    assert {span_of(every, each, anchors) for each in (span.start, span.end)} == {span}
    here, after = list(spans(every, day, span.end + dt.timedelta(days=1), anchors))
    assert here == span and after.start == span.end + dt.timedelta(days=1)
    assert after.label != span.label


UNITS = [f"{n}室" for n in range(12)]
FIGURES = dict.fromkeys(LABELS, 0)
CANDIDATES = st.dictionaries(
    st.tuples(st.sampled_from(UNITS), st.sampled_from(["disinfection", "documents"])),
    st.floats(1, 60),
    min_size=1,
)
SEEDS = st.binary(min_size=32, max_size=32)


def month(candidates, seed, times, backwards=False):
    """The draws of the five weeks of November 2026 that begin on its Mondays."""
    known = [
        Candidate("本院", unit, code, FIGURES, weight, checked=True)
        for (unit, code), weight in candidates.items()
    ]
    before: list[Drawn] = []
    for n in range(5):
        monday = dt.date(2026, 11, 2) + dt.timedelta(weeks=n)
        lots = Lots(
            site="本院",
            week=monday,
            days=[monday + dt.timedelta(days=d) for d in range(7)],
            times=times,
            candidates=known[::-1] if backwards else known,
            before=before,
            inspectors={"王丽": UNITS[0], "李敏": UNITS[1], "质控": ""},
            by_sample=frozenset({"documents"}),
        )
        picks = draw_of(lots, seed, shipped())
        before = [*before, Drawn("本院", monday, tuple(picks), "王丽", "")]
    return before


@settings(max_examples=60)
@given(candidates=CANDIDATES, seed=SEEDS, times=st.integers(1, 4))
def test_within_a_month_nobody_is_left_out_while_another_is_drawn_twice(candidates, seed, times):
    """However much weighs for one unit: a unit that is never looked at would sink unseen."""
    drawn = [pick for week in month(candidates, seed, times) for pick in week.picks]
    counts = Counter(pick.unit for pick in drawn)
    units = {unit for unit, _ in candidates}
    assert len(drawn) == 5 * times
    assert max(counts.values()) - min(counts[unit] for unit in units) <= 1
    home = {"王丽": UNITS[0], "李敏": UNITS[1]}
    assert all(pick.inspector and home.get(pick.inspector) != pick.unit for pick in drawn)
    assert all(len(set(pick.numbers)) == pick.samples for pick in drawn)


@settings(max_examples=40)
@given(candidates=CANDIDATES, seed=SEEDS)
def test_the_same_seed_draws_the_same_whatever_the_order(candidates, seed):
    """Who checks a draw afterwards must come to the same."""
    assert month(candidates, seed, 2) == month(candidates, seed, 2, backwards=True)


def test_another_seed_draws_otherwise_and_more_risk_more_often():
    """Else it could be foreseen, or the risk would say nothing: 1 against 9 is drawn first about nine
    times in ten."""
    pairs = {("0室", "disinfection"): 9.0, ("1室", "disinfection"): 1.0}
    firsts = Counter(month(pairs, bytes([n, 7]) * 16, 1)[0].picks[0].unit for n in range(256))
    assert 205 <= firsts["0室"] <= 250
    days = {month(pairs, bytes([n, 7]) * 16, 1)[0].picks[0].day for n in range(64)}
    assert len(days) == 7
