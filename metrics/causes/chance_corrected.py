"""Agreement beyond chance, over many groups of subjects at once. The coefficients have one form, and
their variances too: what two raters agree on, less what they would by chance, of what chance leaves."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from metrics.causes.ratings import Ratings, Scale
from metrics.frames.columns import Bools, Floats, Ints, share
from metrics.frames.segments import total


class Coefficient(NamedTuple):
    """A coefficient of each group, its standard error, the agreement expected by chance, and the number
    of subjects that it rests on."""

    value: Floats
    se: Floats
    chance: Floats
    size: Ints


class Cells(NamedTuple):
    """How often each subject was put into each of its categories, and which share of its ratings that
    is: counts over counts, so that where only one category is in use its share is 1 to the last digit."""

    subject: Ints
    category: Ints
    times: Ints
    part: Floats


def cells(ratings: Ratings) -> Cells:
    """The cells of subjects by categories that are not empty, sorted by subject."""
    width = max(len(ratings.scale.group), 1)
    cell, count = np.unique(ratings.subject * width + ratings.category, return_counts=True)
    subject, category = np.divmod(cell, width)
    raters = np.bincount(ratings.subject)[subject]
    return Cells(subject, category, count, share(count, raters))


def gwet_and_fleiss(
    ratings: Ratings, table: Cells, agreed: Floats
) -> tuple[Coefficient, Coefficient]:
    """AC1 and Fleiss' kappa (AC2 and weighted kappa by weights), on `agreed` of each subject (NaN where
    fewer than two rated it; its one rating still tells how common a category is)."""
    scale, groups = ratings.scale, ratings.groups
    size = np.bincount(ratings.group, minlength=groups)[scale.group]
    used = np.bincount(scale.group, minlength=groups)[scale.group]
    common = share(total(table.part, table.category, len(size)), size)
    alike = total(_near(scale, np.ones_like(common)), scale.group, groups)[scale.group]
    rare = (1 - common) * share(alike, used * np.maximum(used - 1, 1))

    def coefficient(by_chance: Floats) -> Coefficient:
        weighed = table.part * by_chance[table.category]
        chance = total(weighed, table.subject, len(ratings.group))
        expected = total(common * by_chance, scale.group, groups)
        return _corrected(agreed, chance, expected, ratings.group, ddof=1)

    return coefficient(rare), coefficient(_near(scale, common))


def cohen(ratings: Ratings) -> Coefficient:
    """Cohen's kappa of the groups that two raters rated, on the subjects that both did; NaN for others."""
    group = ratings.group[ratings.subject]
    both = (ratings.raters() == 2)[group] & (np.bincount(ratings.subject)[ratings.subject] == 2)
    rows = np.flatnonzero(both)
    rows = rows[np.lexsort((ratings.rater[rows], ratings.subject[rows]))]
    one, other = ratings.category[rows].reshape(-1, 2).T
    scale, group = ratings.scale, group[rows[::2]]
    size = np.bincount(group, minlength=ratings.groups)[scale.group]
    left, right = (
        np.nan_to_num(share(np.bincount(marks, minlength=len(size)), size))
        for marks in (one, other)
    )
    like_left, like_right = _near(scale, left), _near(scale, right)
    chance = (like_right[one] + like_left[other]) / 2
    expected = total(left * like_right, scale.group, ratings.groups)
    return _corrected(_likeness(scale, one, other), chance, expected, group, ddof=0)


def plain(ratings: Ratings, agreed: Floats) -> Coefficient:
    """Agreement as it is, nothing taken off for chance."""
    none = np.zeros(ratings.groups)
    return _corrected(agreed, none[ratings.group], none, ratings.group, ddof=1)


def agreed_pairs(ratings: Ratings, table: Cells) -> Floats:
    """The share of a subject's pairs of raters that agree; NaN for fewer than two raters."""
    left, right = _partners(table.subject, ratings.scale)
    likeness = _likeness(ratings.scale, table.category[left], table.category[right])
    both = likeness * table.times[left] * table.times[right]
    raters = np.bincount(ratings.subject, minlength=len(ratings.group))
    pairs = total(both, table.subject[left], len(raters)) - raters
    return share(pairs, raters * (raters - 1))


def _corrected(
    agreed: Floats, chance: Floats, expected: Floats, group: Ints, *, ddof: int
) -> Coefficient:
    """The mean agreement less the `expected` chance of each group, of 1 - chance, with the variance
    between subjects, linearised, as chance is estimated from the same subjects: each one's own `chance`
    averages to what is expected (which counts give to more digits). With ddof 1 it is Gwet's (2008);
    with 0 and the chance of two raters' own margins that of Fleiss, Cohen & Everitt (1969)."""
    groups = len(expected)
    rated: Bools = ~np.isnan(agreed)
    size, pairs = (np.bincount(each, minlength=groups) for each in (group, group[rated]))
    beyond = 1 - expected
    seen = share(total(agreed[rated], group[rated], groups), pairs)
    value = share(seen - expected, beyond)
    part = np.where(rated, agreed - expected[group], 0) * share(size, pairs)[group]
    part -= 2 * (1 - value[group]) * (chance - expected[group])
    squares = total((share(part, beyond[group]) - value[group]) ** 2, group, groups)
    return Coefficient(value, np.sqrt(share(squares, size * (size - ddof))), expected, size)


def _likeness(scale: Scale, one: Ints, other: Ints) -> Floats:
    """How near two categories of a group are: 1 the same, 0 the ends of the scale."""
    if scale.power is None:
        return np.equal(one, other).astype(np.float64)
    distance = np.abs(scale.place[one] - scale.place[other])
    likeness: Floats = 1 - distance**scale.power
    return likeness


def _near(scale: Scale, shares: Floats) -> Floats:
    """For each category the chance of its group's `shares` to be like it."""
    left, right = _partners(scale.group, scale)
    return total(_likeness(scale, left, right) * shares[right], left, len(shares))


def _partners(segment: Ints, scale: Scale) -> tuple[Ints, Ints]:
    """Pairs of elements of one segment (sorted): all of them where near misses count, else only each
    with itself, for unlike categories add nothing."""
    alone = np.arange(len(segment))
    if scale.power is None:
        return alone, alone
    first, size = (np.searchsorted(segment, segment, side) for side in ("left", "right"))
    size = size - first
    left = np.repeat(alone, size)
    return left, np.arange(len(left)) - np.repeat(np.cumsum(size) - size - first, size)
