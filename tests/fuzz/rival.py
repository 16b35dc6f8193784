"""The rival of the importer: is every accepted result what openpyxl shows in its cell? Plain and slow,
by other means than the product's."""

from __future__ import annotations

import datetime as dt
import io
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.cell import coordinate_to_tuple

from qc.records import Check, Result, WorkbookReading
from qc.words import Kind, ResultState
from tests.fuzz.rival_values import bare, days, mark, mark_key, numbers, shown, sums

_CELLS = 300_000
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_PASS_WORDS = re.compile("合格|符合|达标|正常|完好|落实|在位|齐|好|做|有|是|执行|完成|1分|满")
_FAIL_WORDS = re.compile("不|未|错|否|缺|问题|无|差|扣|没|坏|损|异常")
_REPEATS = frozenset(("〃", "″", '"', "同上", "''"))


class Book:
    """The cells of a workbook as openpyxl reads them, by sheet."""

    def __init__(self, content: bytes) -> None:
        workbook = load_workbook(io.BytesIO(content), data_only=True)
        if sum(sheet.max_row * sheet.max_column for sheet in workbook.worksheets) > _CELLS:
            raise ValueError("too large for a slow reader")
        self.sheets = {bare(sheet.title): sheet for sheet in workbook.worksheets}
        self._rows: dict[tuple[str, int], list[object]] = {}
        self._spans = {name: _spans(sheet) for name, sheet in self.sheets.items()}

    def has(self, sheet: str) -> bool:
        return bare(sheet) in self.sheets

    def value(self, sheet: str, row: int, col: int) -> object:
        """What stands in a cell; under a merged range what stands in its first cell."""
        row, col = self._spans[bare(sheet)].get((row, col), (row, col))
        return self.sheets[bare(sheet)].cell(row, col).value

    def is_error(self, sheet: str, row: int, col: int) -> bool:
        return bool(self.sheets[bare(sheet)].cell(row, col).data_type == "e")

    def row(self, sheet: str, row: int) -> list[object]:
        name = bare(sheet)
        if (name, row) not in self._rows:
            width = min(self.sheets[name].max_column, 1_000)
            self._rows[name, row] = [self.value(sheet, row, col) for col in range(1, width + 1)]
        return self._rows[name, row]

    def column(self, sheet: str, col: int, above: int) -> list[object]:
        return [self.value(sheet, row, col) for row in range(1, above)]

    def narrow_column(self, sheet: str, col: int, above: int) -> list[object]:
        """The cells above a place, without titles and labels that span several columns."""
        spans = self._spans[bare(sheet)]
        rows = range(1, above)
        wide = {(r, c) for (r, c2), (_, c) in spans.items() if c2 != c for r in (r,)}
        return [
            self.value(sheet, row, col)
            for row in rows
            if spans.get((row, col), (row, col))[1] == col and (row, col) not in wide
        ]

    @cached_property
    def texts(self) -> list[str]:
        """The longer texts of all sheets, half width: where a legend may stand."""
        rows = (row for sheet in self.sheets.values() for row in sheet.iter_rows(values_only=True))
        texts = (v for row in rows for v in row if isinstance(v, str) and len(v) > 2)
        return [unicodedata.normalize("NFKC", text).lower() for text in texts]


def _spans(sheet: Any) -> dict[tuple[int, int], tuple[int, int]]:
    return {
        (row, col): (span.min_row, span.min_col)
        for span in sheet.merged_cells.ranges
        for row in range(span.min_row, min(span.max_row, sheet.max_row, 3_000) + 1)
        for col in range(span.min_col, min(span.max_col, sheet.max_column, 300) + 1)
    }


def differences(reading: WorkbookReading, book: Book) -> Iterator[str]:
    """Every accepted result that is not what its cell says, as a sentence."""
    for sheet in reading.sheets:
        for check in sheet.checks:
            for result in check.results:
                if result.state is ResultState.ACCEPTED:
                    for wrong in _wrong(check, result, book):
                        yield f"{wrong}: {check.kind.value} {check.sheet}!{result.cell} raw {result.raw[:40]!r} {_told(result)}"


