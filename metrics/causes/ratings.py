"""From a long frame of ratings to numbers: who rated what as what, and in which group."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from metrics.frames.columns import Bools, Floats, Ints, share


class Scale(NamedTuple):
    """The categories in use, numbered over all groups and sorted by group (the same mark in two groups
    is two categories). Where near misses count, by `power` of the distance, each has its place between
    its group's lowest (0) and highest (1)."""

    group: Ints
    place: Floats
    power: int | None


class Ratings(NamedTuple):
    """What was rated, as numbers: of each rating its subject, rater and category; of each subject (rated
    at least once) its group."""

    subject: Ints
    rater: Ints
    category: Ints
    group: Ints
    groups: int
    scale: Scale

    def raters(self) -> Ints:
        """How many rated something in each group."""
        group, _ = _crossed(self.group[self.subject], self.rater)
        return np.bincount(group, minlength=self.groups)


class Named(NamedTuple):
    """The columns that hold the ratings."""

    subject: list[str]
    rater: str
    rating: str


def grouped(rows: pd.DataFrame, keys: list[str]) -> tuple[Ints, pd.DataFrame]:
    """The number of each row's group, and the groups' own columns, sorted; without keys one group."""
    if not keys:
        return np.zeros(len(rows), dtype=np.int64), pd.DataFrame(index=range(1))
    group = _numbered(rows, keys, sort=True)
    _, first = np.unique(group, return_index=True)
    return group, rows.iloc[first][keys].reset_index(drop=True)


def read(rows: pd.DataFrame, group: Ints, groups: int, named: Named, power: int | None) -> Ratings:
    """The ratings that were given. ValueError for a missing subject or rater, one subject rated twice by
    one rater, and categories that are no numbers where near misses count."""
    given = rows[named.rating].notna().to_numpy(dtype=bool)
    _refuse_missing(rows, [*named.subject, named.rater], given)
    rows, group = rows[given], group[given]
    owner, subject = _crossed(group, _numbered(rows, named.subject, sort=False))
    rater, _ = pd.factorize(rows[named.rater])
    _refuse_twice(rows, named, subject, rater)
    code, marks = pd.factorize(rows[named.rating])
    scale_group, category = _crossed(group, code)
    place = np.zeros(len(scale_group))
    if power is not None:
        values = np.empty_like(place)
        values[category] = _values(pd.Series(marks), named.rating)[code]
        place = _places(values, scale_group, groups)
    return Ratings(subject, rater, category, owner, groups, Scale(scale_group, place, power))


def _numbered(rows: pd.DataFrame, columns: list[str], *, sort: bool) -> Ints:
    """The number of each row's combination of values; missing is a value."""
    numbered: Ints = (
        rows.groupby(columns, dropna=False, observed=True, sort=sort).ngroup().to_numpy(np.int64)
    )
    return numbered


def _crossed(group: Ints, code: Ints) -> tuple[Ints, Ints]:
    """Codes told apart by group: the group of each (sorted), and which each row has."""
    width = int(code.max(initial=0)) + 1
    both, number = np.unique(group * width + code, return_inverse=True)
    return both // width, number.astype(np.int64, copy=False)


def _values(marks: pd.Series[float], rating: str) -> Floats:
    values: Floats = pd.to_numeric(marks, errors="coerce").to_numpy(np.float64, na_value=np.nan)
    if not np.isfinite(values).all():
        odd = marks[~np.isfinite(values)].iloc[0]
        raise ValueError(f"weights need numbers in {rating} (an order, say 0, 1, 2), not {odd}")
    return values


def _places(values: Floats, group: Ints, groups: int) -> Floats:
    lowest, highest = np.full(groups, np.inf), np.full(groups, -np.inf)
    np.minimum.at(lowest, group, values)
    np.maximum.at(highest, group, values)
    places: Floats = np.nan_to_num(share(values - lowest[group], (highest - lowest)[group]))
    return places


def _refuse_missing(rows: pd.DataFrame, columns: list[str], given: Bools) -> None:
    for column in columns:
        without = given & rows[column].isna().to_numpy(dtype=bool)
        if without.any():
            row = int(np.flatnonzero(without)[0])
            raise ValueError(f"a rating without {column} (at row {row}): say who rated what")


def _refuse_twice(rows: pd.DataFrame, named: Named, subject: Ints, rater: Ints) -> None:
    again = pd.DataFrame({"subject": subject, "rater": rater}).duplicated().to_numpy()
    if again.any():
        row = rows.iloc[int(np.flatnonzero(again)[0])]
        what = ", ".join(f"{name} {row[name]}" for name in named.subject)
        raise ValueError(f"{named.rater} {row[named.rater]} rated {what} more than once")
