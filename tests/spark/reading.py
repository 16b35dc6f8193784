"""A lake's rows on each engine; which files count, all of them learn from the manifests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.dataset as ds
from narwhals.typing import IntoFrame

from metrics.frames.columns import narrow, to_pandas
from qc.store.lake.engine import connect
from qc.store.lake.reading import Lake
from qc.store.lake.spark import lake_frame
from tests.spark.questions import COLUMNS


class OnSpark:
    """The lake as the cluster reads it."""

    def __init__(self, session: Any, lake: Path) -> None:
        self._session, self._root = session, lake.as_uri()

    def frame(self, kind: str) -> IntoFrame:
        return lake_frame(self._session, self._root, kind)


class OnDuckdb:
    """The lake as one process reads it."""

    def __init__(self, lake: Path) -> None:
        self._lake, self._engine = Lake(lake), connect()

    def frame(self, kind: str) -> IntoFrame:
        files = self._lake.files(kind)
        return self._engine.read_parquet(files, hive_partitioning=False)


class OnPandas:
    """The lake in memory, decimals and texts as Arrow's types: they are exact, and a third of the size."""

    def __init__(self, lake: Path) -> None:
        self._lake = Lake(lake)

    def frame(self, kind: str) -> IntoFrame:
        columns = list(COLUMNS) if kind == "results" else None
        files = ds.dataset(self._lake.files(kind), format="parquet")
        table = files.to_table(columns=columns)
        return table.to_pandas(types_mapper=pd.ArrowDtype)


def answer(frame: Any) -> pd.DataFrame:
    """What an engine answers, worked out now."""
    return to_pandas(narrow(frame))
