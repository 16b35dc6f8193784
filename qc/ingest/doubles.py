"""The same check in two tables of a workbook: a copied sheet must not count beside its original."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from qc.ingest.problems import double_at
from qc.records import Check, Problem, Result, SheetReading
from qc.words import ResultState

Seen = dict[tuple[str, str], tuple[str, Result]]


def hold_back_across(sheets: Iterable[SheetReading]) -> tuple[list[SheetReading], list[Problem]]:
    """Drop results that an earlier table has already; where they contradict, this table's is held
    back and pointed at, and the earlier one stays."""
    seen: Seen = {}
    problems: list[Problem] = []
    kept = []
    for sheet in sheets:
        here: Seen = {}
        checks = [_without_doubles(check, seen, here, problems) for check in sheet.checks]
        seen |= {item: found for item, found in here.items() if item not in seen}
        kept.append(replace(sheet, checks=tuple(check for check in checks if check.results)))
    return kept, problems


def _without_doubles(check: Check, seen: Seen, here: Seen, problems: list[Problem]) -> Check:
    results = []
    for result in check.results:
        item = (check.check_id, result.item_code)
        if item not in seen:
            here[item] = (check.sheet, result)
            results.append(result)
            continue
        sheet, first = seen[item]
        if result.state is ResultState.MISSED:
            continue
        same = first.outcome == result.outcome
        code = "duplicate_check" if same else "conflicting_duplicate"
        problems.append(
            double_at(code, check.sheet, result.cell, result.raw, f"{sheet}!{first.cell}")
        )
    return replace(check, results=tuple(results))
