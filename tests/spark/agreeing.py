"""Whether two engines said the same: to the last integer, and rates to the last bit."""

from __future__ import annotations

import numpy as np
import pandas as pd


def differences(one: pd.DataFrame, other: pd.DataFrame) -> list[str]:
    """What two answers differ in, in words; empty where they are the same, row by row."""
    if list(one.columns) != list(other.columns):
        return [f"columns {list(one.columns)} and {list(other.columns)}"]
    if len(one) != len(other):
        return [f"{len(one)} and {len(other)} rows"]
    found = [_differing(name, one[name], other[name]) for name in one.columns]
    return [told for told in found if told]


def _differing(name: str, one: pd.Series, other: pd.Series) -> str:
    if name in ("checked", "passed", "rate"):
        if one.dtype.kind != other.dtype.kind:
            return f"{name}: {one.dtype} and {other.dtype}"
        kind = np.float64 if one.dtype.kind == "f" else np.int64
        mine, theirs = one.to_numpy(kind), other.to_numpy(kind)
        differ = ~((mine == theirs) | ((mine != mine) & (theirs != theirs)))
    else:
        differ = one.astype(object).to_numpy() != other.astype(object).to_numpy()
    if not differ.any():
        return ""
    first = int(np.argmax(differ))
    return f"{name}: {differ.sum()} rows, first {one.iloc[first]} and {other.iloc[first]} in row {first}"
