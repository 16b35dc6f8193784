"""Every aggregate that takes a frame gives the same on every engine, to the last count. What is new is
a line of AGGREGATES."""

from __future__ import annotations

import datetime as dt
import random

import polars as pl
import pytest

import metrics
from tests.spec.engines import ENGINES, rows_of

BY = ["unit", "month"]
PERIODS = ["week", "month", "quarter", "year"]
COUNTED = {"numerator": "passed", "denominator": "checked"}
COUNTS = ["items", "checks", "samples", "points"]


def _rates(count, **options):
    return lambda frame: metrics.rates(frame, BY, count, **options)


def _chart(kind, **options):
    return lambda frame: metrics.control_chart(frame, kind, **COUNTED, order="row", **options)


AGGREGATES = {
    **{f"rates, {count}": _rates(count) for count in COUNTS},
    **{f"rates by {period}": _rates("items", period=period) for period in PERIODS},
    "rates by month of text": _rates("items", period="month", date="written"),
    "rates by week of times": _rates("items", period="week", date="at"),
    "rates of checks by quarter": _rates("checks", period="quarter"),
    "rates over everything": lambda frame: metrics.rates(frame, None),
    "completeness": lambda frame: metrics.completeness(frame, BY, period="week"),
    "parents": lambda frame: metrics.parents(frame, BY, target="pass_score", parent_target=0.9),
    "movement": lambda frame: metrics.movement(frame, "share", "label", by="check_id"),
    "clustering": lambda frame: metrics.clustering(frame, BY),
    "clustering, each row by itself": lambda frame: metrics.clustering(frame, BY, cluster=None),
    "clustering of everything": lambda frame: metrics.clustering(frame),
    "clustering of finer sums": lambda frame: metrics.clustering_of_sums(
        metrics.cluster_sums(frame, [*BY, "check_id", "part"]), BY
    ),
    "pareto": lambda frame: metrics.pareto(frame, BY),
    "p chart": _chart("p", by=BY, exclude="critical", freeze="undecided"),
    "run chart": _chart("run", by="unit", phases="month"),
    "choice of chart": lambda frame: metrics.choose_chart(frame, **COUNTED, order="row"),
    "between failures": lambda frame: metrics.between_failures(
        frame, order="row", failures="passed"
    ),
    "since failure": lambda frame: metrics.since_failure(frame, "seen", BY),
    "stand out": lambda frame: metrics.stand_out(frame, **COUNTED, order="label", by=BY),
    "sustained": lambda frame: metrics.sustained(
        frame, **COUNTED, order="label", target=0.5, by="check_id"
    ),
    "interrupted": lambda frame: metrics.interrupted(
        frame, **COUNTED, order="row", after="late", by="part"
    ),
    "scores": lambda frame: metrics.compare_scores_by(
        frame, value="share", after="late", by=["part", "unit"]
    ),
    "change of a Pareto": lambda frame: metrics.pareto_change(frame, frame, BY),
    "funnel": lambda frame: metrics.funnel(frame, **COUNTED, by="unit", within="month"),
    "shrunken": lambda frame: metrics.shrunken(frame, **COUNTED, by="check_id"),
    "description": lambda frame: metrics.describe(frame, "scored", by=BY),
    "correlation": lambda frame: metrics.correlation(frame, ["share", "scored", "row"]),
    "drivers": lambda frame: metrics.drivers(
        frame, **COUNTED, factors=["unit", "share"], cluster="check_id"
    ),
    "agreement": lambda frame: metrics.agreement(
        frame, subject="check_id", rater="label", rating="passed"
    ),
}


def results():
    """A hundred checks of four lines each, with every kind of missing value."""
    chance = random.Random(20261102)
    return [row for number in range(100) for row in _check(chance, number)]


def _check(chance, number):
    day = chance.choice([None, *(dt.date(2026, 12, 21) + dt.timedelta(n) for n in range(20))])
    check = {
        "check_id": f"c{number}",
        "unit": chance.choice(["A", "B", "手术室", None]),
        "month": chance.choice([9, 10]),
        "pass_score": chance.choice([None, 0.07, 0.9, 1.0]),
        "date": day,
        "seen": day or dt.date(2027, 1, 31),
        "written": day and day.isoformat(),
        "at": day and dt.datetime.combine(day, dt.time(23, 30)),
        "share": chance.random(),
    }
    return [check | _line(chance, 4 * number + n) for n in range(4)]


def _line(chance, row):
    checked, points = chance.choice([0, 1, 1, 1, 20]), chance.choice([None, 5, 10])
    return {
        "row": row,
        "part": row // 40,
        "late": row % 40 >= 20,
        "label": f"2026-{row % 4 + 1:02d}",
        "subject": chance.choice(["chart 1", "chart 2", None]),
        "checked": checked,
        "passed": chance.randint(0, checked),
        "points": points,
        "scored": points and chance.randint(0, points),
        "critical": chance.choice([True, False, None]),
        "undecided": chance.random() < 0.05,
        "missed": chance.choice([True, False, None]),
    }


@pytest.fixture(scope="module")
def frame(engine):
    """The results on one engine."""
    return ENGINES[engine](pl.DataFrame(results(), infer_schema_length=None))


@pytest.mark.parametrize("name", AGGREGATES)
def test_engines_agree(name, frame):
    """The same workbook gives the same figures in a notebook, in the lake and on the cluster: equal
    counts and the very same doubles. (Whole points with gaps are floats in pandas, and stay so.)"""
    expected = AGGREGATES[name](pl.DataFrame(results(), infer_schema_length=None))
    made = AGGREGATES[name](frame)
    assert figures(made) == figures(expected)


@pytest.mark.parametrize("name", [name for name in AGGREGATES if name.startswith("rates")])
def test_rates_are_of_the_frame_s_own_kind(name, frame):
    """Who came with a lazy frame or a relation can go on with it."""
    assert type(AGGREGATES[name](frame)) is type(frame)


def figures(made):
    """Rows but for their dates, which each engine hands back in a type of its own."""
    if isinstance(made, tuple):
        return made
    return [
        {name: value for name, value in row.items() if name not in ("date", "seen", "at")}
        for row in rows_of(made)
    ]
