"""`metrics.rates` over ten million results, month × unit × indicator: on a DuckDB relation beside the
same SQL in bare DuckDB, and on frames of pandas and Polars beside bare DuckDB over the same frame.

`python -m benchmarks.pooled_rates NAME` prints the peak memory of one rival alone.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.timing import Ratio, beside, in_own_process, medians, peak_memory
from metrics import rates

ROWS = 10_000_000
BY = ["month", "unit", "indicator"]
SQL = """
    SELECT month, unit, indicator, sum(checked)::BIGINT AS checked, sum(passed)::BIGINT AS passed,
           sum(passed) / nullif(sum(checked), 0) AS rate
    FROM results GROUP BY ALL ORDER BY ALL
"""
PEERS = {
    "DuckDB relation": ["bare DuckDB SQL"],
    "pandas frame": ["bare DuckDB SQL over the frame", "pandas groupby"],
    "Polars frame": ["bare DuckDB SQL over the frame", "Polars group_by"],
}


def sample() -> Any:
    """Marks of three years, ten units and twelve indicators, in Polars; one in fifty is none."""
    import polars as pl

    random = np.random.default_rng(20261102)
    checked = (random.random(ROWS) > 0.02).astype("int64")
    names = {
        "month": pd.period_range("2024-01", periods=36, freq="M").astype(str).to_list(),
        "unit": [f"unit {n}" for n in range(10)],
        "indicator": [f"indicator {n}" for n in range(12)],
    }
    keys = {
        name: pl.Series(values).gather(random.integers(0, len(values), ROWS))
        for name, values in names.items()
    }
    return pl.DataFrame(
        {**keys, "checked": checked, "passed": checked * (random.random(ROWS) < 0.95)}
    )


def rivals(kind: str) -> dict[str, Callable[[], Any]]:
    """Ours first; each gives its table as a frame in memory."""
    return {
        "DuckDB relation": _on_relation,
        "pandas frame": _on_pandas,
        "Polars frame": _on_polars,
    }[kind]()


def _on_relation() -> dict[str, Callable[[], Any]]:
    import duckdb

    engine, frame = duckdb.connect(), sample()
    engine.register("frame", frame.to_arrow())
    engine.execute("CREATE TABLE results AS SELECT * FROM frame").unregister("frame")
    relation = engine.table("results")
    ours, peer = "ours", PEERS["DuckDB relation"][0]
    return {ours: lambda: rates(relation, BY).df(), peer: lambda: engine.sql(SQL).df()}


def _on_pandas() -> dict[str, Callable[[], Any]]:
    results = sample().to_pandas().astype(dict.fromkeys(BY, "str"))

    def groupby() -> Any:
        pooled = results.groupby(BY, as_index=False)[["checked", "passed"]].sum()
        pooled["rate"] = pooled["passed"] / pooled["checked"]
        return pooled

    duckdb, pandas = PEERS["pandas frame"]
    return {"ours": lambda: rates(results, BY), duckdb: _bare(results), pandas: groupby}


def _on_polars() -> dict[str, Callable[[], Any]]:
    import polars as pl

    results = sample()

    def group_by() -> Any:
        pooled = results.group_by(BY).agg(pl.col("checked").sum(), pl.col("passed").sum()).sort(BY)
        return pooled.with_columns(rate=pl.col("passed") / pl.col("checked"))

    duckdb, polars = PEERS["Polars frame"]
    return {"ours": lambda: rates(results, BY), duckdb: _bare(results), polars: group_by}


def _bare(frame: Any) -> Callable[[], pd.DataFrame]:
    import duckdb

    engine = duckdb.connect()
    engine.register("results", frame)
    return lambda: engine.sql(SQL).df()


def run() -> list[Ratio]:
    return [ratio for kind in PEERS for ratio in _beside(kind)]


def _beside(kind: str) -> list[Ratio]:
    racing = rivals(kind)
    _same([run() for run in racing.values()])
    times = medians(racing)
    memory = {name: _memory(kind, name) for name in racing}
    ours = memory.pop("ours")
    notes = {
        name: f"peak memory {ours:,.0f} MiB beside {taken:,.0f}" for name, taken in memory.items()
    }
    return beside(f"metrics.rates, 1e7 rows, {kind}", times, notes)


def _memory(kind: str, name: str) -> float:
    """Peak of the whole process, the frame included, while it pools."""
    return float(in_own_process("benchmarks.pooled_rates", kind, name))


def _same(answers: list[Any]) -> None:
    """A race between different answers would say nothing."""
    ours, *others = answers
    for other in others:
        for column in ("checked", "passed", "rate"):
            np.testing.assert_array_equal(np.asarray(ours[column]), np.asarray(other[column]))


if __name__ == "__main__":
    print(peak_memory(rivals(sys.argv[1])[sys.argv[2]]))
