"""The problems of workbooks by code: what is said, what is expected, how to put it right.

English msgids with {named} places, filled with the problem's `value` and `values`.
"""

from __future__ import annotations

from dataclasses import dataclass

from qc.ingest.grid import Cell
from qc.ingest.text import show
from qc.locale import N_, Translator
from qc.records import Problem
from qc.words import Severity

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741


@dataclass(frozen=True)
class Wording:
    severity: Severity
    message: str
    expected: str
    remedy: str


WORDINGS: dict[str, Wording] = {
    "missing_date": Wording(
        E,
        N_("The date is missing here although the rows around have one."),
        N_("a date such as 2026-10-31"),
        N_("Write the day of the check into this cell and import the file again."),
    ),
    "impossible_date": Wording(
        E,
        N_("There is no such day: {value}."),
        N_("a day of the calendar such as 2026-10-31"),
        N_("Write the right date into this cell and import the file again."),
    ),
    "unreadable_date": Wording(
        E,
        N_("“{value}” cannot be read as a date."),
        N_("a date such as 2026-10-31"),
        N_("Write the date as 2026-10-31 into this cell and import the file again."),
    ),
    "future_date": Wording(
        E,
        N_("{value} lies in the future (today is {today})."),
        N_("a day up to today"),
        N_("Correct the date, most often the year or month, and import the file again."),
    ),
    "contradictory_date": Wording(
        E,
        N_("{value} lies far from what the sheet says of itself: {said}."),
        N_("a day of the time that the title names"),
        N_("Correct the date or the title, most often the year, and import the file again."),
    ),
    "missing_unit": Wording(
        E,
        N_("The unit is missing here although the rows around have one."),
        N_("the name of the unit that was checked"),
        N_("Write the unit into this cell and import the file again."),
    ),
    "unknown_mark": Wording(
        E,
        N_("“{value}” is no mark that this sheet or the program knows."),
        N_("√ or ×, 合格 or 不合格, / for not applicable"),
        N_("Decide whether it passed or failed, write that into the cell and import it again."),
    ),
    "error_value": Wording(
        E,
        N_("The cell shows the error {value}."),
        N_("a mark"),
        N_("Write the mark itself into the cell instead of the formula and import it again."),
    ),
    "missing_mark": Wording(
        W,
        N_("This item was left blank in a check that is otherwise filled (missed item)."),
        N_("√ or ×, or / for not applicable"),
        N_("If it was checked, write the mark and import again; otherwise it stays a missed item."),
    ),
    "duplicate_check": Wording(
        E,
        N_("The same result stands in {first} already; this one is not counted twice."),
        N_("each item once for a day, unit and inspector"),
        N_("Delete this row, or correct its date, unit or item, and import the file again."),
    ),
    "conflicting_duplicate": Wording(
        E,
        N_(
            "This contradicts {first}: same day, unit and item, another result. Neither is counted."
        ),
        N_("each item once for a day, unit and inspector"),
        N_("Find out which one is right, correct or delete the other and import the file again."),
    ),
    "no_table": Wording(
        E,
        N_("No table with check items was found in this workbook."),
        N_("a header such as 检查内容 or 检查项目 above the items"),
        N_("Check that it is the right file; the header row needs a column 检查内容 or 检查项目."),
    ),
    "sheet_not_read": Wording(
        I,
        N_("Nothing was read from the sheet {value}: it has no table with check items."),
        N_("a header such as 检查内容 or 检查项目 above the items"),
        N_("Nothing to do if it is no checklist."),
    ),
    "marks_not_read": Wording(
        W,
        N_("{count} marks of this sheet were not read: no header names a column of check items."),
        N_("a header such as 检查内容 or 检查项目 above the items"),
        N_("If it is a checklist, name its column 检查内容 and import the file again."),
    ),
    "table_not_understood": Wording(
        W,
        N_("This table has items but no marks that can be read; it was left out."),
        N_("√ or ×, 合格 or 不合格"),
        N_("If it is a checklist, mark it with √ and ×; a summary needs no import."),
    ),
    "points_not_read": Wording(
        W,
        N_("This table scores points; such sheets are not read yet, and it was left out."),
        N_("√ or ×, 合格 or 不合格"),
        N_("Keep the sheet; nothing of it is in the figures."),
    ),
    "checklist_unknown": Wording(
        I,
        N_("No standard fits “{value}”; it came in as your own checklist under {indicator}."),
        N_("a checklist of the catalogue"),
        N_("Nothing to do; add a standard to the workspace if it should have its own items."),
    ),
    "indicator_assumed": Wording(
        W,
        N_("Neither title nor items tell which indicator this is; it was counted as {indicator}."),
        N_("a title that names what is checked"),
        N_("Name the indicator in the title (such as 消毒隔离检查表) and import the file again."),
    ),
    "items_unknown": Wording(
        I,
        N_("{count} items are not in the standard {checklist}, the first is “{value}”."),
        N_("items of the standard"),
        N_("Nothing to do; add the wording to the standard as an alias if they are the same."),
    ),
    "year_assumed": Wording(
        I,
        N_("The dates leave out the year or month; it was read from “{value}”."),
        N_("full dates"),
        N_("Nothing to do if this is right."),
    ),
    "period_assumed": Wording(
        I,
        N_("No day is written; the checks count for {start} to {end}."),
        N_("the day of the check"),
        N_("Nothing to do if this is right."),
    ),
    "date_unknown": Wording(
        W,
        N_("Nothing says when this was checked; today was taken."),
        N_("a date in the table, its title or the file's name"),
        N_("Write the date into the sheet and import the file again."),
    ),
    "unit_assumed": Wording(
        I,
        N_("No unit is written; the checks count for {site}."),
        N_("the name of the unit that was checked"),
        N_("Nothing to do if this is right."),
    ),
    "unit_of_title": Wording(
        I,
        N_("The unit {unit} was read from “{value}”."),
        N_("the name of the unit that was checked"),
        N_("Nothing to do if this is right."),
    ),
    "hidden_sheet": Wording(
        I,
        N_("The sheet {value} is hidden and was not read."),
        N_("sheets that can be seen"),
        N_("Nothing to do if it is an old copy; otherwise unhide it and import the file again."),
    ),
    "panels_not_read": Wording(
        W,
        N_("Two tables stand side by side; such sheets are not read yet, and it was left out."),
        N_("one table below the other"),
        N_("Put the second table below the first and import the file again."),
    ),
    "unit_alias": Wording(
        I,
        N_("“{value}” was read as {unit}."),
        N_("the unit's own name"),
        N_("Nothing to do if this is right."),
    ),
}


def problem(code: str, sheet: str, cell: Cell | None, **values: object) -> Problem:
    """A problem of the wording's own severity at a cell; without one, of the whole sheet."""
    shown = str(values.pop("value", "")) or (show(cell.value) if cell else "")
    return Problem(
        WORDINGS[code].severity, code, sheet, cell.ref if cell else "", shown, dict(values)
    )


def double_at(code: str, sheet: str, cell: str, raw: str, first: str) -> Problem:
    """A double in another table than its first."""
    return Problem(WORDINGS[code].severity, code, sheet, cell, raw, {"first": first})


def describe(found: Problem, t: Translator) -> Wording:
    """The problem's wording in the reader's language, filled in."""
    wording = WORDINGS[found.code]
    values = {**found.values, "value": found.value}
    return Wording(
        found.severity,
        t(wording.message, **values),
        t(wording.expected, **values),
        t(wording.remedy, **values),
    )
