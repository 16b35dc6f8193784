"""From a table's entries to checks and problems: grouped by identity, doubles held back."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby
from operator import attrgetter, itemgetter
from types import MappingProxyType
from typing import Protocol

from qc.catalogue.model import Catalogue
from qc.ingest.doubles import Line, line_of
from qc.ingest.folded import folded_with
from qc.ingest.grid import Cell
from qc.ingest.identity import Identity, IdentityReader
from qc.ingest.kinds import KindOfSheet, possible_readings
from qc.ingest.kinds.case_persons import keeps_nobody, without_persons
from qc.ingest.known import Known
from qc.ingest.layouts.entry import Entry
from qc.ingest.problems import double_at, problem
from qc.ingest.questions import CHECKLIST
from qc.ingest.remembered import Answers, fingerprint
from qc.ingest.standard import Standard, identify
from qc.ingest.sums.totals import compare_totals
from qc.ingest.tables.context import Context, read_context
from qc.ingest.tables.labels import Hints
from qc.ingest.tables.table import Table
from qc.ingest.unread import numbers_are_amounts, refusal
from qc.ingest.values.legend import Legend, read_legend
from qc.ingest.values.vocabulary import vocabulary
from qc.organisation import Organisation
from qc.records import Check, Problem, Question, Result, SheetReading
from qc.text import normal_form
from qc.words import Kind

# Columns that are printed before anything is checked.
_PRINTED = (
    (Kind.STOCK, "par"),
    (Kind.STOCK, "spec"),
    (Kind.STOCK, "batch"),
    (Kind.STOCK, "expiry"),
    (Kind.STOCK, "packed"),
    (Kind.POINTS, "points"),
)


class Surroundings(Protocol):
    """What sheets are understood by: a workspace, or as much of one as another process is given."""

    @property
    def today(self) -> dt.date: ...
    @property
    def catalogue(self) -> Catalogue: ...
    @property
    def organisation(self) -> Organisation: ...


Placed = tuple[Entry, Result]
"""A result with the entry that it was read from."""

_result = itemgetter(1)

_NO_MARKS: Legend = {"1": None, "0": None}


def read_table(
    workspace: Surroundings,
    table: Table,
    file_name: str,
    neighbours: Sequence[Table] = (),
    remembered: Answers = MappingProxyType({}),
    explained: Legend = MappingProxyType({}),
) -> tuple[SheetReading | None, tuple[Problem, ...]]:
    """One table as a reading; None when it holds nothing that can be counted. `neighbours` are the
    other tables of its sheet, `remembered` what was answered about layouts, `explained` the marks
    that the workbook's instructions explain."""
    context = read_context(table, file_name, workspace.today, neighbours)
    if code := refusal(table, context):
        return None, (_at_first_item(table, code),)
    legend = {**explained, **_own_legend([table, *neighbours])}
    if numbers_are_amounts(table, context):
        legend = {**_NO_MARKS, **legend}
    hints = _hints(workspace, context)
    found = next(possible_readings(table, context, hints, legend), None)
    if found is None:
        return None, _not_understood(table)
    kind, layout, entries = found
    items = [cell for cell in dict.fromkeys(map(attrgetter("item"), entries)) if cell.text]
    title = next(filter(None, context.titles))
    mark = fingerprint(table, title, folded_with(table, neighbours))
    answers = remembered.get(mark, {})
    standard, assumed = identify(
        workspace.catalogue, kind.KIND, table.grid.sheet, context.titles, items,
        chosen=answers.get(CHECKLIST),
    )  # fmt: skip
    if keeps_nobody(table, kind.KIND, standard):
        context, entries = without_persons(table, context, entries)
    known = Known(table, context, standard, legend, workspace.today, entries, answers)
    identities = IdentityReader(
        table.grid.sheet, context, workspace.organisation, workspace.today, table.grid.errors
    )
    groups = _group(kind, known, entries, identities)
    doubles = tuple(_hold_back_doubles(table.grid.sheet, groups))
    placed = chain.from_iterable(groups.values())
    compare_totals(known, kind.KIND, tuple(map(_result, placed)))
    checks = tuple(_check(kind, table, standard, *group) for group in groups.items() if group[1])
    reading = SheetReading(
        table.grid.sheet, kind.KIND, standard.code, standard.indicator, layout.NAME, checks,
        mark, title, (*_which_checklist(standard, answers), *known.questions),
    )  # fmt: skip
    return reading, (*assumed, *identities.problems, *known.problems, *doubles)


