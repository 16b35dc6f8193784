"""Kind points: an item has full marks, of which some are deducted or obtained."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from qc.ingest.grid import Cell
from qc.ingest.kinds.amounts import Amount, read_amount
from qc.ingest.kinds.scored import (
    Manner,
    bare_label,
    full_marks,
    manner_of,
    manner_of_records,
    says_full_marks,
    speaks_of_deducting,
    speaks_of_deductions,
)
from qc.ingest.known import Known
from qc.ingest.layouts.checks_down import item_columns
from qc.ingest.layouts.entry import Entry
from qc.ingest.questions import POINTS
from qc.ingest.results import blank_result, detail, held_back, hundredths, judged, missed, passes
from qc.ingest.tables.context import Context
from qc.ingest.tables.table import Table
from qc.ingest.values.legend import Legend
from qc.ingest.values.marks import read_mark
from qc.ingest.values.numbers import read_number
from qc.ingest.values.text import clean, show
from qc.records import Result
from qc.words import Kind, Outcome

KIND = Kind.POINTS

_WRITTEN = ("deducted", "scored", "total")
_WHOLE = Decimal(100)  # the full marks of a chart or unit whose sheet does not say them
_FULL_IN_TITLE = re.compile(
    r"(?:满分|总分|共)\s*[:：]?\s*(\d{2,4})\s*分|[(（]\s*(\d{2,4})\s*分(?:制)?\s*[)）]"
)
_NEAR = Decimal("0.05")  # points: a stated figure may be rounded to one place


def may_be(table: Table, context: Context) -> bool:  # noqa: ARG001
    """Whether anything in header, titles or notes speaks of points (分), or has a field of them."""
    if table.fields(KIND):
        return True
    return table.says_around("分")


def fits(table: Table, context: Context, entries: Sequence[Entry], legend: Legend) -> bool:
    """Whether full marks stand beside or above what was deducted or obtained."""
    if _is_record(table, entries[0]):
        return _fits_records(table, entries) and not _deducts_by_item(table, context)
    full = sum(full_marks(entry) is not None for entry in entries)
    deducts = speaks_of_deductions(table, context)
    written = [entry.mark.value for entry in entries if entry.mark.value is not None]
    if full * 2 < len(entries) and not (deducts and written and _is_plain_axis(table, entries)):
        return False
    if not written:
        return deducts
    marks = sum(read_mark(value, legend) is not None for value in written if not _is_number(value))
    if not full and marks * 2 > len(written):
        return False
    numbers = sum(_is_number(value) for value in written)
    fails = sum(
        not _is_number(value) and read_mark(value, legend) is Outcome.FAIL for value in written
    )
    return sum(map(_is_readable, written)) * 2 > len(written) and numbers > fails


def read(known: Known) -> Callable[[Entry, dt.date | None], Sequence[Result]]:
    """One result an item: full marks and what was obtained of them; passed when nothing was
    deducted. A row with a total alone passes by the standard's pass score."""
    records = bool(known.entries) and _is_record(known.table, known.entries[0])
    manner = _asked(known, manner_of_records(known) if records else manner_of(known))
    whole = records and not any(entry.cell("points") for entry in known.entries)
    bare = not whole and not any(full_marks(entry) for entry in known.entries)

    def results(entry: Entry, day: dt.date | None) -> Sequence[Result]:  # noqa: ARG001
        if _is_grade(entry):
            return ()
        cell, obtained = _deciding(entry, manner) if records else (entry.mark, manner.obtained)
        full = _whole_marks(known) if whole else full_marks(entry) or _standard_marks(known, entry)
        item = (
            entry.item._replace(value=bare_label(entry.item.written))
            if entry.item.text
            else entry.item
        )
        result = blank_result(entry._replace(item=item), known.standard, cell)
        if full is not None and full < 0:
            known.say("negative_number", entry.beside.get("points", cell))
            return (held_back(result),)
        if cell.value is None and known.error_at(cell) is None:
            return _blank(known, result, cell, full, obtained=obtained, bare=bare)
        return _filled(known, entry, result, cell, full, obtained=obtained, bare=bare, whole=whole)

    return results


