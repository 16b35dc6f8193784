"""From a table's entries to checks and problems: grouped by identity, doubles held back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from qc.ingest.context import Context, read_context
from qc.ingest.identity import Identity, IdentityReader
from qc.ingest.kinds import checklist as kind
from qc.ingest.layouts import Layout, find_layout
from qc.ingest.layouts.entry import Entry
from qc.ingest.marks import Legend, read_legend
from qc.ingest.problems import problem
from qc.ingest.standard import Standard, identify
from qc.ingest.tables import Table
from qc.ingest.unread import numbers_are_amounts, refusal
from qc.ingest.vocabulary import vocabulary
from qc.records import Check, Problem, Result, SheetReading
from qc.workspace import Workspace


class Placed(NamedTuple):
    """A result with the entry that it was read from."""

    entry: Entry
    result: Result


def read_table(
    workspace: Workspace, table: Table, file_name: str
) -> tuple[SheetReading | None, tuple[Problem, ...]]:
    """One table as a reading; None when it holds nothing that can be counted."""
    context = read_context(table, file_name, workspace.today)
    layout = find_layout(table)
    refused = refusal(table, context, layout is not None)
    if refused or layout is None:
        return None, (_at_first_item(table, refused),) if refused else ()
    legend = read_legend(cell.text for cell in table.texts)
    if numbers_are_amounts(table, context):
        legend |= {"1": None, "0": None}
    entries = _entries(workspace, table, layout, context)
    if not entries:
        return None, ()
    if not _has_marks(entries, legend):
        code = "points_not_read" if table.column("points") is not None else "table_not_understood"
        return None, (problem(code, table.grid.sheet, entries[0].mark),)
    items = list(map(table.item_cell, table.item_rows))
    standard, assumed = identify(workspace.catalogue, table.grid.sheet, context.titles, items)
    identities = IdentityReader(
        table.grid.sheet, context, workspace.organisation, workspace.today, table.grid.errors
    )
    groups, marks = _group(table, entries, identities, standard, legend)
    doubles = tuple(_hold_back_doubles(table.grid.sheet, groups))
    checks = tuple(_check(table, standard, *group) for group in groups.items())
    reading = SheetReading(
        table.grid.sheet, kind.KIND, standard.code, standard.indicator, layout.NAME, checks
    )
    return reading, (*assumed, *identities.problems, *marks, *doubles)


def _at_first_item(table: Table, code: str) -> Problem:
    first = next(map(table.item_cell, table.item_rows), None)
    return problem(code, table.grid.sheet, first)


def _entries(
    workspace: Workspace, table: Table, layout: Layout, context: Context
) -> tuple[Entry, ...]:
    def is_unit(text: str) -> bool:
        known = workspace.organisation.resolve(text).via != "unknown"
        return known or text.endswith(vocabulary().unit_endings)

    return tuple(layout.entries(table, is_unit, context.month is not None))


def _has_marks(entries: tuple[Entry, ...], legend: Legend) -> bool:
    """Whether most of what is written can be read: a table of rates or names is no checklist."""
    written = [entry for entry in entries if entry.mark.value is not None]
    readable = sum(kind.outcome_of(entry, legend) is not None for entry in written)
    return readable * 2 > len(written)


def _group(
    table: Table,
    entries: tuple[Entry, ...],
    identities: IdentityReader,
    standard: Standard,
    legend: Legend,
) -> tuple[dict[Identity, list[Placed]], list[Problem]]:
    """Results by the check that they belong to; those without a sound identity are held back."""
    groups: dict[Identity, list[Placed]] = defaultdict(list)
    problems: list[Problem] = []
    for entry in entries:
        result, fault = kind.read_result(table.grid, entry, standard, legend)
        if fault:
            problems.append(fault)
        if identity := identities.read(entry):
            groups[identity].append(Placed(entry, result))
    return groups, problems


def _hold_back_doubles(sheet: str, groups: dict[Identity, list[Placed]]) -> Iterator[Problem]:
    """Of exact doubles the later goes, of contradicting ones both are held back."""
    for identity, group in groups.items():
        seen: dict[tuple[str, str], int] = {}
        kept: list[Placed] = []
        for placed in group:
            item = (placed.result.item_code, placed.entry.group)
            first = seen.setdefault(item, len(kept))
            if first == len(kept):
                kept.append(placed)
                continue
            same = kept[first].result.outcome == placed.result.outcome
            code = "duplicate_check" if same else "conflicting_duplicate"
            yield problem(code, sheet, placed.entry.mark, first=kept[first].entry.mark.ref)
            if not same:
                kept[first] = kept[first]._replace(result=kept[first].result.held_back())
        groups[identity] = kept


def _check(table: Table, standard: Standard, identity: Identity, group: list[Placed]) -> Check:
    return Check(
        sheet=table.grid.sheet,
        kind=kind.KIND,
        indicator=standard.indicator,
        checklist=standard.code,
        version=standard.version,
        date=identity.date,
        period_from=identity.period[0] if identity.period else None,
        period_to=identity.period[1] if identity.period else None,
        site=identity.site,
        unit=identity.unit,
        subject=identity.subject,
        inspector=identity.inspector,
        round=identity.round,
        place=identity.place,
        results=tuple(placed.result for placed in group),
    )
