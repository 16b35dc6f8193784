"""Kind survey: an answer is satisfied or not, by the scale's own cut; or they come counted."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import chain

from qc.ingest.grid import Cell
from qc.ingest.kinds.tallies import is_count, read_forms, read_tally, told_in_shares
from qc.ingest.known import Known
from qc.ingest.layouts.answer_columns import COUNTED, TICKED, groups
from qc.ingest.layouts.entry import Entry
from qc.ingest.layouts.respondents import ASKED, is_survey
from qc.ingest.results import blank_result, held_back, judged, missed, passes
from qc.ingest.tables.context import Context
from qc.ingest.tables.table import Table
from qc.ingest.values.legend import Legend
from qc.ingest.values.marks import read_mark
from qc.ingest.values.numbers import read_number
from qc.ingest.values.satisfaction import (
    NPS_BEST,
    SKIPPED,
    Scale,
    answer_word,
    cut_of,
    grade_of,
    is_skipped,
    no_options,
    read_scale,
)
from qc.ingest.values.text import key
from qc.ingest.values.vocabulary import vocabulary
from qc.records import Result
from qc.words import Kind, Outcome

KIND = Kind.SURVEY

_MOST = 0.5


def may_be(table: Table, context: Context) -> bool:
    """Whether anything speaks of satisfaction or asks for an answer."""
    asks = not ASKED.isdisjoint(table.fields(KIND))
    return asks or table.may_speak_of(vocabulary().surveys, context.titles)


def fits(table: Table, context: Context, entries: Sequence[Entry], legend: Legend) -> bool:  # noqa: ARG001
    """Whether these are answers of customers: in columns of answers, or on a sheet that speaks of
    satisfaction, most of them readable."""
    if entries[0].says in (TICKED, COUNTED) and not _speaks_of_it(table, context, ()):
        return False  # 优 | 良 | 差 also grade the work of a room
    if entries[0].says == TICKED:
        return True
    if entries[0].says == COUNTED:
        cells = [cell for entry in entries for cell in entry.beside.values() if cell.value]
        return sum(is_count(cell.value) for cell in cells) > len(cells) / 2
    if not _speaks_of_it(table, context, entries):
        return False
    written = [entry for entry in entries if entry.mark.value is not None]
    return sum(_is_answer(entry.mark.value) for entry in written) > len(written) * _MOST


def _speaks_of_it(table: Table, context: Context, entries: Sequence[Entry]) -> bool:
    words = [answer_word(entry.mark.value) for entry in entries]
    satisfied = sum("满意" in word for word in words)
    named = is_survey(table) or "满意" in "".join(context.titles)
    return named or satisfied * 2 > len(words) > 0


def _is_answer(value: object) -> bool:
    return bool(answer_word(value)) or read_number(value).value is not None or _verdict(value)


def _verdict(value: object) -> bool:
    return read_mark(value, {}) is not None or is_skipped(value)


def read(known: Known) -> Callable[[Entry, dt.date | None], Sequence[Result]]:
    """One result an answer, or one a counted question or unit."""
    scale = scale_of(known)
    shares = told_in_shares(known.entries)
    strange = _no_options(known.entries)

    def results(entry: Entry, day: dt.date | None) -> Sequence[Result]:  # noqa: ARG001
        if entry.says == TICKED:
            return (_ticked(known, entry, scale),)
        if entry.says == COUNTED:
            several = sum(name.startswith("answer ") for name in entry.beside) > 1
            found = (
                read_tally(known, entry, scale, shares=shares)
                if several
                else read_forms(known, entry)
            )
            return (found,) if found else ()
        if answer_word(entry.mark.value) in strange.get(entry.mark.col, ()):
            known.say("unknown_mark", entry.mark)
            return (held_back(blank_result(entry, known.standard)),)
        form, _, best = entry.says.partition(" ")
        return (_answer(known, entry, scale, form, int(best or 0)),)

    return results


def _no_options(entries: Sequence[Entry]) -> Mapping[int, frozenset[str]]:
    """By column, the words that are answers elsewhere, but none of this question's options."""
    said: dict[int, list[str]] = defaultdict(list)
    for entry in entries:
        word = "" if entry.says in (TICKED, COUNTED) else answer_word(entry.mark.value)
        if word and grade_of(word) != SKIPPED:
            said[entry.mark.col].append(word)
    everywhere = Counter(chain.from_iterable(said.values()))
    return {col: no_options(words, everywhere) for col, words in said.items()}


