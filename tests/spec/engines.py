"""The engines that a frame may live on."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import cache
from typing import Any

import duckdb
import narwhals as nw
import polars as pl

from tests.needs import has_java
from tests.spec.tables import Row

SPARK = "pyspark"
NO_JAVA = "Spark needs Java (openjdk-17-jre-headless): nothing is tested on it"

SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    # Small frames take longer to compile for than to sum up.
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.adaptive.enabled": "false",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}

ENGINES: dict[str, Callable[[pl.DataFrame], Any]] = {
    "pandas": lambda frame: frame.to_pandas(),
    "pandas, Arrow types": lambda frame: frame.to_pandas(use_pyarrow_extension_array=True),
    "polars": lambda frame: frame,
    "polars lazy": lambda frame: frame.lazy(),
    "pyarrow": lambda frame: frame.to_arrow(),
    "duckdb": lambda frame: duckdb.from_arrow(frame.to_arrow()),
    SPARK: lambda frame: spark().createDataFrame(frame.to_arrow()),
}


@cache
def spark() -> Any:
    """The one session of a run: it takes seconds to start."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas")
        from pyspark.sql import SparkSession

        builder = SparkSession.builder.master("local[1]").config(map=SETTINGS)
        session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def stop_spark() -> None:
    if spark.cache_info().currsize:
        spark().stop()
        spark.cache_clear()


def can_run(engine: str) -> bool:
    return engine != SPARK or has_java()


def rows_of(frame: Any) -> list[Row]:
    """Any frame as rows, a rate of nothing (NaN) as missing."""
    narrow = nw.from_native(frame)
    if isinstance(narrow, nw.LazyFrame):
        narrow = narrow.collect("pyarrow")
    return [
        {name: None if value != value else value for name, value in row.items()}
        for row in narrow.to_arrow().to_pylist()
    ]
