"""Each spec runs on every engine; the engines must agree to the last count."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

import metrics
from tests.spec.engines import ENGINES, NO_JAVA, can_run, rows_of, stop_spark
from tests.spec.tables import Row, parse_table


@pytest.fixture(scope="session", autouse=True)
def _no_session_left():
    yield
    stop_spark()


@pytest.fixture(scope="session", params=ENGINES)
def engine(request):
    """The name of each engine that can run here."""
    if not can_run(request.param):
        pytest.skip(NO_JAVA)
    return request.param


@pytest.fixture
def to_engine(engine):
    """Rows -> a frame of one engine."""

    def make(rows: list[Row]) -> Any:
        return ENGINES[engine](pl.DataFrame(rows, infer_schema_length=None))

    return make


@pytest.fixture
def spec_rates(spec):
    """Hold `rates` of a table of results against the expected table."""

    def hold(results: str, by: str | list[str], count: str, expected: str, **options: Any) -> None:
        spec(lambda frame: metrics.rates(frame, by, count, **options), results, expected)

    return hold


@pytest.fixture
def spec(to_engine):
    """Hold what an aggregate makes of a table against the expected table."""

    def hold(aggregate: Any, results: str, expected: str) -> None:
        frame = to_engine(parse_table(results))
        made = aggregate(frame)
        assert type(made) is type(frame), "the kind of frame must be the one that was given"
        assert str(rows_of(made)) == str(parse_table(expected)), "20 and 20.0 are not the same"

    return hold
