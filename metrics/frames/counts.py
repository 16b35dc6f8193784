"""Counts as arrays, checked once: passed of checked, and what they weigh when items cluster."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from metrics.frames.columns import Floats, share


class Counts(NamedTuple):
    """Counts of one shape. `good` and `bad` are passed and failed on the effective sample size
    (the rate is theirs too); both are NaN where nothing was checked."""

    passed: Floats
    checked: Floats
    good: Floats
    bad: Floats


def counts(
    passed: npt.ArrayLike, checked: npt.ArrayLike, effective: npt.ArrayLike | None = None
) -> Counts:
    """Broadcast and check the counts; missing ones (NaN) are taken as nothing checked.

    effective: the effective sample size, NaN where it is the size itself.

    Raises ValueError that says which rule is broken and where first.
    """
    x, n, size = np.broadcast_arrays(
        _floats(passed), _floats(checked), _floats(np.nan if effective is None else effective)
    )
    none = ~((n > 0) & np.isfinite(x))
    size = np.where(np.isnan(size), n, size)
    _refuse(x < 0, "passed must not be negative", x)
    _refuse(n < 0, "checked must not be negative", n)
    _refuse(np.isinf(n), "checked must be finite", n)
    _refuse(x > n, "passed must not exceed checked: passed", x)
    _refuse(~none & ~(size > 0), "effective must be above 0 where something was checked", size)
    _refuse(~none & (size > n), "effective must not exceed checked: effective", size)
    weight = share(np.where(none, np.nan, size), n)
    return Counts(np.where(none, 0, x), np.where(none, 0, n), x * weight, (n - x) * weight)


def confidence_level(confidence: float) -> float:
    """The share left out, alpha, of a confidence between 0 and 1."""
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, not {confidence}")
    return round(1 - confidence, 15)  # 0.05, not 0.05000000000000004


def _floats(values: Any) -> Floats:
    return np.asarray(values, dtype=np.float64)


def _refuse(broken: npt.NDArray[np.bool_], rule: str, values: Floats) -> None:
    if np.any(broken):
        place = int(np.flatnonzero(broken)[0])
        raise ValueError(f"{rule} (got {values.flat[place]:g} at position {place})")
