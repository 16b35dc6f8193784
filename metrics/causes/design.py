"""Suspected causes as the columns of a regression."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from metrics.frames.columns import Floats, Ints


class Term(NamedTuple):
    """One column of a design: its factor, its level (None for a number), the number of its column (-1
    for a reference level and for a term that the columns before it already say), what was checked at
    the level, passed at it, and the scale that a number was divided by."""

    factor: str
    level: object
    column: int
    checked: float
    passed: float
    scale: float
    state: str


def design_of(table: pd.DataFrame, factors: list[str], checked: Floats, passed: Floats) -> tuple[Floats, list[Term]]:  # fmt: skip
    """The design (first column the intercept) of a table of cells, and its terms: of a number one,
    centred and in standard deviations; of anything else one for each level, the most checked level
    being the reference (of equals the first by name)."""
    columns, terms = [np.ones(len(table))], list[Term]()
    for factor in factors:
        values = table[factor]
        numeric = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
        parts = _number(values, checked, passed) if numeric else _levels(values, checked, passed)
        for level, column, n, x, scale in parts:
            state = "reference" if column is None else "estimated"
            if column is not None:
                if np.linalg.matrix_rank(np.column_stack([*columns, column])) > len(columns):
                    columns.append(column)
                else:
                    state = "aliased"
            place = len(columns) - 1 if state == "estimated" else -1
            terms.append(Term(factor, level, place, n, x, scale, state))
    return np.column_stack(columns), terms


Part = tuple[object, Floats | None, float, float, float]


def _number(values: pd.Series, checked: Floats, passed: Floats) -> list[Part]:
    numbers = values.to_numpy(dtype=np.float64)
    if np.any(np.isinf(numbers)):
        raise ValueError(f"{values.name} must be finite")
    centred = numbers - numbers.mean() if len(numbers) else numbers
    scale = float(np.sqrt(np.mean(centred**2))) if len(numbers) else 0.0
    column = centred / scale if scale > 0 else np.zeros(len(numbers))
    return [(None, column, float(checked.sum()), float(passed.sum()), scale or 1.0)]


def _levels(values: pd.Series, checked: Floats, passed: Floats) -> list[Part]:
    codes, levels = pd.factorize(values, sort=True)
    n, x = (np.bincount(codes, counts, len(levels)) for counts in (checked, passed))
    reference = int(np.argmax(n)) if len(n) else -1
    return [
        (level, None if i == reference else (codes == i).astype(np.float64), float(n[i]), float(x[i]), 1.0)
        for i, level in enumerate(levels)
    ]  # fmt: skip


def without(design: Floats, columns: Ints) -> Floats:
    """The design with these columns at zero: everybody at the reference level."""
    out = design.copy()
    out[:, columns] = 0
    return out
