"""The same check in two tables of a workbook: a copied sheet must not count beside its original."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from qc.ingest.problems import double_at
from qc.records import Check, Problem, Result, SheetReading
from qc.text import normal_form
from qc.words import ResultState

Identity = tuple[str, ...]  # of a check
Line = tuple[str, str]
Seen = dict[Line, tuple[str, Result]]


def line_of(result: Result) -> Line:
    """What is the same in two results of one line, however it was typed. Two lines may stand for one
    item of a standard (喉镜, 气管导管)."""
    return result.item_code, normal_form(result.item)


def hold_back_across(sheets: Sequence[SheetReading]) -> tuple[list[SheetReading], list[Problem]]:
    """Drop results that an earlier table has already; where the two contradict each other, the
    earlier one is held back as well. Each double is pointed at."""
    found = Counter(i for sheet in sheets for i in {check.identity for check in sheet.checks})
    several = {identity for identity, count in found.items() if count > 1}
    if not several:  # nearly always
        return list(sheets), []
    seen: dict[Identity, Seen] = defaultdict(dict)  # by check
    problems: list[Problem] = []
    contradicted: set[tuple[Identity, Line]] = set()
    kept = []
    for sheet in sheets:
        here: dict[Identity, Seen] = defaultdict(dict)
        checks = [
            _without_doubles(check, seen, here, contradicted, problems)
            if check.identity in several
            else check
            for check in sheet.checks
        ]
        kept.append(replace(sheet, checks=tuple(check for check in checks if check.results)))
        for identity, items in here.items():
            seen[identity].update(items)
    return [_held_back(sheet, contradicted) for sheet in kept], problems


def _without_doubles(
    check: Check, seen: Mapping[Identity, Seen], here: Mapping[Identity, Seen],
    contradicted: set[tuple[Identity, Line]], problems: list[Problem],
) -> Check:  # fmt: skip
    identity = check.identity
    known = seen[identity]
    results = []
    for result in check.results:
        item = line_of(result)
        if item not in known:
            here[identity][item] = (check.sheet, result)
            results.append(result)
        elif result.state is not ResultState.MISSED:
            sheet, first = known[item]
            same = first.agrees(result)
            if not same:
                contradicted.add((identity, item))
            code = "duplicate_check" if same else "conflicting_duplicate"
            place = f"{sheet}!{first.cell}"
            problems.append(double_at(code, check.sheet, result.cell, result.raw, place))
    return check._replace(results=tuple(results))


def _held_back(sheet: SheetReading, contradicted: set[tuple[Identity, Line]]) -> SheetReading:
    if not contradicted:
        return sheet

    def settled(check: Check, result: Result) -> Result:
        doubtful = (check.identity, line_of(result)) in contradicted
        return result.held_back() if doubtful else result

    checks = (c._replace(results=tuple(settled(c, r) for r in c.results)) for c in sheet.checks)
    return replace(sheet, checks=tuple(checks))