def _told(result: Result) -> str:
    return (
        f"{result.outcome} {result.passed}/{result.checked} {result.scored}/{result.points}"
        f" {result.reading} {dict(result.detail or {})}"
    )


def _wrong(check: Check, result: Result, book: Book) -> Iterator[str]:
    if not book.has(check.sheet):
        yield "no such sheet"
        return
    row, col = coordinate_to_tuple(result.cell)
    value = book.value(check.sheet, row, col)
    if book.is_error(check.sheet, row, col):
        yield "an error value was accepted"
    if shown(value) != bare(result.raw) and not _is_same_time(value, result.raw):
        yield f"raw is not what openpyxl shows ({shown(value)[:40]!r})"
    if not 0 <= result.passed <= result.checked:
        yield "passed above checked"
    if result.points is not None and not 0 <= (result.scored or 0) <= result.points:
        yield "scored above points"
    yield from _RULES.get(check.kind, _by_reading)(check, result, book, value)
    yield from _details(check, result, book, row)


def _is_same_time(value: object, raw: str) -> bool:
    """Times, of which one reader keeps fractions of a second, the other days."""
    if isinstance(value, dt.time | dt.timedelta | dt.datetime):
        found = [set(re.findall(r"\d+", text)) for text in (str(value), raw)]
        return bool(found[0] & found[1])
    return False


def _checklist(check: Check, result: Result, book: Book, value: object) -> Iterator[str]:
    said, got = mark(value), result.outcome.value if result.outcome else ""
    row, col = coordinate_to_tuple(result.cell)
    if said == got or _legend_says(book, value, got):
        return
    above = book.column(check.sheet, col, row)
    if any(mark(v) == got for v in above if isinstance(v, str)):
        heads = any(
            isinstance(v, str) and mark(v) == got and mark_key(v)[0] > "\u4e00" for v in above
        )
        if heads or mark_key(value) in _REPEATS:  # ticked below 不合格; or as above
            return
    yield f"a mark that means {said} by the vocabulary"


def _legend_says(book: Book, value: object, got: str) -> bool:
    """Whether some text of the sheet speaks of this mark near a word of this outcome."""
    words = {"pass": _PASS_WORDS, "fail": _FAIL_WORDS}.get(got)
    codes = (
        set(mark_key(value)) if re.fullmatch("[①-⑳、,0-9]+", mark_key(value)) else {mark_key(value)}
    )
    raw = {*codes, *(unicodedata.normalize("NFKC", shown(value)).lower(),)}
    for text in book.texts:
        for one in filter(None, raw):
            at = text.find(one)
            if at >= 0 and len(text) > len(one) and (not words or words.search(text)):
                return True
    return False


def _counts(check: Check, result: Result, book: Book, value: object) -> Iterator[str]:  # noqa: ARG001
    row, _ = coordinate_to_tuple(result.cell)
    there = {n for v in book.row(check.sheet, row) for n in numbers(v)}
    whole = {n for v in book.row(check.sheet, row) for n in (numbers(v), sums(numbers(v)))[0]}
    possible = sums(whole) if len(whole) < 60 else whole
    if not there and any(v is not None for v in book.row(check.sheet, row)):
        return  # marks were counted
    if Decimal(result.checked) not in possible and result.checked != sum(whole):
        yield "no such number checked in the row"
    by_rate = {n / d * result.checked for n in there for d in (1, 100)}
    if Decimal(result.passed) not in possible and not any(
        abs(n - result.passed) < 1 for n in by_rate
    ):
        yield "no such number passed in the row"


def _points(check: Check, result: Result, book: Book, value: object) -> Iterator[str]:  # noqa: ARG001
    if result.points is None or result.scored is None or value is None:
        return
    there, points, scored = (
        numbers(value),
        Decimal(result.points) / 100,
        Decimal(result.scored) / 100,
    )
    there |= {abs(n) for n in there}
    if not there and (mark(value) or not shown(value).strip("-—/\\无")):
        return
    if scored not in there and points - scored not in there:
        yield "no such number of points in the cell"


