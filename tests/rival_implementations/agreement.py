"""Agreement of raters from lists of marks, each coefficient from its own textbook formula."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from math import sqrt

from scipy.stats import t

from tests.rival_implementations import certainty

POWERS = {"linear": 1, "quadratic": 2}


def likeness(marks, weights):
    """{(a, b): how near a is to b} over the marks in use."""
    if weights is None:
        return {(a, b): Fraction(a == b) for a, b in product(marks, marks)}
    span = Fraction(max(marks) - min(marks) or 1) if marks else 1
    return {(a, b): 1 - (abs(a - b) / span) ** POWERS[weights] for a, b in product(marks, marks)}


def by_subject(rows):
    """[(subject, rater, mark)] -> {subject: {rater: mark}}, what is missing left out."""
    subjects = {}
    for subject, rater, mark in rows:
        if mark is not None:
            subjects.setdefault(subject, {})[rater] = mark
    return subjects


def agreed(ratings, like):
    """The share of pairs of raters of one subject that agree."""
    pairs = list(combinations(ratings.values(), 2))
    return Fraction(sum(like[pair] for pair in pairs), len(pairs)) if pairs else None


def gwet_variance(value, chance, agree, expected, several):
    """Gwet's handbook: the variance over all subjects of each one's own coefficient."""
    n = len(agree)
    parts = []
    for own, by_chance in zip(agree, expected, strict=True):
        part = 0 if own is None else Fraction(n, several) * (own - chance) / (1 - chance)
        parts.append(part - 2 * (1 - value) * (by_chance - chance) / (1 - chance))
    return Fraction(sum((part - value) ** 2 for part in parts), n * (n - 1)) if n > 1 else None


def multi_rater(rows, weights):
    """Observed, Fleiss' kappa and AC1: {name: (value, variance, chance, subjects)}."""
    subjects = by_subject(rows)
    marks = {mark for ratings in subjects.values() for mark in ratings.values()}
    like = likeness(marks, weights)
    agree = [agreed(ratings, like) for ratings in subjects.values()]
    several = sum(own is not None for own in agree)
    if not several:
        return {}
    shares = [
        {mark: Fraction(list(ratings.values()).count(mark), len(ratings)) for mark in marks}
        for ratings in subjects.values()
    ]
    common = {mark: sum(share[mark] for share in shares) / len(shares) for mark in marks}
    observed = sum(own for own in agree if own is not None) / Fraction(several)
    q, all_likeness = len(marks), sum(like.values())
    chances = {
        "observed": dict.fromkeys(marks, Fraction(0)),
        "fleiss_kappa": {a: sum(like[a, b] * common[b] for b in marks) for a in marks},
        "gwet_ac1": {
            a: all_likeness * (1 - common[a]) / (q * (q - 1)) if q > 1 else Fraction(0)
            for a in marks
        },
    }
    figures = {}
    for name, by_mark in chances.items():
        chance = sum(common[mark] * by_mark[mark] for mark in marks)
        if chance == 1:
            continue
        value = (observed - chance) / (1 - chance)
        expected = [sum(share[mark] * by_mark[mark] for mark in marks) for share in shares]
        variance = gwet_variance(value, chance, agree, expected, several)
        figures[name] = (value, variance, chance, len(subjects))
    return figures


def cohen(rows, weights):
    """Cohen's kappa from the table of two raters, variance of Fleiss, Cohen & Everitt; or None."""
    subjects = by_subject(rows)
    raters = sorted({rater for ratings in subjects.values() for rater in ratings})
    if len(raters) != 2:
        return None
    marks = {mark for ratings in subjects.values() for mark in ratings.values()}
    pairs = [tuple(r[name] for name in raters) for r in subjects.values() if len(r) == 2]
    if not pairs:
        return None
    n, like = len(pairs), likeness(marks, weights)
    table = {cell: Fraction(pairs.count(cell), n) for cell in product(marks, marks)}
    row = {a: sum(table[a, b] for b in marks) for a in marks}
    column = {b: sum(table[a, b] for a in marks) for b in marks}
    observed = sum(like[cell] * table[cell] for cell in table)
    chance = sum(like[a, b] * row[a] * column[b] for a, b in table)
    if chance == 1:
        return None
    kappa = (observed - chance) / (1 - chance)
    of_row = {a: sum(like[a, b] * column[b] for b in marks) for a in marks}
    of_column = {b: sum(like[a, b] * row[a] for a in marks) for b in marks}
    spread = sum(
        table[a, b] * (like[a, b] - (of_row[a] + of_column[b]) * (1 - kappa)) ** 2 for a, b in table
    )
    variance = spread - (kappa - chance * (1 - kappa)) ** 2
    return kappa, variance / (n * (1 - chance) ** 2), chance, n


def agreement(rows, weights=None, confidence=0.95):
    """{figure: (value, lower, upper)} of one group; figures that are not defined are left out."""
    figures = multi_rater(rows, weights)
    if not figures:
        return {}
    two = cohen(rows, weights)
    if two is not None:
        figures["cohen_kappa"] = two
    several = sum(len(ratings) > 1 for ratings in by_subject(rows).values())
    wilson = certainty.wilson(float(figures["observed"][0] * several), several, confidence)
    return {name: bounded(name, *figure, wilson, confidence) for name, figure in figures.items()}


def bounded(name, value, variance, chance, n, wilson, confidence):
    if variance:
        away = t.ppf(0.5 + confidence / 2, n - 1) * sqrt(variance)
        lower, upper = float(value) - away, float(value) + away
    else:
        lower, upper = ((bound - float(chance)) / (1 - float(chance)) for bound in wilson)
    return float(value), max(lower, 0 if name == "observed" else -1), min(upper, 1)
