"""Sheets as nurses lay them out, described before they are written: what stands where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xlsxwriter.utility import xl_rowcol_to_cell

from sample_data.marks import Fault, Mark, Severity


@dataclass(frozen=True)
class Column:
    """One check of a matrix: its header, its marks by item (none: a closed day, somebody away) and
    what is signed at its foot."""

    header: object
    marks: Mapping[str, Mark]
    foot: str = ""


@dataclass(frozen=True)
class Matrix:
    """Items down, checks across. `items` are (category, text) pairs; `header_label` stands over the
    columns, `tally` over a count of √ and `remark_label` over `remarks` (by item), where given."""

    name: str
    title: str
    strip: tuple[str, ...]
    items: Sequence[tuple[str, str]]
    columns: Sequence[Column]
    header_label: str = ""
    item_label: str = "检查内容"
    tally: str = ""
    remark_label: str = ""
    remarks: Mapping[str, str] = field(default_factory=dict)
    foot_label: str = ""
    notes: str = ""
    shade: str = "#EDEDED"
    standard: str = ""  # what it should be known as, where that is looked at

    FIRST = 3  # column of the first check: 序号, 类别 and 检查内容 stand before it
    TOP = 3  # row of the header: clinic, title and strip stand above it

    @property
    def body(self) -> int:
        """The row of the first item."""
        return self.TOP + 1 + bool(self.header_label)

    @property
    def width(self) -> int:
        """The columns up to and with the last check."""
        return self.FIRST + len(self.columns)

    @property
    def last(self) -> int:
        return self.width - 1 + bool(self.tally) + bool(self.remark_label)

    def cell(self, row: int, column: int) -> str:
        """Where the mark of an item in a check stands, both counted from 0."""
        return str(xl_rowcol_to_cell(self.body + row, self.FIRST + column))

    @property
    def marks(self) -> Iterator[Mark]:
        return (mark for column in self.columns for mark in column.marks.values())


@dataclass(frozen=True)
class CheckList:
    """One check a row, units (and subjects, under `subject_label`) merged over their rows."""

    name: str
    title: str
    subtitle: str
    marks: Sequence[Mark]
    dates: Sequence[object]  # as they are spelt
    units: Sequence[str]  # as they are written
    remarks: Sequence[str | None]
    subject_label: str = ""
    instructions: Sequence[str] = ()
    standard: str = ""  # as of a matrix

    BODY = 3  # row of the first mark

    @property
    def labels(self) -> tuple[str, ...]:
        subject = (self.subject_label,) if self.subject_label else ()
        return ("序号", "检查日期", "科室", *subject, "检查项目", "检查结果", "检查者", "备注")

    def cell(self, row: int, label: str) -> str:
        """Where a row's date, result or the like stands, rows counted from 0."""
        return str(xl_rowcol_to_cell(self.BODY + row, self.labels.index(label)))


@dataclass(frozen=True)
class Line:
    """One row of a table: what is written, and what should come of it."""

    cells: Sequence[object]
    marks: Sequence[Mark] = ()


@dataclass(frozen=True)
class Table:
    """Any other form: a title, a strip, a header and rows. `standard` is the code of the standard that
    it follows, `columns` are (label, width) pairs, `faults` are where it is written wrongly."""

    name: str
    standard: str
    title: str
    strip: tuple[str, ...]
    columns: Sequence[tuple[str, int]]
    lines: Sequence[Line]
    notes: str = ""
    faults: Sequence[Fault] = ()

    BODY = 3  # row of the first line

    @property
    def marks(self) -> Iterator[Mark]:
        return (mark for line in self.lines for mark in line.marks)

    def fault(self, row: int, label: str, code: str, severity: Severity = "error") -> Fault:
        """A fault in a row's cell, rows counted from 0."""
        column = [name for name, _ in self.columns].index(label)
        return Fault(self.name, str(xl_rowcol_to_cell(self.BODY + row, column)), code, severity)


Sheet = Matrix | CheckList | Table
