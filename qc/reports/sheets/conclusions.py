"""结论: what the month says in three sentences, key figures, and how to read the states."""

from __future__ import annotations

from typing import Any

from qc.locale import N_
from qc.reports.cells import quoted
from qc.reports.content import Report
from qc.reports.page import LINE, TALLEST, lines_needed, open_sheet, unbroken
from qc.reports.paper import set_up_print
from qc.reports.sheets import held_back, scorecard
from qc.reports.states import COLOURS
from qc.reports.style import CAPTION, CELL, HEAD, Book
from qc.sheetstyle import INK, QUIET
from qc.words import State, Verdict

NAME = N_("Conclusions")
WIDTHS = (28, 17, 15, 15, 17)
LAST = len(WIDTHS) - 1
SIGNED = (N_("Prepared by:"), N_("Checked by:"), N_("Approved by:"), N_("Date:"), "")
STATES = {
    State.MET: N_("on the right side of the target, and enough was checked to be sure"),
    State.MET_SO_FAR: N_("on the right side of the target, but few were checked: keep following"),
    State.MISSED_SO_FAR: N_("on the wrong side of the target, but few were checked"),
    State.MISSED: N_("on the wrong side of the target, and enough was checked to be sure"),
    State.NO_DATA: N_("nothing was checked: neither met nor missed"),
}


def write(book: Book, report: Report) -> None:
    sheet = open_sheet(book, book.t(NAME), WIDTHS)
    row = _heading(book, sheet, report)
    row = _sentences(book, sheet, report, row)
    row = _key_figures(book, sheet, report, row + 1)
    row = _legend(book, sheet, row + 1)
    row = _signatures(book, sheet, row + 1)
    set_up_print(book, sheet, report, (0, 0, row, LAST), portrait=True, pages_tall=1)


def _heading(book: Book, sheet: Any, report: Report) -> int:
    made = book.t("Made on {day} from the imported audit workbooks", day=report.made_on)
    sheet.set_row(0, 22)
    sheet.write_string(0, 0, report.clinic, book.format(font_size=12, font_color=QUIET))
    sheet.set_row(1, 38)
    sheet.write_string(1, 0, report.title, book.format(font_size=20, bold=True))
    sheet.write_string(2, 0, made, book.format(CAPTION, indent=0))
    sheet.set_row(3, 12)
    return 4


def _sentences(book: Book, sheet: Any, report: Report, row: int) -> int:
    about = book.format(font_color=QUIET, valign="top", top=1, top_color=QUIET)
    words = book.format(
        font_size=13, text_wrap=True, valign="top", top=1, top_color=QUIET, align="left"
    )
    for conclusion in report.conclusions:
        lines = lines_needed(conclusion.sentence, sum(WIDTHS[1:]) / 1.3)
        sheet.set_row(row, min(TALLEST, lines * 1.4 * LINE + 14))
        sheet.write_string(row, 0, conclusion.about, about)
        sheet.merge_range(row, 1, row, LAST, "", words)
        sheet.write_string(row, 1, unbroken(conclusion.sentence), words)
        row += 1
    return row


def _key_figures(book: Book, sheet: Any, report: Report, row: int) -> int:
    """Counts of the scorecard's verdicts, live, and of what is not in the figures."""
    card = report.scorecard
    verdicts = {verdict: book.t(verdict.label) for verdict in Verdict}
    column = scorecard.verdict_range(book, report)
    missed = card.rated - card.met
    figures = [
        ("indicators_met", book.t("Indicators met"), _count(column, verdicts[Verdict.MET]), card.met),
        ("indicators_missed", book.t("Indicators missed"), _count(column, verdicts[Verdict.MISSED]), missed),
        ("indicators_without_data", book.t("Without data"), _count(column, verdicts[Verdict.NONE]), card.silent),
        ("missed_items", book.t("Missed items"), "", card.missed_items),
        ("places_held_back", book.t("Places held back"), held_back.held_count(book), report.places_held_back),
    ]  # fmt: skip
    sheet.set_row(row, LINE + 3)
    sheet.set_row(row + 1, 32)
    for at_column, (name, label, formula, value) in enumerate(figures):
        sheet.write_string(row, at_column, label, book.format(HEAD, indent=0))
        big = book.format(CELL, font_size=18, indent=0, align="left", num_format="0")
        if formula:
            sheet.write_formula(row + 1, at_column, formula, big, value)
        else:
            sheet.write_number(row + 1, at_column, value, big)
        address = f"${chr(65 + at_column)}${row + 2}"
        book.workbook.define_name(name, f"={quoted(book.t(NAME))}!{address}")
    return row + 2


def _signatures(book: Book, sheet: Any, row: int) -> int:
    """The report block: who made, checked and approved it, to be signed on paper."""
    line = book.format(font_color=QUIET, bottom=1, bottom_color=QUIET)
    sheet.set_row(row, 36)
    for column, who in enumerate(SIGNED):
        sheet.write_string(row, column, book.t(who) if who else "", line)
    return row


def _count(column: str, word: str) -> str:
    return f'=COUNTIF({column},"{word}")'


def _legend(book: Book, sheet: Any, row: int) -> int:
    sheet.merge_range(row, 0, row, LAST, "", book.format(HEAD, indent=0))
    sheet.write_string(row, 0, book.t("How to read the states"), book.format(HEAD, indent=0))
    for state, meaning in STATES.items():
        row += 1
        sheet.set_row(row, LINE + 2)
        look = book.format(font_color=COLOURS[state], bold=True)
        sheet.write_string(row, 0, _state(book, state), look)
        sheet.write_string(row, 1, book.t(meaning), book.format(font_color=INK))
    return row + 1


def _state(book: Book, state: State) -> str:
    """Shape, verdict and how sure, e.g. "◐ target met · few checks"."""
    if state is State.NO_DATA:
        return f"{state.shape} {book.t(state.label)}"
    verdict = Verdict.MET if state in (State.MET, State.MET_SO_FAR) else Verdict.MISSED
    return f"{state.shape} {book.t(verdict.label)} · {book.t(state.label)}"
