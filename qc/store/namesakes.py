"""When a file of the same name is a later edition although none of its checks keeps its identity.

An inspector filled in for a whole sheet, a unit's misspelt name or one of two dates put right: the
marks stand where they stood, but every check has another `check_id`. The marks themselves must say
that it is the same sheet. A namesake is a later edition when

1. every mark of the earlier file has its place again (sheet, item, place relative to the sheet's
   first mark: an inserted row moves them all), and each place is taken once;
2. more than half of these marks read the same, and at least half stand under the same date (a form
   that is used again, next week's file and a rolling list have other dates there);
3. what is new about the checks is one thing: inspector, unit, subject or date. Site, round and
   checklist are the same;
4. unless an empty inspector was filled in, all marks read the same and there are no more of them;
5. a unit, inspector or subject that had another name before was either misspelt (the names are
   near, and a failed mark shared or the record's other files tell the wrong one), or two failed
   marks are shared. Two wards fill in one form on one day with nothing but ticks: their files look
   like a corrected name.

In doubt both count: a check counted twice is seen in the figures, a lost one is not.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from itertools import starmap
from typing import Any, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein
from sqlalchemy import ColumnElement, Connection, and_, select, true

from qc.store.keys import keys_of
from qc.store.schema import checks, imports, items, results
from qc.store.scope import Scope
from qc.store.visible import check_visible
from qc.words import Outcome

NEAR = 60.0  # fuzz.ratio from which one wrong character of three may be a slip of the pen
TELLING = frozenset("东西南北中内外上下左右前后男女甲乙丙丁")
FAILED = frozenset({Outcome.FAIL, Outcome.PARTIAL})  # what is not applicable is so in every ward
NAMES = ("inspector", "unit", "subject")


class Mark(NamedTuple):
    """A mark and what its check carries."""

    import_id: int
    sheet: str
    cell: str
    code: str
    raw: str
    outcome: str | None
    fixed: tuple[str, ...]
    when: tuple[str | None, ...]
    inspector: str
    unit: str
    subject: str


_LIVE = checks.c.superseded_at.is_(None)

Place = tuple[str, int, int, str]
Pair = tuple[Mark, Mark]


def renamed_editions(connection: Connection, scope: Scope, import_id: int) -> set[int]:
    """The imports of this one's name of which it is a later edition by its marks, as far as the
    scope sees them. To be asked while the checks that it corrects are still live."""
    candidates = _candidates(connection, scope, import_id)
    if not candidates:
        return set()
    mine = and_(checks.c.import_id == import_id, _LIVE)
    its = by_place(_marks(connection, mine))
    live = and_(
        checks.c.import_id.in_(candidates), checks.c.superseded_at.is_(None), check_visible(scope)
    )
    earlier = defaultdict(list)
    for mark in _marks(connection, live):
        earlier[mark.import_id].append(mark)
    return {
        one
        for one, marks in earlier.items()
        if _is_edition(connection, by_place(marks), its, {one, import_id})
    }


def by_place(marks: Sequence[Mark]) -> dict[Place, Mark]:
    """Marks by where they stand in relation to the first of their sheet; nothing when two marks
    claim one place, for then the sheet does not say which is which."""
    spots = [_row_and_column(mark.cell) for mark in marks]
    first: dict[str, tuple[int, int]] = {}
    for mark, (row, column) in zip(marks, spots, strict=True):
        top, left = first.get(mark.sheet, (row, column))
        first[mark.sheet] = min(top, row), min(left, column)
    placed = {
        (mark.sheet, row - first[mark.sheet][0], column - first[mark.sheet][1], mark.code): mark
        for mark, (row, column) in zip(marks, spots, strict=True)
    }
    return placed if len(placed) == len(marks) else {}


def _candidates(connection: Connection, scope: Scope, import_id: int) -> list[int]:
    """Namesakes with a live check of a date that comes again: nothing else can be an edition."""
    name = select(imports.c.file_name).where(imports.c.id == import_id).scalar_subquery()
    namesakes = select(imports.c.id).where(imports.c.file_name == name, imports.c.id < import_id)
    if connection.scalar(namesakes.limit(1)) is None:
        return []
    dates = select(checks.c.date).where(checks.c.import_id == import_id, _LIVE)
    query = (
        select(checks.c.import_id)
        .distinct()
        .where(checks.c.import_id.in_(namesakes), checks.c.superseded_at.is_(None))
        .where(checks.c.date.in_(dates), check_visible(scope))
    )
    return list(connection.scalars(query))


def _marks(connection: Connection, of: ColumnElement[bool]) -> list[Mark]:
    c = checks.c
    query = (
        select(c.import_id, c.sheet, results.c.cell, items.c.code, results.c.raw, results.c.outcome)
        .add_columns(c.checklist, c.site, c.round, c.date, c.period_from, c.period_to)
        .add_columns(c.inspector, c.unit, c.subject)
        .join_from(checks, results, results.c.check_key == c.id)
        .join(items, items.c.id == results.c.item_key)
        .where(of)
    )
    rows: list[Any] = list(connection.execute(query))
    opened = keys_of(connection).opened
    return [
        Mark._make((*row[:6], tuple(row[6:9]), tuple(row[9:12]), *row[12:-1], opened(row[-1])))
        for row in rows
    ]


def _is_edition(
    connection: Connection, theirs: dict[Place, Mark], its: dict[Place, Mark], both: set[int]
) -> bool:
    if not theirs or not theirs.keys() <= its.keys():
        return False
    pairs = [(mark, its[place]) for place, mark in theirs.items()]
    same = sum(starmap(_reads_the_same, pairs))
    dated = sum(old.when == new.when for old, new in pairs)
    if 2 * same <= len(pairs) or 2 * dated < len(pairs):
        return False
    if any(old.fixed != new.fixed for old, new in pairs):
        return False
    changed = [name for name in ("when", *NAMES) if any(map(_differs(name), pairs))]
    if changed in ([], ["inspector"]) and not any(old.inspector for old, _ in pairs):
        return True
    if len(changed) != 1 or same != len(its):
        return False
    return changed == ["when"] or _was_misnamed(connection, changed[0], pairs, both)


def _reads_the_same(old: Mark, new: Mark) -> bool:
    return (old.raw, old.outcome) == (new.raw, new.outcome)


def _differs(name: str) -> Any:
    return lambda pair: getattr(pair[0], name) != getattr(pair[1], name)


def _was_misnamed(connection: Connection, name: str, pairs: list[Pair], both: set[int]) -> bool:
    """Whether it was the same ward (inspector, subject) under a wrong name; see the module."""
    renamed = [pair for pair in pairs if _differs(name)(pair)]
    failed = sum(old.outcome in FAILED for old, _ in renamed)
    if failed >= 2:
        return True
    names = {(getattr(old, name), getattr(new, name)) for old, new in renamed}
    return all(are_near(*one) for one in names) and (
        failed > 0 or all(_is_told(connection, name, *one, both) for one in names)
    )


def are_near(old: str, new: str) -> bool:
    """Whether one may be the other misspelt: near, and not told apart by a number, a letter or a
    word such as east (一楼 and 二楼 are two floors)."""
    edits = Levenshtein.editops(old, new)
    touched = {old[e.src_pos] for e in edits if e.tag != "insert"}
    touched |= {new[e.dest_pos] for e in edits if e.tag != "delete"}
    return fuzz.ratio(old, new) >= NEAR and not any(map(_tells_apart, touched))


def _tells_apart(char: str) -> bool:
    return char in TELLING or char.isascii() or unicodedata.numeric(char, None) is not None


def _is_told(connection: Connection, name: str, old: str, new: str, both: set[int]) -> bool:
    """Whether the record's other files know the new name and not the old."""
    return _is_known(connection, name, new, both) and not _is_known(connection, name, old, both)


def _is_known(connection: Connection, name: str, value: str, both: set[int]) -> bool:
    kept = [value, keys_of(connection).sealed(value)]
    query = select(true()).where(checks.c[name].in_(kept), checks.c.import_id.not_in(both))
    return connection.scalar(query.where(checks.c.superseded_at.is_(None)).limit(1)) is not None


def _row_and_column(cell: str) -> tuple[int, int]:
    """A1 is (1, 1)."""
    found = re.fullmatch(r"([A-Z]+)([0-9]+)", cell)
    if found is None:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(found[2]), column
