"""The edited workbook, read: lines of values, each knowing its cells. What cannot be read is listed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qc.errors import UsageError
from qc.ingest.containers import read_grids
from qc.ingest.grid import Grid, a1
from qc.ingest.values.text import show
from qc.locale import N_
from qc.standards.columns import SHEETS, Column, Sheet, SheetName, layout
from qc.standards.mistakes import Mistake, MistakesError
from qc.standards.rows import Row
from qc.standards.values import Unreadable, Value, default_of, read_value, tidy
from qc.text import normal_form

_PAIRS = (".zh", ".en")


@dataclass(frozen=True)
class Line:
    """One line of a sheet: its values by key, and where each stands."""

    sheet: str
    number: int
    places: Mapping[str, int]
    row: Row
    seen: Mapping[str, str]

    def cell(self, key: str) -> str:
        return a1(self.number, self.places[key])

    def mistake(
        self, key: str, expected: str, remedy: str, seen: str | None = None, **values: object
    ) -> Mistake:
        """A mistake in the cell of a key; `seen` where it is only a part of what stands there."""
        shown = self.seen[key] if seen is None else seen
        return Mistake(self.sheet, self.cell(key), shown, expected, remedy, values)


@dataclass(frozen=True)
class Edited:
    """All lines of a workbook, what is wrong in single cells, and what was not read (sheets, columns)."""

    lines: Mapping[SheetName, list[Line]]
    mistakes: list[Mistake] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read_edited(path: Path) -> Edited:
    """Read a workbook of the standards. UsageError where there is no such file, WorkbookError where it
    is no workbook, MistakesError where sheets or columns are missing."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(
            N_("{path} cannot be read: {reason}."),
            N_("Check the name; close the file in Excel or WPS if it is open there."),
            path=path,
            reason=error.strerror or error,
        ) from error
    grids = {normal_form(grid.sheet): grid for grid in read_grids(path.name, content)}
    found = {name: _of_name(grids, layout().sheets[name]) for name in SHEETS}
    places = {name: _places(grid, name) for name, grid in found.items() if grid}
    faults = [*_structure(found), *(fault for _, faults in places.values() for fault in faults)]
    if faults:
        raise MistakesError(path.name, faults)
    edited = Edited({name: [] for name in SHEETS}, unread=[*_strange(grids.values(), found)])
    for name, grid in found.items():
        if grid:
            _read_sheet(edited, name, grid, places[name][0])
    return edited


def _of_name(grids: Mapping[str, Grid], sheet: Sheet) -> Grid | None:
    forms = map(normal_form, (sheet.name.zh, sheet.name.en))
    return next((grids[form] for form in forms if form in grids), None)


def _structure(found: Mapping[SheetName, Grid | None]) -> Iterator[Mistake]:
    for name, grid in found.items():
        if grid is None:
            called = layout().sheets[name].name
            yield Mistake(
                called.zh, "", "",
                N_("There is no sheet {name}."),
                N_("Give the sheet its name back, or export the standards anew."),
                {"name": f"{called.zh} / {called.en}"},
            )  # fmt: skip


def _strange(grids: Iterable[Grid], found: Mapping[SheetName, Grid | None]) -> Iterator[str]:
    """The names of sheets, and of columns, that are not read; the guide is none."""
    guide = layout().words["guide"]
    ours = {grid.sheet for grid in found.values() if grid}
    for grid in grids:
        if grid.sheet not in (*ours, guide.zh, guide.en):
            yield grid.sheet
    for name, own in found.items():
        for cell in own.row_cells(0) if own and own.height else ():
            if _column(layout().sheets[name], cell.text) is None:
                yield f"{layout().sheets[name].name.zh}·{cell.written}"


def _column(sheet: Sheet, head: str) -> Column | None:
    form = normal_form(head)
    return next(
        (c for c in sheet.columns if form in (normal_form(c.head.zh), normal_form(c.head.en))), None
    )


def _places(grid: Grid | None, name: SheetName) -> tuple[dict[str, int], list[Mistake]]:
    """Where each column stands, whatever their order; those that are missing or stand twice."""
    sheet = layout().sheets[name]
    found: dict[str, int] = {}
    faults: list[Mistake] = []
    for cell in grid.row_cells(0) if grid and grid.height else ():
        column = _column(sheet, cell.text)
        if column is None:
            continue
        if column.key in found:
            faults.append(
                Mistake(
                    sheet.name.zh, cell.ref, cell.text,
                    N_("This column stands twice."), N_("Take one of the two away."),
                )
            )  # fmt: skip
        found.setdefault(column.key, cell.col)
    for column in sheet.columns:
        if column.key not in found:
            head = f"{column.head.zh} / {column.head.en}"
            faults.append(
                Mistake(
                    sheet.name.zh, "1", "",
                    N_("The column {head} is missing."),
                    N_("Write its head into the first row again, or export the standards anew."),
                    {"head": head},
                )
            )  # fmt: skip
    return found, faults


def _read_sheet(edited: Edited, name: SheetName, grid: Grid, places: Mapping[str, int]) -> None:
    sheet = layout().sheets[name]
    for number in range(1, grid.height):
        cells = {key: grid.cell(number, place).value for key, place in places.items()}
        broken = {
            key: grid.errors[number, place]
            for key, place in places.items()
            if (number, place) in grid.errors
        }
        if broken or any(tidy(show(value)) for value in cells.values()):
            line = Line(
                grid.sheet, number, places, {}, {k: tidy(show(v)) for k, v in cells.items()}
            )
            _read_line(edited, name, sheet, line, cells, broken)


def _read_line(
    edited: Edited,
    name: SheetName,
    sheet: Sheet,
    line: Line,
    cells: Mapping[str, object],
    broken: Mapping[str, str],
) -> None:
    row: dict[str, Value] = {}
    for column in sheet.columns:
        row[column.key] = default_of(column)
        if column.key in broken:
            expected, remedy = N_("A formula gives an error here."), N_("Write the value itself.")
            fault = line.mistake(column.key, expected, remedy, broken[column.key])
            edited.mistakes.append(fault)
            continue
        try:
            row[column.key] = read_value(column, _of_either(column.key, cells))
        except Unreadable as found:
            if column.key.endswith(".en") and not line.seen[column.key]:
                continue  # said at the Chinese already
            cell, seen = line.cell(column.key), line.seen[column.key]
            edited.mistakes.append(Mistake(line.sheet, cell, seen, *found.fault, found.values))
    edited.lines[name].append(Line(line.sheet, line.number, line.places, row, line.seen))


def _of_either(key: str, cells: Mapping[str, object]) -> object:
    """What a cell holds; of two languages the other's where it is blank."""
    if not tidy(show(cells[key])) and key.endswith(_PAIRS):
        return cells[key[:-3] + (".en" if key.endswith(".zh") else ".zh")]
    return cells[key]
