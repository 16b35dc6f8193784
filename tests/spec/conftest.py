"""Each spec runs on every engine; the engines must agree to the last count."""

from __future__ import annotations

from typing import Any

import duckdb
import narwhals as nw
import polars as pl
import pytest

import metrics
from tests.spec.tables import Row, parse_table

ENGINES = {
    "pandas": lambda frame: frame.to_pandas(),
    "pandas, Arrow types": lambda frame: frame.to_pandas(use_pyarrow_extension_array=True),
    "polars": lambda frame: frame,
    "polars lazy": lambda frame: frame.lazy(),
    "pyarrow": lambda frame: frame.to_arrow(),
    "duckdb": lambda frame: duckdb.from_arrow(frame.to_arrow()),
}


@pytest.fixture(params=ENGINES)
def to_engine(request):
    """Rows -> a frame of one engine."""

    def make(rows: list[Row]) -> Any:
        return ENGINES[request.param](pl.DataFrame(rows, infer_schema_length=None))

    return make


@pytest.fixture
def spec_rates(to_engine):
    """Hold `rates` of a table of results against the expected table."""

    def hold(results: str, by: str | list[str], count: str, expected: str) -> None:
        frame = to_engine(parse_table(results))
        rated = metrics.rates(frame, by, count)
        assert type(rated) is type(frame), "rates must give the kind of frame that it was given"
        assert str(rows_of(rated)) == str(parse_table(expected)), "20 and 20.0 are not the same"

    return hold


def rows_of(frame: Any) -> list[Row]:
    """Any frame as rows, a rate of nothing (NaN) as missing."""
    narrow = nw.from_native(frame)
    if isinstance(narrow, nw.LazyFrame):
        narrow = narrow.collect("pyarrow")
    return [
        {name: None if value != value else value for name, value in row.items()}
        for row in narrow.to_arrow().to_pylist()
    ]