def _blank(
    known: Known, result: Result, cell: Cell, full: Decimal | None, *, obtained: bool, bare: bool
) -> Sequence[Result]:
    """A blank is no deduction, or a missed score; a row without full marks is a heading."""
    if full is None and not bare:
        return ()
    if obtained:
        known.say("missing_mark", cell)
        return (missed(result),)
    return (_judged(result, full, full if full is not None else None, Decimal(0), ""),)


def _filled(
    known: Known, entry: Entry, result: Result, cell: Cell, full: Decimal | None, *,
    obtained: bool, bare: bool, whole: bool,
) -> Sequence[Result]:  # fmt: skip
    if error := known.error_at(cell):
        known.say("error_value", cell, value=error)
        return (held_back(result, error),)
    amount = read_amount(cell.value)
    if amount.na:
        return (judged(result, Outcome.NA),)
    if full is None and not bare:
        return _without_full_marks(known, entry, result, cell)
    if amount.value is None or (obtained and amount.signed):
        known.say("text_in_number", cell)
        return (held_back(result),)
    if amount.note:
        known.say(amount.note, cell, number=_plain(amount.value))
    if full is not None and amount.value > full:
        code = "score_gt_points" if obtained else "deduction_gt_points"
        known.say(code, cell, points=_plain(full))
        return (held_back(result),)
    return _of_amount(known, entry, result, amount, full, obtained=obtained, whole=whole)


def _of_amount(
    known: Known, entry: Entry, result: Result, amount: Amount, full: Decimal | None, *,
    obtained: bool, whole: bool,
) -> Sequence[Result]:  # fmt: skip
    value = amount.value or Decimal(0)
    scored = value if obtained else full - value if full is not None else None
    deducted = value if not obtained else (full or value) - value
    if any(points is not None and hundredths(points) is None for points in (full, scored)):
        known.say("text_in_number", entry.mark)
        return (held_back(result),)
    if not obtained and scored is not None:
        _compare_score(known, entry, result, scored)
    reason = entry.cell("reason")
    judged_so = _judged(
        result, full, scored, deducted, amount.why or (reason.written if reason else "")
    )
    if whole and full and scored is not None:
        return (judged(judged_so, passes(scored >= full * _pass_share(known))),)
    return (judged_so,)


def _judged(
    result: Result, full: Decimal | None, scored: Decimal | None, deducted: Decimal, reason: str
) -> Result:
    said = detail(deducted=float(deducted), reason=reason) if deducted else None
    return judged(result, passes(deducted == 0), detail=said)._replace(
        points=hundredths(full) if full is not None else None,
        scored=hundredths(scored) if scored is not None else None,
    )


def _without_full_marks(known: Known, entry: Entry, result: Result, cell: Cell) -> Sequence[Result]:
    """A number whose item has no full marks cannot be judged; a word is a label (甲, 优)."""
    if not _is_number(cell.value):
        return ()
    known.say("missing_number", entry.beside.get("points", entry.item))
    return (held_back(result),)


def _compare_score(known: Known, entry: Entry, result: Result, scored: Decimal) -> None:
    """Say so where 得分 beside a deduction is not what is left."""
    stated = entry.cell("scored") if _is_record(known.table, entry) else None
    if stated is None or stated.ref == result.cell:  # the deduction itself stands there
        return
    value = read_number(stated.value).value
    if value is not None and abs(value - scored) > _NEAR:
        known.say("stated_total_mismatch", stated, computed=_plain(scored))


def _is_plain_axis(table: Table, entries: Sequence[Entry]) -> bool:
    """Whether the axis names charts or persons; 治疗室扣分 beside 换药室扣分 are columns of sums."""
    labels = (table.labels.get(entry.mark.col, ())[-1:] for entry in entries)
    return not any("扣" in cell.text for said in labels for cell in said)


def _is_record(table: Table, entry: Entry) -> bool:
    """Whether its figures stand in columns of their own names; in an axis the mark is one."""
    if table.item_column is None and entry.mark.col in item_columns(table):
        return False  # the first item below 扣分项目 is called no less
    return entry.mark.col in table.fields(KIND).values() or entry.mark in entry.beside.values()