def _by_reading(check: Check, result: Result, book: Book, value: object) -> Iterator[str]:
    """The measured number must stand in the cell; a time may be converted."""
    if result.reading is None or not numbers(value):
        return
    there = {float(n) for n in numbers(value)}
    factors = (1, 60, 1440, 1 / 60, 0.01, 100) if check.kind is Kind.TIMING else (1,)
    near = any(abs(abs(result.reading) - n * f) <= 0.006 for n in there for f in factors)
    if not near and check.kind is not Kind.TIMING:
        yield "no such number in the cell"
    if not near and check.kind is Kind.TIMING and not _is_span(check, result, book, value):
        yield "no such time in the cell"


def _is_span(check: Check, result: Result, book: Book, value: object) -> bool:
    """Whether a time is one of several parts (1小时20分) or runs between two cells."""
    return (
        isinstance(value, dt.time | dt.timedelta | dt.datetime)
        or len(numbers(value)) > 1
        or any(
            isinstance(v, dt.time | dt.datetime)
            for v in book.row(check.sheet, coordinate_to_tuple(result.cell)[0])
        )
    )


def _stock(check: Check, result: Result, book: Book, value: object) -> Iterator[str]:
    said = result.detail or {}
    if "actual" in said and Decimal(str(said["actual"])) not in numbers(value) and numbers(value):
        yield "no such count in the cell"
    if (
        said.get("expiry_status") == "expired"
        and result.outcome
        and result.outcome.value == "pass"
        and mark(value) is None
    ):
        yield "an expired line passed"
    if (
        "expiry" in said
        and check.date > dt.date.fromisoformat(str(said["expiry"]))
        and mark(value) is None
        and result.passed
    ):
        yield "an expired line passed"
    row, _ = coordinate_to_tuple(result.cell)
    there = {n for v in book.row(check.sheet, row) for n in numbers(v)}
    if "par" in said and Decimal(str(said["par"])) not in there:
        yield "no such par level in the row"


def _details(check: Check, result: Result, book: Book, row: int) -> Iterator[str]:
    """The days that are kept beside a result must be written in its row, or stand for rows below."""
    said = {
        str(v)[:10]
        for k, v in (result.detail or {}).items()
        if k in ("expiry", "due") and _DATE.match(str(v))
    }
    if not said:
        return
    there = {str(day) for v in book.row(check.sheet, row) for day in days(v)}
    earlier = {str(d) for r in range(1, row) for v in book.row(check.sheet, r) for d in days(v)}
    reckoned = check.kind is Kind.MAINTENANCE  # the next day, from last and cycle
    if not (said <= there or said <= earlier or reckoned):
        yield f"no such day in the row ({said - there})"


def _register(check: Check, result: Result, book: Book, value: object) -> Iterator[str]:  # noqa: ARG001
    """The days or hours that a case took lie between two days of its row, or are written there."""
    if result.reading is None:
        return
    row = book.row(check.sheet, coordinate_to_tuple(result.cell)[0])
    there = {day for v in row for day in _days_without_year(v, check.date)}
    spans = {abs((a - b).days) for a in there for b in there}
    written = {float(n) for v in row for n in numbers(v)}
    took = {result.reading, result.reading / 24, result.reading / 60, result.reading / 1440}
    if not any(abs(t - s) < 1.01 for t in took for s in spans) and not took & written:
        yield "no such time between two days of the row"


def _days_without_year(value: object, near: dt.date) -> set[dt.date]:
    if isinstance(value, str) and (found := re.search(r"(\d{1,2})\D(\d{1,2})", value)):
        return days(value) | days(f"{near.year}-{found[1]}-{found[2]}")
    return days(value)


_RULES = {
    Kind.CHECKLIST: _checklist, Kind.COUNTS: _counts, Kind.POINTS: _points, Kind.STOCK: _stock,
    Kind.REGISTER: _register,
}  # fmt: skip
