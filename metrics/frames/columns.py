"""Columns by name: which are meant, whether they are there, and how they become arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Names = str | Sequence[str] | None
Frame = Any  # a narwhals DataFrame or LazyFrame: the same calls serve both


def names(columns: Names) -> list[str]:
    """One name, several or none, as a list without repeats."""
    if columns is None:
        return []
    return [columns] if isinstance(columns, str) else list(dict.fromkeys(columns))


def refuse_taken(keys: list[str], *figures: str) -> None:
    """ValueError for a key whose name is that of a figure beside it, which would take its place."""
    if taken := [name for name in keys if name in figures]:
        raise ValueError(
            f"{', '.join(taken)} is the name of a figure here; rename that column first"
        )


def beside(table: pd.DataFrame, **figures: Any) -> pd.DataFrame:
    """The table, whose columns say what a row is about, with these figures. ValueError where one of
    them would take the place of such a column."""
    refuse_taken(list(table.columns), *figures)
    return table.assign(**figures)


def narrow(frame: Any, *wanted: str | None) -> Frame:
    """The frame as narwhals sees it; ValueError names each wanted column that it lacks."""
    seen: Frame = nw.from_native(frame)
    have = seen.collect_schema().names()
    if missing := [name for name in wanted if name is not None and name not in have]:
        raise ValueError(f"no column {', '.join(missing)}; the frame has {', '.join(have)}")
    return seen


def summed(frame: Frame, keys: list[str], columns: Sequence[str]) -> Frame:
    """Each column's sum within each group (missing keys are a group), on the frame's own engine."""
    schema = frame.collect_schema()
    # Polars sums 32-bit integers in 32 bits, which overflow silently.
    short = [name for name in columns if schema[name] in (nw.Int32, nw.UInt32)]
    frame = frame.with_columns(nw.col(short).cast(nw.Int64())) if short else frame
    sums = [nw.col(name).sum() for name in columns]
    total = frame.group_by(*keys, drop_null_keys=False).agg(*sums) if keys else frame.select(*sums)
    # DuckDB sums 64-bit integers (and yes and no) to 128 bits, which pandas would receive as floats.
    whole = [name for name in columns if schema[name].is_integer() or schema[name] == nw.Boolean]
    total = total.with_columns(nw.col(whole).cast(nw.Int64())) if whole else total
    # Decimals add up exactly; but divided they are rounded to so many places, each engine to its own. By way
    # of text: what Arrow itself makes of a decimal is not always the nearest float.
    exact = [name for name in columns if is_decimal(schema[name])]
    floats = nw.col(exact).cast(nw.String()).cast(nw.Float64())
    return total.with_columns(floats) if exact else total


def is_decimal(kind: nw.dtypes.DType) -> bool:
    """Are these decimal numbers? pandas keeps those of Python as objects."""
    return kind in (nw.Decimal, nw.Object)


def paired(frame: Frame, part: str, whole: str) -> Frame:
    """The frame with both counts 0 in the rows where either is missing: such a row counts in neither."""
    schema = frame.collect_schema()
    gaps = [
        nw.col(name).is_null()
        | (nw.col(name).is_nan() if schema[name].is_float() else nw.lit(False))
        for name in (part, whole)
    ]
    if isinstance(frame, nw.DataFrame) and not any(frame.select(gap.any()).item() for gap in gaps):
        return frame
    missing = gaps[0] | gaps[1]
    counted = [nw.when(missing).then(nw.lit(0)).otherwise(nw.col(name)) for name in (part, whole)]
    return frame.with_columns(**dict(zip((part, whole), counted, strict=True)))


def to_pandas(frame: Frame) -> pd.DataFrame:
    """A narwhals frame as pandas; a lazy one is computed now. Spark and Arrow come through Arrow: Spark's
    own way warns of pandas 3. Dates become pandas' own type as they do from the other engines."""
    if frame.implementation.is_pyspark() or frame.implementation.is_pyspark_connect():
        frame = frame.collect("pyarrow")
    if frame.implementation.is_pyarrow():
        return frame.to_native().to_pandas(date_as_object=False)
    return (
        frame.collect("pandas").to_native()
        if isinstance(frame, nw.LazyFrame)
        else frame.to_pandas()
    )


def numbers(frame: pd.DataFrame, column: str) -> Floats:
    """A column as floats, missing values as NaN."""
    values: Floats = frame[column].to_numpy(dtype=np.float64, na_value=np.nan)
    return values


def flags(frame: pd.DataFrame, column: str | None, *, default: bool) -> Bools:
    """A column of yes and no (or 1 and 0; missing is no) as booleans; `default` without a column."""
    if column is None:
        return np.full(len(frame), default)
    if not frame[column].dropna().isin([0, 1]).all():
        raise ValueError(f"column {column} must hold true and false only")
    yes: Bools = (frame[column] == 1).fillna(False).to_numpy(dtype=bool)
    return yes


def share(part: npt.ArrayLike, whole: npt.ArrayLike) -> Floats:
    """part / whole, NaN where the whole is zero (or either is NaN): the arrays' one division."""
    part, whole = np.broadcast_arrays(np.asarray(part, float), np.asarray(whole, float))
    out: Floats = np.full(part.shape, np.nan)
    np.divide(part, whole, out=out, where=whole != 0)
    return out
