"""`metrics.rates` over a million results: month × unit × indicator."""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmarks.timing import Ratio, beside, medians
from metrics import rates

ROWS = 1_000_000
BY = ["month", "unit", "indicator"]
SQL = """
    SELECT month, unit, indicator, sum(checked) AS checked, sum(passed) AS passed,
           sum(passed) / nullif(sum(checked), 0) AS rate
    FROM results GROUP BY ALL ORDER BY ALL
"""


def sample() -> pd.DataFrame:
    """A million marks of three years, ten units and twelve indicators; one in fifty is none."""
    random = np.random.default_rng(20261102)
    checked = (random.random(ROWS) > 0.02).astype("int64")
    months = pd.period_range("2024-01", periods=36, freq="M").astype(str).to_numpy()
    units = np.array([f"unit {n}" for n in range(10)])
    indicators = np.array([f"indicator {n}" for n in range(12)])
    return pd.DataFrame(
        {
            "month": random.choice(months, ROWS),
            "unit": random.choice(units, ROWS),
            "indicator": random.choice(indicators, ROWS),
            "checked": checked,
            "passed": checked * (random.random(ROWS) < 0.95),
        }
    )


def with_pandas(results: pd.DataFrame) -> pd.DataFrame:
    pooled = results.groupby(BY, as_index=False)[["checked", "passed"]].sum()
    return pooled.assign(rate=pooled["passed"] / pooled["checked"])


def run() -> list[Ratio]:
    import duckdb

    results = sample()
    engine = duckdb.connect()
    engine.execute("CREATE TABLE results AS SELECT * FROM results")

    def with_duckdb() -> pd.DataFrame:
        return engine.sql(SQL).df()

    _same(rates(results, BY), with_pandas(results), with_duckdb())
    times = medians(
        {
            "ours": lambda: rates(results, BY),
            "pandas groupby": lambda: with_pandas(results),
            "bare DuckDB SQL": with_duckdb,
        }
    )
    note = "DuckDB holds the rows in its own table already"
    return beside("metrics.rates, 1e6 rows", times, {"bare DuckDB SQL": note})


def _same(ours: pd.DataFrame, *others: pd.DataFrame) -> None:
    """A race between different answers would say nothing."""
    for other in others:
        for column in ("checked", "passed", "rate"):
            np.testing.assert_allclose(ours[column], other[column].astype(float))