def _own_legend(tables: Sequence[Table]) -> Legend:
    """The legend of the first of these tables that has one: blocks share that of the last."""
    said = (read_legend(_texts_with_marks(table)) for table in tables)
    return next(filter(None, said), {})


def _texts_with_marks(table: Table) -> Iterator[str]:
    """Where marks are explained: around the table, in a label such as 检查结果(1合格/0不合格)."""
    yield from (cell.written for cell in table.texts)
    yield from (
        cell.written for cells in table.labels.values() for cell in cells if "(" in cell.text
    )


def _which_checklist(standard: Standard, answers: Mapping[str, str]) -> Iterator[Question]:
    """The question that a sheet without a standard leaves open; it can be asked anew."""
    if standard.checklist is None or CHECKLIST in answers:
        yield Question(CHECKLIST, standard.code, CHECKLIST not in answers)


def _at_first_item(table: Table, code: str) -> Problem:
    first = next(map(table.item_cell, table.data_rows), None)
    return problem(code, table.grid.sheet, first)


def _not_understood(table: Table) -> tuple[Problem, ...]:
    """What is said of a table that no kind reads: nothing when it is blank."""
    printed = {table.fields(kind)[name] for kind, name in _PRINTED if name in table.fields(kind)}
    written = [
        cell
        for row in table.data_rows
        for col in table.columns
        if col not in table.roles
        and col not in printed
        and (cell := table.grid.own(row, col)).value is not None
    ]
    if not written:
        return ()
    return (_at_first_item(table, "table_not_understood"),)


def _hints(workspace: Surroundings, context: Context) -> Hints:
    def is_unit(text: str) -> bool:
        known = workspace.organisation.resolve(text).via != "unknown"
        return known or text.endswith(vocabulary().unit_endings)

    def is_item(text: str) -> bool:
        return normal_form(text) in workspace.catalogue.by_name

    return Hints(is_unit, context.month is not None, is_item)


def _group(
    kind: KindOfSheet, known: Known, entries: tuple[Entry, ...], identities: IdentityReader
) -> dict[Identity, list[Placed]]:
    """Results by the check that they belong to; those without a sound identity are held back."""
    groups: dict[Identity, list[Placed]] = defaultdict(list)
    read = kind.read(known)
    for (whose, place), shared in groupby(entries, attrgetter("whose", "place")):
        identity = identities.read(whose, place)
        group = groups[identity] if identity else []  # read all the same: for what is said of it
        day = identity.date if identity else None
        group += [(entry, result) for entry in shared for result in read(entry, day)]
    return groups


def _hold_back_doubles(sheet: str, groups: dict[Identity, list[Placed]]) -> Iterator[Problem]:
    """Of exact doubles the later goes, of contradicting ones both are held back."""
    told: set[tuple[str, Cell]] = set()
    for identity, group in groups.items():
        if len({(result.item_code, entry.group) for entry, result in group}) == len(group):
            continue
        seen: dict[tuple[Line, str], int] = {}
        kept: list[Placed] = []
        for entry, result in group:
            place = seen.setdefault((line_of(result), entry.group), len(kept))
            if place == len(kept):
                kept.append((entry, result))
                continue
            first, earlier = kept[place]
            same = earlier.agrees(result)
            code = "duplicate_check" if same else "conflicting_duplicate"
            if (code, entry.mark) not in told:  # the results of a row share its mark
                told.add((code, entry.mark))
                yield double_at(code, sheet, result.cell, result.raw, earlier.cell)
            if not same:
                kept[place] = first, earlier.held_back()
        groups[identity] = kept


def _check(
    kind: KindOfSheet, table: Table, standard: Standard, identity: Identity, group: list[Placed]
) -> Check:
    return Check(
        sheet=table.grid.sheet,
        kind=kind.KIND,
        indicator=standard.indicator,
        checklist=standard.code,
        version=standard.version_on(identity.date),
        date=identity.date,
        period_from=identity.period[0] if identity.period else None,
        period_to=identity.period[1] if identity.period else None,
        site=identity.site,
        unit=identity.unit,
        subject=identity.subject,
        inspector=identity.inspector,
        round=identity.round,
        place=identity.place,
        results=tuple(_for_indicator(_result(placed), standard) for placed in group),
    )


def _for_indicator(result: Result, standard: Standard) -> Result:
    """The result as its indicator counts: one to be kept low counts what went wrong."""
    if not standard.kept_low or not result.checked:
        return result
    return result._replace(passed=result.checked - result.passed)
