"""Is every mark that a workbook holds in a result, or named by a problem or a rule that leaves it out?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from openpyxl.utils.cell import coordinate_to_tuple

from qc.ingest.values.vocabulary import fields_of, role_of
from qc.records import Problem, WorkbookReading
from qc.words import Severity
from tests.fuzz.rival import Book
from tests.fuzz.rival_values import bare, mark, mark_key, shown

_SURE = frozenset(
    ("√", "×", "✓", "✗", "✔", "✘", "合格", "不合格", "符合", "不符合", "达标", "不达标")
)
_SHEET_CODES = frozenset(
    ("hidden_sheet", "sheet_not_read", "marks_not_read", "panels_not_read", "table_not_understood", "points_not_read", "no_table")
)  # fmt: skip
_UNREAD = frozenset(
    ("说明", "填写说明", "填表说明", "使用说明", "封面", "目录")
)  # as vocabulary.toml says
_IDENTITY = ("_date", "_unit", "year_", "unreadable_", "contradictory")


def lost(reading: WorkbookReading, book: Book) -> Iterator[str]:
    """Every written mark that is in no result and of which no problem speaks, as a sentence; and what
    stands between results in their own columns. What stands above the first result is title or
    header; a sheet without any result and problem is looked at whole."""
    told: dict[str, set[tuple[int, int]]] = defaultdict(set)
    results: dict[str, set[tuple[int, int]]] = defaultdict(set)
    named: set[str] = set()
    for sheet in reading.sheets:
        for check in sheet.checks:
            for result in check.results:
                results[bare(check.sheet)].add(coordinate_to_tuple(result.cell))
    for problem in reading.problems:
        if problem.code in _SHEET_CODES:
            named.add(bare(problem.sheet or problem.value) if problem.sheet else "")
        if problem.cell:
            told[bare(problem.sheet)].add(coordinate_to_tuple(problem.cell))
    for name, sheet in book.sheets.items():
        if name in named or "" in named or sheet.sheet_state != "visible" or name in _UNREAD:
            continue
        head = _heads_of(reading.problems, name)
        missing = [*_lost_of(name, book, results[name], told[name], head)]
        if len(missing) > _unplaced(reading.problems, name):
            yield from missing


def _unplaced(problems: tuple[Problem, ...], sheet: str) -> int:
    """How many marks a sheet is said to have that could not be placed."""
    said = (p for p in problems if p.code == "marks_unplaced" and bare(p.sheet) == sheet)
    return sum(int(str(p.values["count"])) for p in said)


def _heads_of(problems: tuple[Problem, ...], sheet: str) -> int:
    """The last row of a strip whose date or unit holds back all that stands below; 0 for none."""
    rows = [
        coordinate_to_tuple(p.cell)[0]
        for p in problems
        if p.cell
        and bare(p.sheet) == sheet
        and p.severity is Severity.ERROR
        and any(w in p.code for w in _IDENTITY)
    ]
    return min(rows, default=0) + 1 if rows else 0


def _lost_of(
    sheet: str, book: Book, results: set[tuple[int, int]], told: set[tuple[int, int]], head: int
) -> Iterator[str]:
    rows, cols = {r for r, _ in told}, {c for _, c in told}
    columns = {c for _, c in results if sum(c == other for _, other in results) > 1}
    first, last = min((r for r, _ in results), default=0), max((r for r, _ in results), default=0)
    for row in book.sheets[sheet].iter_rows():
        for cell in row:
            place = (cell.row, cell.column)
            if cell.value is None or place in results or place in told or cell.row < first:
                continue
            sure = mark_key(cell.value) in _SURE
            between = cell.column in columns and first < cell.row < last and _is_written(cell.value)
            if not (sure or between) or cell.row in rows or cell.column in cols:
                continue
            if not _is_ignored(book, sheet, cell.row, cell.column) and not (
                head and cell.row >= head
            ):
                yield f"lost {'mark' if sure else 'value'} {sheet}!{cell.coordinate} {shown(cell.value)[:30]!r}"


def _is_written(value: object) -> bool:
    return isinstance(value, int | float) or mark(value) is not None


def _is_ignored(book: Book, sheet: str, row: int, col: int) -> bool:
    """Whether a rule leaves the cell out: a label of its column names something else than marks, its
    row begins as a sum, note, signature or header does."""
    above = [v for v in book.narrow_column(sheet, col, row) if isinstance(v, str)]
    heads = [v for n, v in enumerate(above) if mark(v) is None or (n == 0 and len(v) > 1)]
    label = next((v for v in book.row(sheet, row)[:col] if isinstance(v, str)), "")
    if any(role_of(text) or fields_of(text) or "".join(text.split()) in _OTHER for text in heads):
        return True
    return bool(role_of(label)) or label.strip().startswith(_NOTES) or "：" in label


_OTHER = frozenset(
    ("总评", "处理", "处置", "图例")
)  # columns that the samples have and no rule names
_NOTES = ("注", "说明", "备注", "标准", "图例", "合计", "小计", "平均", "填表", "签")
