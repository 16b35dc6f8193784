"""A head nurse at the workbook of the standards: cells found by sheet, line and head, as she finds them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from qc.standards.columns import SheetName, layout

Keys = tuple[str, ...]


class Desk:
    """An exported workbook that is open to be edited; lines are told by code (items: checklist, code)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book: Workbook = load_workbook(path)

    def sheet(self, name: SheetName) -> Worksheet:
        """The sheet in whichever language it was exported."""
        said = layout().sheets[name].name
        found = self.book[said.zh if said.zh in self.book.sheetnames else said.en]
        assert isinstance(found, Worksheet)
        return found

    def column(self, name: SheetName, key: str) -> int:
        head = layout().sheets[name].column(key).head
        heads = [cell.value for cell in self.sheet(name)[1]]
        return next(n for n, said in enumerate(heads, start=1) if said in (head.zh, head.en))

    def line(self, name: SheetName, *code: str) -> int:
        keys = ("checklist", "code") if name == "items" else ("code",)
        columns = [self.column(name, key) for key in keys]
        sheet = self.sheet(name)
        return next(
            row
            for row in range(2, sheet.max_row + 1)
            if tuple(sheet.cell(row, column).value for column in columns) == code
        )

    def cell(self, name: SheetName, key: str, *code: str) -> Any:
        return self.sheet(name).cell(self.line(name, *code), self.column(name, key))

    def write(self, name: SheetName, whose: str | Keys, /, **values: object) -> None:
        """Write into the cells of one line; a dot of a key is written `__`."""
        codes = (whose,) if isinstance(whose, str) else whose
        for key, value in values.items():
            self.cell(name, key.replace("__", "."), *codes).value = value

    def add(self, name: SheetName, values: Mapping[str, object], at: int | None = None) -> int:
        """A new line, at the end or before a row; returns its row."""
        sheet = self.sheet(name)
        row = at or sheet.max_row + 1
        if at:
            sheet.insert_rows(at)
        for key, value in values.items():
            sheet.cell(row, self.column(name, key)).value = value  # type: ignore[assignment]
        return row

    def drop(self, name: SheetName, *code: str) -> None:
        self.sheet(name).delete_rows(self.line(name, *code))

    def save(self) -> Path:
        self.book.save(self.path)
        return self.path
