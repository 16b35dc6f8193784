"""Building results: what every kind fills in alike, from an entry and the standard's item."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import partial

from qc.ingest.grid import Cell
from qc.ingest.layouts.entry import Entry
from qc.ingest.standard import Standard, own_item_code
from qc.ingest.values.text import show
from qc.records import Result
from qc.words import Outcome, ResultState

_result = partial(tuple.__new__, Result)  # from all fields in their order


def blank_result(entry: Entry, standard: Standard, cell: Cell | None = None) -> Result:
    """A result that counts nothing yet: its cell (the entry's mark unless given), its item and what
    stands there. A row without an item is about what the sheet is about."""
    text = entry.item.written or standard.name
    item = standard.item(text)
    deciding = cell or entry.mark
    return Result(
        cell=deciding.ref,
        item_code=item.code if item else own_item_code(text),
        item=text,
        level=item.level if item else None,
        checked=0,
        passed=0,
        outcome=None,
        raw=show(deciding.value),
    )


def judged(
    result: Result,
    outcome: Outcome,
    *,
    reading: float | None = None,
    detail: Mapping[str, object] | None = None,
) -> Result:
    """The result as one thing that was looked at: it passed, failed or did not apply. What is given
    of `reading` and `detail` takes the place of what it had."""
    cell, code, item, _, _, _, raw, level, points, scored, measured, said, state = result
    return Result(
        cell,
        code,
        item,
        int(outcome is not Outcome.NA),
        int(outcome is Outcome.PASS),
        outcome,
        raw,
        level,
        points,
        scored,
        measured if reading is None else reading,
        said if detail is None else detail,
        state,
    )


def at(result: Result, cell: Cell) -> Result:
    """The result at another cell with the same mark."""
    found: Result = _result((cell.ref, *result[1:]))
    return found


def passes(yes: bool) -> Outcome:
    """Pass or fail."""
    return Outcome.PASS if yes else Outcome.FAIL


def counted(result: Result, checked: int, passed: int) -> Result:
    """The result as several things of one sort: `checked` of them, `passed` in order."""
    outcome = passes(passed == checked) if checked else Outcome.NA
    return result._replace(checked=checked, passed=passed, outcome=outcome)


def held_back(result: Result, raw: str | None = None) -> Result:
    """The result as one that counts nothing until the cell is put right."""
    return result._replace(
        checked=0,
        passed=0,
        outcome=None,
        raw=result.raw if raw is None else raw,
        state=ResultState.HELD_BACK,
    )


def missed(result: Result) -> Result:
    """The result as a line that was left blank in a filled check."""
    return result._replace(state=ResultState.MISSED)


def hundredths(points: Decimal) -> int | None:
    """Points as they are kept; None when they are finer than that."""
    whole = points * 100
    return int(whole) if whole == whole.to_integral_value() else None


def detail(**said: object) -> Mapping[str, object]:
    """What a kind needs beside the result; what is not known is left out."""
    return {name: value for name, value in said.items() if value not in (None, "")}
