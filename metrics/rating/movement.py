"""Month on month and year on year, by the calendar."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from metrics.frames.columns import Bools, Floats, Ints, Names, names, narrow, numbers, to_pandas

LABEL = r"^(?P<year>\d{4})(?:-(?:(?P<month>\d{2})|Q(?P<quarter>\d)|W(?P<week>\d{2})))?$"
FINER = ["month", "quarter", "week"]  # kinds 1, 2 and 3; a year is of kind 0
WIDE = 1 << 20  # more periods than ten thousand years have weeks
NONE = -1  # the number of no period: nothing is found under it


def movement(
    frame: Any, value: str = "rate", period: str = "period", by: Names = None
) -> pd.DataFrame:
    """Each row's value beside those of the calendar's previous period and of the same period a year ago.

    frame: a row for each period of each series, of any kind that narwhals supports, in any order.
    value: the column of shares, 0..1.
    period: the column of labels as `rates` gives them: 2026-W41, 2026-10, 2026-Q4 or 2026. A month is
        compared with months only.
    by: the columns that name a series (none: one series).

    Returns the frame in its order and on its index with `previous`, `change`, `year_ago` and
    `year_change`: shares, and changes in percentage points (100 times the difference). NaN where that
    period has no row or no value (never the last row before), where there is no label, and a year
    before a week 53 that the last year did not have.

    Raises ValueError for a missing column, a label that is no period, a period that comes twice.
    """
    keys = names(by)
    table = to_pandas(narrow(frame, value, period, *keys))
    now, before, last_year = _periods(table[period])
    known, values = now != NONE, numbers(table, value)
    series = 4 * WIDE * _series(table, keys)
    _refuse_repeats(table, [*keys, period], series + now, known)
    previous, year_ago = (
        _found(
            (series + now)[known], np.where(sought == NONE, NONE, series + sought), values[known]
        )
        for sought in (before, last_year)
    )
    return table.assign(
        previous=previous,
        change=100 * (values - previous),
        year_ago=year_ago,
        year_change=100 * (values - year_ago),
    )


def _periods(labels: pd.Series) -> tuple[Ints, Ints, Ints]:
    """The numbers of each label's period, of the one before and of the one a year ago. Periods of one
    kind are numbered one after another; those of different kinds never meet."""
    codes, distinct = pd.factorize(labels)
    kind, year, part = _parsed(pd.Series(distinct, dtype="str"))
    now, year_ago = _number(kind, year, part), _number(kind, year - 1, part)
    year_ago[part > _parts_of(year - 1)[kind, np.arange(len(kind))]] = NONE
    now, before, year_ago = (np.append(x, NONE)[codes] for x in (now, now - 1, year_ago))
    return now, before, year_ago


def _parsed(labels: pd.Series) -> tuple[Ints, Ints, Ints]:
    """Kind, year and part of the year (1 for a year) of labels; ValueError names one that is none."""
    found = labels.str.extract(LABEL)
    finer = found[FINER].to_numpy(dtype=np.float64, na_value=np.nan)
    kind = (~np.isnan(finer)) @ np.array([1, 2, 3])
    year = numbers(found.astype("Float64"), "year")
    part = np.where(kind > 0, np.nansum(finer, axis=1), 1)
    known = np.nan_to_num(year).astype(np.int64)
    bad = np.isnan(year) | (part < 1) | (part > _parts_of(known)[kind, np.arange(len(kind))])
    if bad.any():
        forms = "2026-W41, 2026-10, 2026-Q4 and 2026 are"
        raise ValueError(f"{labels[bad].iloc[0]} is no period ({forms})")
    return kind, known, part.astype(np.int64)


def _parts_of(year: Ints) -> Ints:
    """How many years, months, quarters and weeks each year has: a row a kind."""
    same = np.ones_like(year)
    return np.stack([same, 12 * same, 4 * same, _first_week(year + 1) - _first_week(year)])


def _number(kind: Ints, year: Ints, part: Ints) -> Ints:
    numbered = [year, 12 * year + part, 4 * year + part, _first_week(year) + part]
    within: Ints = np.choose(kind, numbered)
    return within + WIDE * kind


def _first_week(year: Ints) -> Ints:
    """The number of the week with the year's fourth of January, its first by ISO 8601, counted from
    the Monday before the year 0."""
    fourth = (year - 1970).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64) + 3
    weeks: Ints = (fourth + 3) // 7
    return weeks + 52 * 1970


def _series(table: pd.DataFrame, keys: list[str]) -> Ints:
    """The number of each row's series; missing equals missing."""
    if not keys:
        return np.zeros(len(table), dtype=np.int64)
    number: Ints = table.groupby(keys, dropna=False, sort=False).ngroup().to_numpy(np.int64)
    return number


def _found(place: Ints, sought: Ints, values: Floats) -> Floats:
    """The value of the row at each place that is sought, NaN where there is none."""
    order = np.argsort(place, kind="stable")
    at = np.searchsorted(place[order], sought)
    inside = np.flatnonzero(at < len(place))
    row = order[at[inside]]
    out = np.full(len(sought), np.nan)
    out[inside] = np.where(place[row] == sought[inside], values[row], np.nan)
    return out


def _refuse_repeats(table: pd.DataFrame, columns: list[str], place: Ints, known: Bools) -> None:
    repeated = pd.Series(place).duplicated().to_numpy() & known
    if repeated.any():
        which = ", ".join(str(table[name].iloc[np.argmax(repeated)]) for name in columns)
        raise ValueError(f"{which} comes more than once; sum up first")
