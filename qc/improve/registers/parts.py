"""Cases by what they are of: class, category, unit; the categories with the few that make the most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

import pandas as pd

from metrics import pareto
from qc.improve.registers.cases import Case
from qc.improve.registers.figures import Counted, number
from qc.improve.registers.model import Figure
from qc.words import Outcome

Cases = tuple[Case, ...]


def counted_by(
    by: str, part: Callable[[Case], str], now: Cases, before: Cases, known: Iterable[str] = ()
) -> tuple[Figure, ...]:
    """How many cases of each part, in the order of `known`, then most first; "" where nothing is told."""
    here, earlier = Counter(map(part, now)), Counter(map(part, before))
    others = sorted(here.keys() | earlier.keys(), key=lambda key: (-here[key], key))
    keys = dict.fromkeys([*known, *others])
    return tuple(number("cases", here[key], earlier[key], by=by, key=key) for key in keys)


def vital_few(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """The same with the fewest told categories marked that make 80 % of the month's (`metrics.pareto`)."""
    told = [figure for figure in figures if figure.key and figure.count]
    if not told:
        return figures
    frame = pd.DataFrame({"key": [f.key for f in told], "n": [f.count for f in told]})
    table = pareto(frame, by="key", defects="n")
    vital = set(table.loc[table["vital"], "key"])
    return tuple(replace(figure, vital=figure.key in vital) for figure in figures)


def passed(cases: Cases, step: str) -> Counted:
    """How many passed a step, of those whose register tells it."""
    told = [case.steps[step] for case in cases if step in case.steps]
    judged = [outcome for outcome in told if outcome is not Outcome.NA]
    return Counted(sum(outcome is Outcome.PASS for outcome in judged), len(judged))


def told(cases: Cases, name: str) -> Counted:
    """How many say yes, or a day, of those whose register has that column."""
    said = [case.about[name] for case in cases if name in case.about]
    return Counted(sum(bool(each) for each in said), len(said))


def closed(cases: Cases) -> Counted:
    """How many are closed, of those whose register tells it."""
    ending = [case for case in cases if case.ends]
    return Counted(sum(not case.is_open for case in ending), len(ending))
