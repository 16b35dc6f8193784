"""What a sheet states of itself: its rows and columns of sums and rates, and whether they agree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from qc.ingest.grid import Cell
from qc.ingest.known import Known
from qc.ingest.tables.table import Table
from qc.ingest.values.numbers import read_number
from qc.ingest.values.text import key
from qc.ingest.values.vocabulary import role_of
from qc.records import Result
from qc.words import ResultState

_WHOLE_PERCENT = Decimal("0.0055")  # a stated rate may be rounded to whole percent,
_TENTHS = Decimal("0.0011")  # or rounded or cut off at a tenth of one
_NEAR_SUM = Decimal("0.051")  # a stated sum to one place

_AVERAGE = re.compile(r"平均|均分|均值|中位")
_RATE = re.compile(r"率%?$|百分比$|占比$")
_SUM = re.compile(r"合计|总计|小计|共计|累计|总数|总和|^总$|^计$|^共$")


class Tally(NamedTuple):
    """A row or column of totals: where it stands, what it is called, and where the lines before it
    that it may be about begin (after the tally before)."""

    at: int
    label: str
    start: int

    @property
    def is_rate(self) -> bool:
        return bool(_RATE.search(self.label)) and not _AVERAGE.search(self.label)

    @property
    def is_sum(self) -> bool:
        return bool(_SUM.search(self.label)) and not (self.is_rate or _AVERAGE.search(self.label))

    @property
    def is_average(self) -> bool:
        return bool(_AVERAGE.search(self.label))


def tally_rows(table: Table) -> tuple[Tally, ...]:
    """The rows of totals, from top to bottom."""
    named = [(row, key(table.row_label(row))) for row in table.other_rows]
    rows = [(row, label) for row, label in named if role_of(label) == "tally"]
    return tuple(_with_starts(rows, table.body.start))


def tally_columns(table: Table) -> tuple[Tally, ...]:
    """The columns of totals, from left to right."""
    columns = [(c, key(table.labels[c][-1].text)) for c, r in table.roles.items() if r == "tally"]
    return tuple(_with_starts(columns, table.columns[0]))


def _with_starts(places: Iterable[tuple[int, str]], first: int) -> Iterator[Tally]:
    """Totals that follow each other at once (扣分合计, 得分) are about the same lines."""
    start, last = first, None
    for at, label in places:
        if last is not None and at > last + 1:
            start = last + 1
        yield Tally(at, label, start)
        last = at


def compare_sum(known: Known, cell: Cell, computed: Iterable[Decimal]) -> None:
    """Point at a stated sum that equals none of the sums that it may be about; the first of them is
    what is said."""
    stated = read_number(cell.value).value
    sums = list(computed)
    if stated is None or not sums:
        return
    if all(abs(abs(stated) - abs(value)) >= _NEAR_SUM for value in sums):
        known.say("stated_total_mismatch", cell, computed=plain(sums[0]))


def compare_share(known: Known, cell: Cell, shares: Iterable[tuple[Decimal, Decimal]]) -> None:
    """Point at a stated rate that equals none of the shares (passed, checked) it may be about."""
    stated = read_number(cell.value).share
    pairs = [(passed, checked) for passed, checked in shares if checked]
    if stated is None or not pairs:
        return
    near = _WHOLE_PERCENT if stated * 100 % 1 == 0 else _TENTHS
    if all(abs(stated - passed / checked) > near for passed, checked in pairs):
        known.say(
            "stated_rate_mismatch", cell, computed=f"{plain(pairs[0][0])}/{plain(pairs[0][1])}"
        )


def accepted_at(results: Iterable[Result]) -> frozenset[str]:
    """The cells whose results count."""
    return frozenset(r.cell for r in results if r.state is ResultState.ACCEPTED)


def plain(value: Decimal) -> str:
    """A number without needless zeros or powers of ten."""
    return format(value.normalize(), "f")
