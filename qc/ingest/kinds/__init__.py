"""How a row becomes a result, by kind of sheet. A kind knows nothing of layouts.

A kind is a module with KIND, `fits(table, context, entries, legend)` and `read(known)`, which gives
a function from an entry and the day of its check (None where that is not known) to results.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

from qc.ingest.kinds import (
    checklist,
    counts,
    fractions,
    licences,
    maintenance,
    measurement,
    points,
    register,
    scores,
    stock,
    survey,
    timing,
    workload,
)
from qc.ingest.known import Known
from qc.ingest.layouts import (
    Layout,
    answer_columns,
    cases,
    check_rows,
    checks_across,
    checks_down,
    devices_down,
    records,
    respondents,
    rounds,
    services,
    timed,
    timed_matrix,
    values,
    verdict_columns,
)
from qc.ingest.layouts.asides import ticks_more_than_figures
from qc.ingest.layouts.entry import Entry
from qc.ingest.tables.context import Context
from qc.ingest.tables.labels import Hints
from qc.ingest.tables.table import Table
from qc.ingest.values.legend import Legend
from qc.records import Result
from qc.words import Kind

ReadEntry = Callable[[Entry, dt.date | None], Sequence[Result]]


class KindOfSheet(Protocol):
    """What a kind module offers."""

    KIND: Kind

    def fits(
        self, table: Table, context: Context, entries: Sequence[Entry], legend: Legend
    ) -> bool: ...

    def read(self, known: Known) -> ReadEntry: ...


# In the order in which they are tried: what a header names outright before what marks look like.
READINGS: tuple[tuple[KindOfSheet, Layout], ...] = (
    (register, cases),
    (survey, answer_columns),
    (maintenance, services),
    (maintenance, records),
    (licences, records),
    (counts, records),
    (fractions, checks_across),
    (fractions, checks_down),
    (measurement, values),
    (scores, values),
    (survey, respondents),
    (timing, timed),
    (timing, timed_matrix),
    (points, records),
    (points, checks_across),
    (points, checks_down),
    (stock, rounds),
    (stock, records),
    (stock, checks_across),
    (workload, values),
    (checklist, verdict_columns),
    (checklist, check_rows),
    (checklist, devices_down),
    (checklist, checks_across),
    (checklist, checks_down),
)

# What `fits` would refuse whatever the entries are: looked at before they are gathered. Most sheets
# hold no number that any of these could read.
_AT_A_GLANCE: Mapping[KindOfSheet, Callable[[Table, Context], bool]] = {
    survey: survey.may_be,
    fractions: fractions.may_be,
    measurement: lambda table, context: (
        measurement.may_be(table, context) and not _is_ticked(table)
    ),
    scores: scores.may_be,
    workload: workload.may_be,
    points: points.may_be,
    stock: stock.may_be,
}


def possible_readings(
    table: Table, context: Context, hints: Hints, legend: Legend
) -> Iterator[tuple[KindOfSheet, Layout, tuple[Entry, ...]]]:
    """The kinds and layouts by which a table can be read, the most usual first."""
    for kind, layout in READINGS:
        if not _may_be(kind, table, context) or not layout.recognises(table, kind.KIND):
            continue
        entries = tuple(layout.entries(table, kind.KIND, hints))
        if entries and kind.fits(table, context, entries, legend):
            yield kind, layout, entries


def _is_ticked(table: Table) -> bool:
    """Whether a log ticks more than it measures, or tells day by day whether a cart was sealed."""
    return stock.is_log_of_seals(table) or ticks_more_than_figures(table)


def _may_be(kind: KindOfSheet, table: Table, context: Context) -> bool:
    return kind not in _AT_A_GLANCE or _AT_A_GLANCE[kind](table, context)