def scale_of(known: Known) -> Scale:
    """The scale of a table: every answer that its labels and cells use."""
    table = known.table
    used = {word for group in groups(table) for word in group.answers}
    if not used:
        cells = (table.grid.own(row, col) for row in table.data_rows for col in table.columns)
        used = {
            word
            for cell in cells
            if isinstance(cell.value, str) and (word := answer_word(cell.value))
        }
    return read_scale(known.standard.rule, used, [cell.text for cell in table.texts])


def _answer(known: Known, entry: Entry, scale: Scale, form: str, best: int) -> Result:
    """One answer: a figure on a scale, a word, yes or no."""
    mark = entry.mark
    result = blank_result(entry, known.standard)
    if error := known.error_at(mark):
        known.say("error_value", mark, value=error)
        return held_back(result, error)
    if mark.value is None:
        known.say("missing_mark", mark)
        return missed(result)
    if is_skipped(mark.value):
        return judged(result, Outcome.NA)
    sign = scale.means.get(mark.text.lower())
    if form == "nps" or (form == "score" and not sign):
        return _score(known, mark, result, form, best)
    return _word(known, mark, result, scale, sign or answer_word(mark.value))


def _word(known: Known, mark: Cell, result: Result, scale: Scale, word: str) -> Result:
    if word:
        return judged(result, passes(word in scale.satisfied))
    if (outcome := read_mark(mark.value, known.legend)) is not None:
        return judged(result, outcome)
    known.say("unknown_mark", mark)
    return held_back(result)


def _score(known: Known, mark: Cell, result: Result, form: str, best: int) -> Result:
    """A figure on a scale; how likely somebody recommends the clinic counts in no pass rate."""
    best = NPS_BEST if form == "nps" else best
    number = read_number(mark.value)
    if number.value is None:
        known.say("text_in_number", mark)
        return held_back(result)
    if not 0 <= number.value <= best:
        known.say("score_gt_max", mark, best=best)
        return held_back(result)
    if number.note and number.unit != "分":
        known.say(number.note, mark, number=number.value)
    result = result._replace(reading=float(number.value))
    return result if form == "nps" else judged(result, passes(number.value >= cut_of(best)))


def _ticked(known: Known, entry: Entry, scale: Scale) -> Result:
    """The one answer that is ticked."""
    cells = {name.partition(" ")[2]: cell for name, cell in entry.beside.items() if " " in name}
    written = {word: cell for word, cell in cells.items() if cell.value is not None}
    if not written:
        first = next(iter(cells.values()))
        known.say("missing_mark", first)
        return missed(blank_result(entry, known.standard, first))
    word, cell = list(written.items())[-1]
    result = blank_result(entry, known.standard, cell)
    if len(written) > 1:
        known.say("conflicting_marks", cell, count=len(written))
        return held_back(result)
    outcome = read_mark(cell.value, known.legend)
    if outcome is Outcome.NA:
        return judged(result, Outcome.NA)
    if outcome is Outcome.PASS or answer_word(cell.value) == word or key(cell.text) in ("●", "○"):
        return judged(result, passes(word in scale.satisfied))
    if read_number(cell.value).value == Decimal(1):
        return judged(result, passes(word in scale.satisfied))
    known.say("unknown_mark", cell)
    return held_back(result)
