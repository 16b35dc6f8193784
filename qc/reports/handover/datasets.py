"""The rows that are handed over, a part at a time: what the one who asks may see, names masked by default."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import pandas as pd

from qc.analysis import coverage, rates
from qc.improve.acting import findings
from qc.improve.findings import Finding
from qc.improve.rectified import day_of, rechecked_by, rectified
from qc.reports.handover.dictionary import Dataset, dictionary
from qc.reports.naming import Naming, named
from qc.words import ResultState, Right
from qc.workspace import Workspace

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Asked:
    """Which days, both included (None: from the first, to the last), and whether with names."""

    first: dt.date | None = None
    last: dt.date | None = None
    names: bool = False


def parts(workspace: Workspace, dataset: Dataset, asked: Asked) -> Iterator[list[Row]]:
    """The rows of a dataset under its dictionary's columns, a month of results at a time: dates are dates,
    counts integers, shares numbers, what is absent None. Whether names may be asked for is the caller's to see.
    """
    yield from {
        Dataset.RESULTS: _results,
        Dataset.RATES: _rates,
        Dataset.FINDINGS: _findings,
    }[dataset](workspace, asked)


def _results(workspace: Workspace, asked: Asked) -> Iterator[list[Row]]:
    """Accepted results only, in the order of their months. Whom a check was about stays masked whoever asks,
    for it may be a customer; the same person has the same sign, so that counts by person hold."""
    scope = replace(workspace.scope, rights=workspace.scope.rights - {Right.NAMES})
    say = named(names=asked.names)
    for month in coverage(workspace).months:
        start, end = max(month.start, asked.first or month.start), min(month.end, asked.last or month.end)  # fmt: skip
        if start > end:
            continue
        rows = workspace.store.results(scope, start=start, end=end)
        kept = rows[rows["state"] == ResultState.ACCEPTED]
        for name in ("points", "scored"):
            kept = kept.assign(**{name: kept[name].astype("Float64") / 100})
        kept = kept.assign(inspector=kept["inspector"].fillna("").map(say))
        if not kept.empty:
            yield _typed(kept, Dataset.RESULTS)


def _rates(workspace: Workspace, asked: Asked) -> Iterator[list[Row]]:
    yield _typed(rates(workspace, ("month", "unit"), None, asked.first, asked.last), Dataset.RATES)


def _findings(workspace: Workspace, asked: Asked) -> Iterator[list[Row]]:
    first, last = asked.first or dt.date.min, asked.last or dt.date.max
    say = named(names=asked.names)
    found = [each for each in findings(workspace) if first <= each.date <= last]
    yield [_finding(each, workspace.today, say) for each in found]


def _finding(each: Finding, today: dt.date, say: Naming) -> Row:
    recheck, told = rechecked_by(each), each.told
    known = {
        name: getattr(each, name)
        for name in (column.name for column in dictionary()[Dataset.FINDINGS])
        if hasattr(each, name)
    } | {
        "gravity": each.gravity.value,
        "state": each.state.value,
        "rectified": rectified(each, today).value,
        **{name: told.get(name) for name in ("category", "cause", "measure")},
        "person": say(told.get("person", "")),
        "rechecked_on": day_of(recheck) if recheck else None,
        "recheck": recheck.what if recheck else None,
    }
    return tuple(_value(known.get(c.name), c.type) for c in dictionary()[Dataset.FINDINGS])


def _typed(frame: pd.DataFrame, dataset: Dataset) -> list[Row]:
    columns = [_values(frame[column.name], column.type) for column in dictionary()[dataset]]
    return list(zip(*columns, strict=True))


def _values(values: pd.Series, type_: str) -> list[Any]:
    """A column as its type has it; None for what is absent."""
    absent = (values.isna() | (values == "").fillna(value=False)).to_numpy(dtype=bool)
    as_typed = _TYPED[type_]
    told = zip(values.astype(object), absent, strict=True)
    return [None if is_absent else as_typed(value) for value, is_absent in told]


def _value(value: Any, type_: str) -> Any:
    """A value as its type has it; None for what is absent."""
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        return None
    return _TYPED[type_](value)


def _text(value: Any) -> str:
    return value if value.__class__ is str else str(getattr(value, "value", value))


@lru_cache(maxsize=4096)
def _day(value: Any) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value)[:10])


_TYPED: Mapping[str, Callable[[Any], Any]] = {
    "text": _text,
    "date": _day,
    "integer": int,
    "number": float,
    "boolean": bool,
}
