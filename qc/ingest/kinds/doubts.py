"""What the marks of a sheet leave open: whether √ says "in order" or "a problem", what a blank says.

Settled once for a table: by its legend, else by what was answered for its layout, else as is most
usual (√ is in order, a blank was missed), which is said.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from qc.ingest.grid import Cell
from qc.ingest.known import Known
from qc.ingest.layouts.entry import Entry
from qc.ingest.questions import BLANKS, TICKS
from qc.ingest.values.legend import Legend
from qc.ingest.values.marks import read_mark
from qc.ingest.values.text import key, show
from qc.words import Outcome

_TICKS = frozenset(map(key, ("√", "✓", "✔", "☑", "v")))
_CROSSES = frozenset(map(key, ("×", "✗", "✘", "╳", "x")))
_TICKS_ARE_PROBLEMS: Mapping[str, Outcome | None] = {
    **dict.fromkeys(_TICKS, Outcome.FAIL),
    **dict.fromkeys(_CROSSES, None),  # a second sign for a problem, or none: nobody can know
}
_OF_FAULTS = re.compile("问题|缺陷|不足|隐患|差错")
# An item that names a fault; 无过期物品, 未见破损 and 不得佩戴首饰 name what is good.
_FAULT = re.compile(
    "^(?:未(?!见|发现)|漏|缺|错|不(?=规范|完整|合格|符合|及时|到位|整洁|正确|清))|缺陷|差错"
)
_IN_ORDER = re.compile("合格|符合|达标|正常|完好|落实|完成|执行")
_BLANK: Mapping[str, Outcome | None] = {
    "missed": None,
    "in_order": Outcome.PASS,
    "not_applicable": Outcome.NA,
}
# People forget a mark here and there: of the sample workbooks' sheets none lacks more than two marks,
# or one in eight. What is left blank on purpose is left so again and again: one mark in ten, or an
# item in every check. Fewer than three blanks show no habit.
_FEWEST = 3
_ONE_IN = 10


class Settled(NamedTuple):
    """The legend by which marks are read, and what a blank in a filled check is; None: missed."""

    legend: Legend
    blank: Outcome | None


def settle(known: Known) -> Settled:
    """What ticks and blanks of a table mean; what is open is asked, and what is assumed said."""
    said = {*map(attrgetter("says", "mark.value"), known.entries)}
    signs = {says or mark for says, mark in said}
    blanks = [*_blanks(known)] if None in signs else []
    problems = _ticks_are_problems(known, signs, blanks)
    legend = {**known.legend, **_TICKS_ARE_PROBLEMS} if problems else known.legend
    return Settled(legend, _BLANK[_blanks_are(known, blanks, problems=problems)])


def _blanks(known: Known) -> Iterator[Entry]:
    """The blank marks; layouts yield none of a check that is blank as a whole."""
    errors = known.table.grid.errors
    for entry in known.entries:
        mark = entry.mark
        if mark.value is None and (mark.row, mark.col) not in errors:
            yield entry


def _ticks_are_problems(known: Known, signs: set[object], blanks: Sequence[Entry]) -> bool:
    if _is_explained(known.legend) or not (
        known.answer(TICKS) or _ticks_are_doubtful(known, signs, blanks)
    ):
        return False
    cell = _first_tick(known)
    if known.answer(TICKS) is None:
        known.say("ticks_in_order_assumed", cell)
    return known.ask(TICKS, "in_order", cell) == "problem"


def _is_explained(legend: Legend) -> bool:
    """Whether a legend says what is in order and what is not; that / does not apply says nothing."""
    return bool(_TICKS & legend.keys() or {Outcome.PASS, Outcome.FAIL} & {*legend.values()})


def _ticks_are_doubtful(known: Known, signs: set[object], blanks: Sequence[Entry]) -> bool:
    """Whether √ is the only judgement of the sheet, beside blanks that may be the other one: most
    of it is blank, or its words are of faults."""
    said = {sign: read_mark(sign, known.legend) for sign in signs if sign is not None}
    judged = [sign for sign, outcome in said.items() if outcome not in (None, Outcome.NA)]
    if not blanks or not judged or not all(map(_is_tick, judged)):
        return False
    labels = _labels(known)
    if any(map(_OF_FAULTS.search, (*known.context.titles, *labels))) or _items_are_faults(known):
        return True
    return len(blanks) * 2 > len(known.entries) and not any(map(_IN_ORDER.search, labels))


def _is_tick(sign: object) -> bool:
    return key(show(sign)) in _TICKS


def _labels(known: Known) -> set[str]:
    """What is written above the marks, but for the items themselves."""
    labels = known.table.labels
    columns = {entry.mark.col for entry in known.entries}
    items = {(entry.item.row, entry.item.col) for entry in known.entries}
    cells = {cell for col in columns for cell in labels.get(col, ())}
    return {cell.text for cell in cells if (cell.row, cell.col) not in items}


def _items_are_faults(known: Known) -> bool:
    items = {entry.item for entry in known.entries if entry.item.text}
    return sum(bool(_FAULT.search(item.text)) for item in items) * 2 > len(items)


def _first_tick(known: Known) -> Cell | None:
    return next((e.mark for e in known.entries if _is_tick(e.says or e.mark.value)), None)


def _blanks_are(known: Known, blanks: Sequence[Entry], *, problems: bool) -> str:
    """Where √ is a problem, a blank is none."""
    assumed = "in_order" if problems else "missed"
    given = known.answer(BLANKS)
    doubtful = blanks if problems else _are_many(blanks, known.entries)
    if not given and not doubtful:
        return assumed
    cell = blanks[0].mark if blanks else None
    if not given:
        known.say(f"blanks_{assumed}_assumed", cell, count=len(blanks))
    return known.ask(BLANKS, assumed, cell)


def _are_many(blanks: Sequence[Entry], entries: Sequence[Entry]) -> bool:
    if len(blanks) < _FEWEST:
        return False
    return len(blanks) * _ONE_IN >= len(entries) or _is_an_item_never_marked(blanks, entries)


def _is_an_item_never_marked(blanks: Sequence[Entry], entries: Sequence[Entry]) -> bool:
    """Whether an item is blank in every check, and in several."""
    blank: dict[Cell, int] = defaultdict(int)
    for entry in blanks:
        blank[entry.item] += 1
    often = {item for item, number in blank.items() if number >= _FEWEST}
    marked = {entry.item for entry in entries if entry.mark.value is not None}
    return bool(often - marked)
