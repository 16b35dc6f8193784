"""What is kept beside a case's steps for the monthly review: its days, how severe, of what sort, for
whom first, whether discussed. No names: of persons only whether somebody stands there.

The columns are those of `[fields.register]` and `[about_case]` in vocabulary.toml.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qc.ingest.grid import Cell
from qc.ingest.kinds.case_dates import Days
from qc.ingest.kinds.case_status import NOTHING, status_of
from qc.ingest.kinds.case_steps import Found
from qc.ingest.kinds.case_times import ANSWERED
from qc.ingest.kinds.moments import moment_since
from qc.ingest.known import Known
from qc.ingest.layouts.entry import Entry
from qc.ingest.results import detail
from qc.ingest.tables.table import Table
from qc.ingest.values.dates import Month
from qc.ingest.values.durations import Moment
from qc.ingest.values.text import key
from qc.ingest.values.vocabulary import vocabulary
from qc.words import Kind, Outcome

_SHORT = 20  # signs: a longer text is a story, and a story may name somebody
_ENDS = frozenset({"handled", "closed", "rectified", "completed"})
_OF_REPORTS = frozenset({"event", "complaint"})
_NOBODY = frozenset({"无", "没有", "暂无", "未指定", "未落实", "未明确", "否", "空", "待定"})
_DATED = ("日期", "时间")


def about_columns(table: Table) -> Mapping[str, int]:
    """Where each of the fields of `[about_case]` stands, the first column that its label names."""
    found: dict[str, int] = {}
    for col, labels in table.labels.items():
        label = key(labels[-1].text) if labels else ""
        for pattern, field in vocabulary().about_case:
            if field not in found and pattern.fullmatch(label):
                found[field] = col
    return found


def about_case(
    known: Known,
    entry: Entry,
    columns: Mapping[str, int],
    start: Moment,
    days: Days,
    found: Sequence[Found],
) -> Mapping[str, object]:
    """The details of one case: dates as ISO text, texts that are short, yes and no as booleans."""
    cells = {field: known.table.grid.cell(entry.mark.row, col) for field, col in columns.items()}
    return detail(
        **_written(known, entry),
        **_short(known, cells),
        **{**_yes_or_no(known, cells), **_days(known, cells, start, days)},
        priority=_priority(known, cells.get("priority")),
        answered_in_time=_answered(found),
        ends=False if is_of_reports(known) and _ENDS.isdisjoint(entry.beside) else None,
    )


def _written(known: Known, entry: Entry) -> dict[str, object]:
    """Columns as they stand. Whoever is in charge of putting a fault right is named; of a report or a
    complaint nobody is."""
    fields = (
        ("channel", "took")
        if is_of_reports(known)
        else ("channel", "took", "severity", "responsible")
    )
    return {field: cell.written for field in fields if (cell := entry.cell(field))}


def is_of_reports(known: Known) -> bool:
    """Whether a register holds events or complaints, whichever standard it follows."""
    fields = known.table.fields(Kind.REGISTER).keys()
    return known.standard.indicator == "adverse_events" or bool(_OF_REPORTS & fields)


def _short(known: Known, cells: Mapping[str, Cell]) -> dict[str, object]:
    found: dict[str, object] = {}
    for field in ("severity", "harm", "category"):
        cell = cells.get(field)
        if cell is None or cell.value is None or known.error_at(cell):
            continue
        if len(cell.written) <= _SHORT:
            found[field] = cell.written
    return found


def _days(known: Known, cells: Mapping[str, Cell], start: Moment, days: Days) -> dict[str, object]:
    """The case's own day and those of what was done, those in the future left out."""
    found: dict[str, object] = {
        name: str(moment.day) for name, moment in days.items() if moment.day
    }
    fields = known.table.fields(Kind.REGISTER).keys()
    if start.day and fields & {"occurred", "opened"}:
        found["occurred"] = str(start.day)
    for field in ("answered", "external", "discussed"):
        day = _day(known, cells.get(field), start)
        if day:
            found[field] = day
    return found


def _day(known: Known, cell: Cell | None, start: Moment) -> str | None:
    if cell is None or cell.value is None or isinstance(cell.value, bool):
        return None
    month = known.context.month or (Month(start.day.year) if start.day else None)
    day = moment_since(cell.value, start, month).day
    return str(day) if day and day <= known.today and not (start.day and day < start.day) else None


def _yes_or_no(known: Known, cells: Mapping[str, Cell]) -> dict[str, object]:
    """What a column says by yes or no, or by anything that stands there. Where a person or a discussion
    is asked for, a blank one says no: nobody, not yet; a day of discussion is read as a day."""
    found: dict[str, object] = {}
    for field in ("device", "repeated", "discussed", "first_responsible"):
        cell = cells.get(field)
        if cell is None or known.error_at(cell):
            continue
        if cell.value is not None or field in ("discussed", "first_responsible"):
            dated = field == "discussed" and known.table.label_of(cell).text.endswith(_DATED)
            found[field] = not dated and _says_yes(cell)
    return found


def _says_yes(cell: Cell) -> bool:
    status = status_of(cell)
    return status not in (NOTHING, "fail", "open") and key(cell.text) not in _NOBODY


def _priority(known: Known, cell: Cell | None) -> object:
    """The grade as written; yes or no where the column asks for one (是否重点客户)."""
    if cell is None or cell.value is None or known.error_at(cell):
        return None
    status = status_of(cell)
    if status in ("pass", "fail"):
        return status == "pass"
    return cell.written if len(cell.written) <= _SHORT and status != NOTHING else None


def _answered(found: Sequence[Found]) -> bool | None:
    """Whether the register says that the customer was answered in time (24小时内反馈)."""
    said = next((step.outcome for step in found if step.code == ANSWERED), None)
    return None if said is None else said is Outcome.PASS
