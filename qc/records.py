"""What comes out of a workbook: checks made of results, and problems. Plain immutable records (named
tuples: a workbook holds hundreds of them, and they are handed between processes).

`RESULT_COLUMNS` is an interface that holds: `qc import --results`, the store's frame and the lake
carry exactly these columns.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import Any, NamedTuple

from qc.words import Kind, Level, Outcome, ResultState, Severity

RESULT_COLUMNS = (
    "sheet", "cell", "indicator", "kind", "checklist", "version", "check_id", "date",
    "period_from", "period_to", "site", "unit", "subject", "inspector", "round", "item_code",
    "item", "level", "checked", "passed", "points", "scored", "reading", "detail", "raw", "outcome",
)  # fmt: skip


class Result(NamedTuple):
    """One item in one check. `checked`/`passed` are whole numbers (a mark counts 1; "20 charts, 19
    in order" counts 20 and 19); `points`/`scored` are hundredths of a point, None without points;
    `cell` is the A1 place of the mark itself."""

    cell: str
    item_code: str
    item: str
    checked: int
    passed: int
    outcome: Outcome | None
    raw: str
    level: Level | None = None
    points: int | None = None
    scored: int | None = None
    reading: float | None = None
    detail: Mapping[str, object] | None = None
    state: ResultState = ResultState.ACCEPTED

    def agrees(self, other: Result) -> bool:
        """Whether two results of one item say the same; of what could not be read, in the same words."""
        mine, theirs = self.raw, other.raw
        if self.outcome is not None:
            mine = theirs = ""
        return (self.outcome, self.checked, self.passed, self.scored, mine) == (
            other.outcome, other.checked, other.passed, other.scored, theirs,
        )  # fmt: skip

    def held_back(self) -> Result:
        """The same mark, counting nothing until a person has decided."""
        return self._replace(
            checked=0, passed=0, points=None, scored=None, outcome=None,
            state=ResultState.HELD_BACK,
        )  # fmt: skip


class Check(NamedTuple):
    """One inspection of one unit (and subject) with one checklist on one date or over a period.

    `place` tells apart checks of a sheet that share everything else ("" where nothing does).
    """

    sheet: str
    kind: Kind
    indicator: str
    checklist: str
    version: str
    date: dt.date
    site: str
    unit: str
    results: tuple[Result, ...]
    period_from: dt.date | None = None
    period_to: dt.date | None = None
    subject: str = ""
    inspector: str = ""
    round: str = ""
    place: str = ""

    @property
    def identity(self) -> tuple[str, ...]:
        """What makes the inspection this one and no other."""
        return (
            self.checklist, self.site, self.unit, self.subject, self.inspector, self.round,
            str(self.date), str(self.period_from or ""), str(self.period_to or ""), self.place,
        )  # fmt: skip

    @property
    def check_id(self) -> str:
        """Stable name of the inspection itself, the same when a corrected file brings it again."""
        return hashlib.sha256("\x1f".join(self.identity).encode()).hexdigest()[:16]


_RESULTS = Check._fields.index("results")


class Problem(NamedTuple):
    """A fault of the workbook at its cell. Texts are msgids by `code` (qc.ingest.problems) filled
    with `values`; `value` is what the cell shows, `expected` a msgid of what should stand there."""

    severity: Severity
    code: str
    sheet: str
    cell: str
    value: str
    values: Mapping[str, object] = {}


class Question(NamedTuple):
    """What a sheet leaves open (texts and answers by `code` in qc.ingest.questions), the answer that
    was taken, and whether it was only assumed. `cell` is where it arises, "" for the whole sheet."""

    code: str
    taken: str
    assumed: bool
    cell: str = ""


@dataclass(frozen=True, slots=True)
class SheetReading:
    """One table of a sheet as understood: what kind, which checklist, what came out. `fingerprint`
    is the same for every sheet of its layout, `title` what people call it, `questions` what it
    leaves open."""

    sheet: str
    kind: Kind
    checklist: str
    indicator: str
    layout: str
    checks: tuple[Check, ...]
    fingerprint: str = ""
    title: str = ""
    questions: tuple[Question, ...] = ()

    def __reduce__(self) -> tuple[object, ...]:
        """Between processes all results of a sheet travel together, column by column: half the time."""
        names = (name for name in self.__dataclass_fields__ if name != "checks")
        said = {name: getattr(self, name) for name in names}
        checks = [(c[:_RESULTS], c[_RESULTS + 1 :], len(c.results)) for c in self.checks]
        results = chain.from_iterable(check.results for check in self.checks)
        return _sheet, (said, checks, [*zip(*results, strict=True)])


def _sheet(
    said: dict[str, Any], checks: list[tuple[Any, Any, int]], columns: list[tuple[Any, ...]]
) -> SheetReading:
    """A sheet as its `__reduce__` sends it: the fields but for its checks; of each check what stands
    before and behind its results, and their number; the columns of all results."""
    results = map(partial(tuple.__new__, Result), zip(*columns, strict=True))
    found = [
        Check._make((*first, tuple(islice(results, count)), *rest)) for first, rest, count in checks
    ]
    return SheetReading(checks=tuple(found), **said)


class Said(NamedTuple):
    """What a cell of a notice holds: the value as read, or the `error` that its formula gives."""

    cell: str
    value: object
    error: str = ""


class NoticeLine(NamedTuple):
    """A line of a rectification notice as it came back: the id that it was printed with ("" where none
    stands) and what its columns say, by field."""

    sheet: str
    cell: str
    id: str
    said: Mapping[str, Said]


class Notice(NamedTuple):
    """A sheet of a rectification notice. `mark` tells whose workspace it was made in ("": cut off);
    without `has_head` nobody can say which column is what."""

    sheet: str
    mark: str
    has_head: bool
    lines: tuple[NoticeLine, ...]


@dataclass(frozen=True, slots=True)
class WorkbookReading:
    """Everything read from one file. `notices` hold no check: what they say is about findings."""

    file_name: str
    sha256: str
    sheets: tuple[SheetReading, ...]
    problems: tuple[Problem, ...]
    notices: tuple[Notice, ...] = ()