def _deducts_by_item(table: Table, context: Context) -> bool:
    """Whether what was deducted stands under the items, most of which are in order and so blank; the
    totals beside them only sum it up."""
    if table.item_column is not None or not speaks_of_deductions(table, context):
        return False
    row = table.foot_rows().get("points")
    items = [col for col in item_columns(table) if row is not None or _is_item(table, col)]
    return len(items) > 1 and any(_is_number(value) for value in table.values(items))


def _is_item(table: Table, col: int) -> bool:
    """Whether a column's own label says its full marks, or the one over several that they are deducted."""
    *over, own = table.labels[col]
    wide = (cell for cell in over if table.grid.span(cell.row, cell.col)[1] > cell.col)
    return says_full_marks(own.text) or any(speaks_of_deducting(cell.text) for cell in wide)


def _fits_records(table: Table, entries: Sequence[Entry]) -> bool:
    fields = table.fields(KIND)
    if not any(field in fields for field in _WRITTEN):
        return False
    others = [
        entry for col in table.axis(KIND) for entry in entries
        if _is_number(table.grid.cell(entry.mark.row, col).value)
    ]  # fmt: skip
    written = [c.value for e in entries for field in _WRITTEN if (c := e.cell(field))]
    if len(others) * 2 > len(entries):
        return False
    if not written:
        return "deducted" in fields and any(entry.cell("points") for entry in entries)
    return sum(map(_is_readable, written)) * 2 > len(written)


def _asked(known: Known, manner: Manner) -> Manner:
    """The manner, asked about where nothing tells it or where it was answered."""
    if manner.outright or not (manner.assumed or known.answer(POINTS)):
        return manner
    if manner.assumed:
        known.say("scores_assumed" if manner.obtained else "deductions_assumed", None)
    known.ask(POINTS, "obtained" if manner.obtained else "deducted", _first_figure(known))
    return manner


def _first_figure(known: Known) -> Cell:
    cells = [entry.beside.get("scored") or entry.mark for entry in known.entries]
    return next((cell for cell in cells if cell.value is not None), cells[0])


def _deciding(entry: Entry, manner: Manner) -> tuple[Cell, bool]:
    """The cell that decides a record and whether it holds a score: a row with its score alone, in a
    sheet of deductions, is judged by that."""
    scored = entry.cell("scored") or entry.cell("total")
    deducted = entry.beside.get("deducted")
    if manner.obtained or deducted is None:
        named = entry.beside.get("scored") or entry.beside.get("total")
        return scored or named or entry.mark, manner.obtained
    full = full_marks(entry)
    if deducted.value is None and scored and full is not None:
        value = read_number(scored.value).value
        if value is not None and value < full:
            return scored, True
    return deducted, False


def _is_grade(entry: Entry) -> bool:
    """A row or column of grades (等级, 是否合格) is no item."""
    return entry.item.text != "" and bool(_GRADES.fullmatch(clean(entry.item.text)))


_GRADES = re.compile(r"(?:评定|质量|病历|文书)?(?:等级|等次|级别|排序|评价)")


def _standard_marks(known: Known, entry: Entry) -> Decimal | None:
    """The full marks that the standard gives the item, where the sheet has none at all."""
    if any(full_marks(other) for other in known.entries) or not entry.item.text:
        return None
    item = known.standard.item(entry.item.written)
    return item.points if item else None


def _whole_marks(known: Known) -> Decimal:
    """The full marks of a whole chart or unit: as the title says, else 100, which is said."""
    for text in known.context.titles:
        if found := _FULL_IN_TITLE.search(text):
            return Decimal(found[1] or found[2])
    known.say("full_marks_assumed", None, points=_plain(_WHOLE))
    return _WHOLE


def _pass_share(known: Known) -> Decimal:
    checklist = known.standard.checklist
    return checklist.pass_score if checklist else known.standard.rule.pass_mark / 100


def _is_number(value: object) -> bool:
    """Whether a value is written with digits and gives points."""
    return any(sign.isdigit() for sign in show(value)) and read_amount(value).value is not None


def _is_readable(value: object) -> bool:
    amount = read_amount(value)
    return amount.na or amount.value is not None


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")
