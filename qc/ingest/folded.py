"""A long list of items that is folded into panels side by side: one form, one reading."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace

from qc.ingest.tables.table import Table
from qc.records import Check, SheetReading


def folded_with(table: Table, others: Iterable[Table]) -> list[Table]:
    """The panels beside a table that call their columns the same; one of them may have room for
    remarks behind."""
    beside = (o for o in others if o.top == table.top and table.columns[0] not in o.columns)
    return [other for other in beside if _begin_alike(_labels(table), _labels(other))]


def _labels(table: Table) -> list[tuple[str, ...]]:
    return [labels for labels in table.label_texts.values() if labels]


def _begin_alike(one: Sequence[object], other: Sequence[object]) -> bool:
    return all(a == b for a, b in zip(one, other, strict=False))


def joined(readings: Iterable[tuple[Hashable, SheetReading]]) -> tuple[SheetReading, ...]:
    """Readings with the place where each begins; those of one place and form become one, and so do
    their checks of one identity."""
    forms: dict[Hashable, list[SheetReading]] = {}
    for place, reading in readings:
        form = (place, reading.fingerprint, reading.kind, reading.checklist, reading.layout)
        forms.setdefault(form, []).append(reading)
    return tuple(map(_one, forms.values()))


def _one(readings: Sequence[SheetReading]) -> SheetReading:
    first, *others = readings
    if not others:
        return first
    checks: dict[tuple[str, ...], Check] = {}
    for check in (check for reading in readings for check in reading.checks):
        before = checks.setdefault(check.identity, check)
        if before is not check:
            checks[check.identity] = before._replace(results=before.results + check.results)
    questions = {q[:2]: q for reading in reversed(readings) for q in reversed(reading.questions)}
    return replace(
        first, checks=tuple(checks.values()), questions=tuple(reversed(questions.values()))
    )
