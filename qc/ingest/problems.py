"""The problems of workbooks by code: what is said, what is expected, how to put it right.

English msgids with {named} places, filled with the problem's `value` and `values`.
"""

from __future__ import annotations

from dataclasses import dataclass

from qc.ingest.grid import Cell
from qc.ingest.notice_wordings import TEXTS
from qc.ingest.values.text import show
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
    "error_beside": Wording(
        W,
        N_("The cell shows the error {value}; it was not needed, the figures beside it count."),
        N_("the figure that the formula should give"),
        N_("Correct the formula when you have time."),
    ),
    "text_in_number": Wording(
        E,
        N_("“{value}” is no exact number."),
        N_("a number such as 20"),
        N_("Write the number alone into this cell and import the file again."),
    ),
    "missing_number": Wording(
        E,
        N_("A number is missing here although others stand beside it."),
        N_("a number such as 20"),
        N_("Write the number into this cell and import the file again."),
    ),
    "number_with_unit": Wording(
        I,
        N_("“{value}” was read as the number {number}."),
        N_("a number alone"),
        N_("Nothing to do if this is right."),
    ),
    "odd_decimal_point": Wording(
        I,
        N_("The decimal point of “{value}” is another sign; it was read as {number}."),
        N_("a number such as 1.5"),
        N_("Nothing to do if this is right."),
    ),
    "passed_gt_checked": Wording(
        E,
        N_("{value} passed of {checked} that were checked: one of the two is wrong."),
        N_("no more passed than checked"),
        N_("Correct the one that is wrong and import the file again."),
    ),
    "failed_gt_checked": Wording(
        E,
        N_("{value} failed of {checked} that were checked: one of the two is wrong."),
        N_("no more failed than checked"),
        N_("Correct the one that is wrong and import the file again."),
    ),
    "stated_rate_mismatch": Wording(
        W,
        N_("The sheet says {value}, its own figures say {computed}; the figures count."),
        N_("the rate that the figures give"),
        N_("Correct the rate, or the figures if they are what is wrong."),
    ),
    "stated_total_mismatch": Wording(
        W,
        N_("The sheet says {value}, its rows add up to {computed}; the rows count."),
        N_("the sum of the rows"),
        N_("Correct the total, or the row that is wrong."),
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
    "nothing_filled": Wording(
        I,
        N_("The form is empty: nothing has been filled in yet."),
        N_("a mark or figure in at least one line"),
        N_("Fill it in and import it again; an empty form needs no import."),
    ),
    "no_cases": Wording(
        I,
        N_("The register says that nothing happened: no case was registered."),
        N_("cases, or words such as 无"),
        N_("Nothing to do if this is right."),
    ),
    "own_book": Wording(
        I,
        N_(
            "{value} was written by this program from checks that are counted already: nothing of it was counted again."
        ),
        N_("the check sheets themselves"),
        N_("Write down what was done with each finding (qc findings); this book needs no import."),
    ),
    "figures_beside": Wording(
        I,
        N_("“{value}” holds figures, not marks: it was not taken for a check item."),
        N_("√ or ×, 合格 or 不合格"),
        N_("Nothing to do if these are readings or counts."),
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
    "marks_unplaced": Wording(
        W,
        N_(
            "{count} marks, the first one here, have no label above or no item beside them; they were not counted."
        ),
        N_("a label above each column of marks, an item beside each row"),
        N_("Write the missing label or item, or delete the marks, and import the file again."),
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
        I,
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
    "html_as_xlsx": Wording(
        I,
        N_("This file is really a web page saved under an Excel name; its table was read."),
        N_("a workbook (.xlsx)"),
        N_(
            "Nothing to do; to keep it as a workbook, open it in Excel or WPS and save it as .xlsx."
        ),
    ),
    "other_format": Wording(
        I,
        N_("This file is really {format}, whatever its name says; it was read as that."),
        N_("a name that ends as the content is"),
        N_("Nothing to do; to be safe, open it in Excel or WPS and save it as .xlsx."),
    ),
    "deduction_gt_points": Wording(
        E,
        N_("{value} is deducted of an item that has {points} points."),
        N_("no more deducted than the item's full marks"),
        N_("Correct the deduction or the full marks and import the file again."),
    ),
    "score_gt_points": Wording(
        E,
        N_("{value} was given for an item that has {points} points."),
        N_("no more than the item's full marks"),
        N_("Correct the score or the full marks and import the file again."),
    ),
    "deductions_assumed": Wording(
        I,
        N_(
            "Nothing says whether the numbers are deducted or obtained; they were taken as deductions."
        ),
        N_("扣分 or 得分 in the header"),
        N_("Nothing to do if this is right; if not, say so on the import page or by --map."),
    ),
    "scores_assumed": Wording(
        I,
        N_("Nothing says whether the numbers are deducted or obtained; they were taken as scores."),
        N_("扣分 or 得分 in the header"),
        N_("Nothing to do if this is right; if not, say so on the import page or by --map."),
    ),
    "ticks_in_order_assumed": Wording(
        I,
        N_("Nothing says whether √ means in order or a problem; it was taken as in order."),
        N_("a legend such as 合格打“√”，不合格打“×”"),
        N_("Nothing to do if this is right; if not, say so on the import page or by --map."),
    ),
    "blanks_missed_assumed": Wording(
        I,
        N_("{count} marks are blank in checks that are otherwise filled; taken as missed items."),
        N_("√ or ×, or / for not applicable"),
        N_("Nothing to do if this is right; if not, say so on the import page or by --map."),
    ),
    "blanks_in_order_assumed": Wording(
        I,
        N_("{count} marks are blank where √ marks a problem; they were taken as in order."),
        N_("√ or ×, or / for not applicable"),
        N_("Nothing to do if this is right; if not, say so on the import page or by --map."),
    ),
    "full_marks_assumed": Wording(
        I,
        N_("The full marks are not written; {points} were taken."),
        N_("the full marks in the header or title"),
        N_("Nothing to do if this is right; otherwise write them into the title."),
    ),
    "short_of_base": Wording(
        W,
        N_("Only {value} of the par level {par} are there."),
        N_("at least the par level"),
        N_(
            "A finding of the clinic, not of the sheet: replenish. Nothing to correct if it is right."
        ),
    ),
    "expired_drug": Wording(
        W,
        N_("Expired: good until {last}, counted on {day}."),
        N_("an expiry date on or after the day of the count"),
        N_(
            "A finding of the clinic, not of the sheet: replace. Nothing to correct if it is right."
        ),
    ),
    "near_expiry": Wording(
        I,
        N_("Near expiry: good until {last}."),
        N_("more than {days} days left"),
        N_("Mark it, use it first and order a new one in time."),
    ),
    "expired_but_ticked": Wording(
        W,
        N_("Marked {value} although it expired on {last}."),
        N_("a mark that fits the expiry date"),
        N_(
            "Find out which is right: correct the mark or the expiry date and import the file again."
        ),
    ),
    "unreadable_expiry": Wording(
        E,
        N_("“{value}” cannot be read as an expiry date."),
        N_("a date such as 2027-08-31 or a month such as 2027-08"),
        N_("Write the expiry date into this cell and import the file again."),
    ),
    "unclear_expiry": Wording(
        W,
        N_("“{value}” cannot be read as an expiry date; the marks beside it count."),
        N_("a date such as 2027-08-31 or a month such as 2027-08"),
        N_("Write the expiry date into this cell."),
    ),
    "missing_expiry": Wording(
        W,
        N_("The expiry date is missing although the lines around have one; judged by count alone."),
        N_("a date such as 2027-08-31, or — for what does not expire"),
        N_("Write the expiry date into this cell and import the file again."),
    ),
    "several_expiries": Wording(
        I,
        N_("Several expiry dates stand here; the earliest decides: {last}."),
        N_("one expiry date, or one line for each batch"),
        N_("Nothing to do if this is right."),
    ),
    "month_expiry": Wording(
        I,
        N_("The first of a month was read as the whole month: good until {last}."),
        N_("a day, or a month written as text such as 2027-08"),
        N_("Nothing to do if this is right."),
    ),
    "number_as_expiry": Wording(
        I,
        N_(
            "The number {value} was read as January (until {last}); 2027.10 typed as a number is 2027.1."
        ),
        N_("a date such as 2027-10-31"),
        N_("Nothing to do if it is January; otherwise write the month as text such as 2027-10."),
    ),
    "seal_number_assumed": Wording(
        I,
        N_("No column says whether the seal was whole; a seal's number was taken as a whole seal."),
        N_("a column 封条完好"),
        N_("Nothing to do if this is right."),
    ),
    "conflicting_marks": Wording(
        E,
        N_("{count} answers to one question are ticked; which one holds is not known."),
        N_("one tick for a question"),
        N_("Find out which one holds, remove the others and import the file again."),
    ),
    "score_gt_max": Wording(
        E,
        N_("“{value}” is no score from 0 to {best}."),
        N_("a score of the question's scale"),
        N_("Write the score that was given into this cell and import the file again."),
    ),
    "answers_gt_forms": Wording(
        E,
        N_("There are {answers} answers here but only {forms} forms: one of the two is wrong."),
        N_("no more answers than forms"),
        N_("Correct the one that is wrong and import the file again."),
    ),
    "forms_gt_sent": Wording(
        W,
        N_("{value} forms came back of {sent} that were handed out: one of the two is wrong."),
        N_("no more forms back than handed out"),
        N_("Correct the one that is wrong; the forms that came back count."),
    ),
    "rate_of_no_count": Wording(
        E,
        N_("The rate “{value}” gives no whole number of satisfied customers."),
        N_("how many were satisfied"),
        N_("Write how many were satisfied beside the rate and import the file again."),
    ),
    "negative_number": Wording(
        E,
        N_("“{value}” is less than nothing."),
        N_("a number from 0 on"),
        N_("Write the right number into this cell and import the file again."),
    ),
    "end_before_start": Wording(
        E,
        N_("It ended at {value}, before it began at {start}."),
        N_("a time after the start; 次日 where it is past midnight"),
        N_("Correct the time that is wrong and import the file again."),
    ),
    "past_midnight_assumed": Wording(
        I,
        N_("{value} was taken for the day after {start}."),
        N_("次日 before a time past midnight"),
        N_("Write 次日 before the time, or correct the one that is wrong."),
    ),
    "length_mismatch": Wording(
        W,
        N_("{value} is not the time from {start} to {end} beside it; the length counts."),
        N_("the time from the start to the end"),
        N_("Correct the length, or the start or end if one of them is what is wrong."),
    ),
    "impossible_time": Wording(
        E,
        N_("There is no such time of day: {value}."),
        N_("a time such as 09:05"),
        N_("Write the right time into this cell and import the file again."),
    ),
    "unreadable_time": Wording(
        E,
        N_("“{value}” cannot be read as a time of day."),
        N_("a time such as 09:05"),
        N_("Write the time as 09:05 into this cell and import the file again."),
    ),
    "limit_unknown": Wording(
        W,
        N_("Nothing says how long it may take; the minutes are kept, but nothing is judged."),
        N_("a limit in the header or title, such as ≤15分钟"),
        N_("Write the limit into the header or the title and import the file again."),
    ),
    "stated_result_mismatch": Wording(
        W,
        N_(
            "The sheet says {value}, its own figures say otherwise ({computed}); the figures count."
        ),
        N_("what the figures give"),
        N_("Correct what is said here, or the figures if they are what is wrong."),
    ),
    "closed_before_opened": Wording(
        E,
        N_("{value} lies before the case began ({opened}); nothing of this case is counted."),
        N_("a day from the beginning of the case on"),
        N_("Correct the date that is wrong and import the file again."),
    ),
    "reported_before_occurred": Wording(
        E,
        N_("Reported {value}, before it happened ({opened}); nothing of this case is counted."),
        N_("a report after the event"),
        N_("Correct the date that is wrong and import the file again."),
    ),
    "no_value_limit": Wording(
        I,
        N_("Nothing says within which limit “{value}” must lie; it is kept, but not judged."),
        N_("a limit in the header, the title or a column, such as ≤4 or 2-8℃"),
        N_("Write the limit into the header or the title and import the file again."),
    ),
    "expired_licence": Wording(
        W,
        N_("Expired: valid until {last}, looked at on {day}."),
        N_("a last day on or after the day of the check"),
        N_("A finding of the clinic, not of the sheet: renew. Nothing to correct if it is right."),
    ),
    "licence_near_expiry": Wording(
        I,
        N_("It is valid until {last} only."),
        N_("more than {days} days left"),
        N_("Have it renewed in time."),
    ),
    "due_before_last": Wording(
        E,
        N_("The next service is due on {value}, before the last one was done ({last})."),
        N_("a day after the last service"),
        N_("Correct the date that is wrong and import the file again."),
    ),
    "cycle_unknown": Wording(
        E,
        N_("Neither a due date nor a cycle says when the next service is due (“{value}”)."),
        N_("a due date, or a cycle such as 每季 or 6个月"),
        N_("Write the due date or the cycle and import the file again."),
    ),
    "unit_alias": Wording(
        I,
        N_("“{value}” was read as {unit}."),
        N_("the unit's own name"),
        N_("Nothing to do if this is right."),
    ),
    **{code: Wording(*told) for code, told in TEXTS.items()},
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
