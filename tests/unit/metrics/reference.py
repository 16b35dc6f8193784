"""Figures computed with R, as frames (tests/data/oracle says how)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

FOLDER = Path(__file__).parents[2] / "data" / "oracle"


def read(name: str) -> pd.DataFrame:
    return pd.read_csv(FOLDER / f"{name}.csv")
