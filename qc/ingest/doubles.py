"""The same check in two tables of a workbook: a copied sheet must not count beside its original."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from qc.ingest.problems import double_at
from qc.records import Check, Problem, Result, SheetReading
from qc.words import ResultState

Item = tuple[str, str]  # check_id and item_code
Seen = dict[str, tuple[str, Result]]  # by item_code


def hold_back_across(sheets: Iterable[SheetReading]) -> tuple[list[SheetReading], list[Problem]]:
    """Drop results that an earlier table has already; where the two contradict each other, the
    earlier one is held back as well. Each double is pointed at."""
    seen: dict[str, Seen] = {}  # by check
    problems: list[Problem] = []
    contradicted: set[Item] = set()
    kept = []
    for sheet in sheets:
        here: dict[str, Seen] = defaultdict(dict)
        checks = [
            _without_doubles(c, c.check_id, seen, here, contradicted, problems)
            for c in sheet.checks
        ]
        kept.append(replace(sheet, checks=tuple(check for check in checks if check.results)))
        for check_id, items in here.items():
            seen.setdefault(check_id, {}).update(items)
    return [_held_back(sheet, contradicted) for sheet in kept], problems


def _without_doubles(
    check: Check, check_id: str, seen: Mapping[str, Seen], here: Mapping[str, Seen],
    contradicted: set[Item], problems: list[Problem],
) -> Check:  # fmt: skip
    known = seen.get(check_id)
    if known is None:  # nearly always
        here[check_id].update({result.item_code: (check.sheet, result) for result in check.results})
        return check
    results = []
    for result in check.results:
        item = result.item_code
        if item not in known:
            here[check_id][item] = (check.sheet, result)
            results.append(result)
        elif result.state is not ResultState.MISSED:
            sheet, first = known[item]
            same = first.outcome == result.outcome
            if not same:
                contradicted.add((check_id, item))
            code = "duplicate_check" if same else "conflicting_duplicate"
            place = f"{sheet}!{first.cell}"
            problems.append(double_at(code, check.sheet, result.cell, result.raw, place))
    return check._replace(results=tuple(results))


def _held_back(sheet: SheetReading, contradicted: set[Item]) -> SheetReading:
    if not contradicted:
        return sheet

    def settled(check: Check, result: Result) -> Result:
        doubtful = (check.check_id, result.item_code) in contradicted
        return result.held_back() if doubtful else result

    checks = (c._replace(results=tuple(settled(c, r) for r in c.results)) for c in sheet.checks)
    return replace(sheet, checks=tuple(checks))
