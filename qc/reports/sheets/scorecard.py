"""指标: every indicator against its target, with live formulas for rate, verdict and movement."""

from __future__ import annotations

import math
from typing import Any

from xlsxwriter.utility import xl_range, xl_range_abs

from qc.analysis.answers import ScoreLine
from qc.analysis.display import NO_DATA
from qc.locale import N_
from qc.reports.cells import (
    at,
    attained,
    movement_format,
    quoted,
    ratio,
    shown,
    weighted_mean,
    write_share,
    write_target,
)
from qc.reports.content import Report
from qc.reports.page import (
    FIRST_ROW,
    HEAD_ROW,
    LINE,
    open_sheet,
    row_height,
    write_head,
    write_title,
)
from qc.reports.paper import set_up_print
from qc.reports.sheets import trends
from qc.reports.style import CELL, COUNT, MET, MISSED, NUMBER, Book
from qc.sheetstyle import INK, QUIET
from qc.words import Basis, Direction, State, Verdict, verdict_label

NAME = N_("Scorecard")
COLUMNS = (
    N_("Indicator"), N_("Rate"), N_("Passed"), N_("Checked"), N_("Counting unit"), N_("Target"),
    N_("Verdict"), N_("State"), N_("Same month last year"), N_("Last month"), N_("Month on month (pp)"),
    N_("Year on year (pp)"), N_("Interval from"), N_("Interval to"), N_("12 months"),
)  # fmt: skip
WIDTHS = (26, 10, 9, 9, 21, 9, 12, 13, 11, 10, 14, 14, 10, 10, 22)
NUMBERS = frozenset({1, 2, 3, 5, 8, 9, 10, 11, 12, 13})
INDICATOR, RATE, PASSED, CHECKED, UNIT, TARGET, VERDICT, STATE, YEAR_AGO, BEFORE, MOVED, YEAR_MOVED, LOWER, UPPER, SPARK = range(15)  # fmt: skip
NAMED = {"rate": RATE, "passed": PASSED, "checked": CHECKED, "target": TARGET, "verdict": VERDICT}


def write(book: Book, report: Report) -> None:
    name = book.t(NAME)
    sheet = open_sheet(book, name, WIDTHS)
    caption = f"{report.clinic} · {report.title}"
    write_title(book, sheet, report.conclusions[0].sentence, caption, WIDTHS[:SPARK])
    write_head(book, sheet, [book.t(column) for column in COLUMNS], NUMBERS)
    rows = row_of(report)
    for line in report.scorecard.lines:
        _write_line(book, sheet, report, line, rows)
        _define_names(book, name, line.indicator.code, rows[line.indicator.code])
    last = last_row(report)
    _colour_verdicts(book, sheet, last)
    sheet.freeze_panes(FIRST_ROW, 1)
    sheet.autofilter(HEAD_ROW, 0, last, UPPER)
    # Sparklines are for the screen: LibreOffice prints them beside their cells. On paper the three
    # months in figures stand for them, and the charts of the next sheet.
    set_up_print(book, sheet, report, (0, 0, last, UPPER), repeat=(HEAD_ROW, HEAD_ROW))


def row_of(report: Report) -> dict[str, int]:
    """The row of each indicator, by code."""
    codes = (line.indicator.code for line in report.scorecard.lines)
    return {code: FIRST_ROW + place for place, code in enumerate(codes)}


def last_row(report: Report) -> int:
    return FIRST_ROW + len(report.scorecard.lines) - 1


def verdict_range(book: Book, report: Report) -> str:
    """Where the verdicts of the core indicators stand, as another sheet's formula names it; they come
    first."""
    last = FIRST_ROW + len(report.scorecard.core) - 1
    cells = xl_range_abs(FIRST_ROW, VERDICT, last, VERDICT)
    return f"{quoted(book.t(NAME))}!{cells}"


def state_words(book: Book, line: ScoreLine) -> str:
    """The state's shape and how sure it is, e.g. "◐ few checks"; a census leaves no doubt."""
    unjudged = line.state in (State.NO_DATA, State.NO_TARGET)
    sure_of_all = line.indicator.basis is Basis.CENSUS and not unjudged
    return f"{line.state.shape} {book.t(Basis.CENSUS.label if sure_of_all else line.state.label)}"


def _write_line(
    book: Book, sheet: Any, report: Report, line: ScoreLine, rows: dict[str, int]
) -> None:
    row = rows[line.indicator.code]
    name = line.indicator.name.of(book.t.language)
    texts, widths = (name, _counting_unit(book, line)), (WIDTHS[INDICATOR], WIDTHS[UNIT])
    sheet.set_row(row, max(1.5 * LINE, row_height(texts, widths)))
    sheet.write_string(row, INDICATOR, name, book.format(CELL, bold=True))
    _write_counts(book, sheet, line, row)
    formula = _parent_rate(report, line, rows) if line.is_parent else _rate(row)
    write_share(book, sheet, (row, RATE), line.rate, line.target, formula, bold=True)
    write_target(book, sheet, (row, TARGET), line.target)
    _write_verdict(book, sheet, report, line, rows)
    _write_movement(book, sheet, report, line, row)
    write_share(book, sheet, (row, LOWER), line.lower, line.target, font_color=QUIET)
    write_share(book, sheet, (row, UPPER), line.upper, line.target, font_color=QUIET)
    _sparkline(book, sheet, report, line, row)


def _write_counts(book: Book, sheet: Any, line: ScoreLine, row: int) -> None:
    if line.is_parent:
        for column in (PASSED, CHECKED):
            sheet.write_string(row, column, NO_DATA, book.format(NUMBER))
    else:
        sheet.write_number(row, PASSED, line.passed, book.format(COUNT))
        sheet.write_number(row, CHECKED, line.checked, book.format(COUNT))
    sheet.write_string(row, UNIT, _counting_unit(book, line), book.format(CELL))


def _counting_unit(book: Book, line: ScoreLine) -> str:
    """What is counted and how; of a parent, how many of its children met their targets."""
    t = book.t
    if not line.is_parent:
        return f"{line.indicator.counting_unit.of(t.language)} · {t(line.indicator.basis.label)}"
    return t(
        "{met} of {rated} met ({all} children)",
        met=line.children_met,
        rated=line.children_rated,
        all=line.children,
    )


def _rate(row: int) -> str:
    return ratio(at(row, PASSED), at(row, CHECKED))


def _children(report: Report, line: ScoreLine) -> list[ScoreLine]:
    code = line.indicator.code
    return [child for child in report.scorecard.lines if child.indicator.parent == code]


def _parent_rate(report: Report, line: ScoreLine, rows: dict[str, int]) -> str:
    children = _children(report, line)
    cells = [at(rows[child.indicator.code], RATE) for child in children]
    return weighted_mean(cells, [child.indicator.weight for child in children])


def _write_verdict(
    book: Book, sheet: Any, report: Report, line: ScoreLine, rows: dict[str, int]
) -> None:
    row = rows[line.indicator.code]
    none, met, missed = (book.t(v.label) for v in (Verdict.NONE, Verdict.MET, Verdict.MISSED))
    if math.isnan(line.target):
        said = book.t(verdict_label(line.verdict, line.state))
        sheet.write_string(row, VERDICT, said, book.format(CELL, bold=True))
        sheet.write_string(row, STATE, state_words(book, line), book.format(CELL))
        return
    if line.is_parent:
        empty = f"NOT(ISNUMBER({at(row, RATE)}))"
        condition = _parent_attained(report, line, rows, missed)
    else:
        empty = f"{at(row, CHECKED)}=0"
        condition = attained(
            at(row, PASSED),
            at(row, CHECKED),
            at(row, TARGET),
            line.target,
            line.indicator.direction,
        )
    formula = f'=IF({empty},"{none}",IF({condition},"{met}","{missed}"))'
    sheet.write_formula(
        row, VERDICT, formula, book.format(CELL, bold=True), book.t(line.verdict.label)
    )
    sheet.write_string(row, STATE, state_words(book, line), book.format(CELL))


def _parent_attained(report: Report, line: ScoreLine, rows: dict[str, int], missed: str) -> str:
    """On the right side of its target while no child is missed."""
    row = rows[line.indicator.code]
    sign = ">=" if line.indicator.direction is Direction.HIGHER else "<="
    no_child_missed = [
        f'{at(rows[child.indicator.code], VERDICT)}<>"{missed}"'
        for child in _children(report, line)
    ]
    reached = f"ROUND({at(row, RATE)}-{at(row, TARGET)},12){sign}0"
    return f"AND({','.join([reached, *no_child_missed])})"


def _write_movement(book: Book, sheet: Any, report: Report, line: ScoreLine, row: int) -> None:
    """Against last month (环比), whose rate stands among the trend's figures, and against the same month of
    the year before (同比)."""
    cell = trends.rate_cell(book, report, line.indicator.code, months_back=1)
    formula = f'=IF(ISNUMBER({cell}),{cell},"{NO_DATA}")' if cell else ""
    write_share(book, sheet, (row, BEFORE), line.previous_rate, line.target, formula, font_color=QUIET)  # fmt: skip
    write_share(book, sheet, (row, YEAR_AGO), line.year_rate, line.target, font_color=QUIET)
    _write_points(book, sheet, (row, MOVED), at(row, BEFORE), line.movement)
    _write_points(book, sheet, (row, YEAR_MOVED), at(row, YEAR_AGO), line.year_movement)


def _write_points(book: Book, sheet: Any, place: tuple[int, int], then: str, points: float) -> None:
    """The change of the rate in percentage points against another cell, live."""
    now = at(place[0], RATE)
    moved = f'=IF(AND(ISNUMBER({now}),ISNUMBER({then})),ROUND(({now}-{then})*100,10),"{NO_DATA}")'
    look = book.format(NUMBER, num_format=movement_format(points))
    sheet.write_formula(*place, moved, look, shown(round(points, 10)))


def _sparkline(book: Book, sheet: Any, report: Report, line: ScoreLine, row: int) -> None:
    sheet.write_blank(row, SPARK, None, book.format(CELL))
    where = trends.rate_range(book, report, line.indicator.code)
    if where and any(not math.isnan(point.rate) for point in line.history):
        look = {"series_color": INK, "last_color": MISSED, "weight": 1.5}
        if line.verdict is not Verdict.MISSED:
            look["last_color"] = MET if line.verdict is Verdict.MET else INK
        sheet.add_sparkline(
            row, SPARK, {"range": where, "last_point": True, "empty_cells": "gaps", **look}
        )


def _colour_verdicts(book: Book, sheet: Any, last: int) -> None:
    """Colour follows the verdict's formula, so that it cannot contradict it."""
    for verdict, colour in ((Verdict.MET, MET), (Verdict.MISSED, MISSED)):
        look = book.workbook.add_format({"font_color": colour})
        criteria = f'=$G{FIRST_ROW + 1}="{book.t(verdict.label)}"'
        rule = {"type": "formula", "criteria": criteria, "format": look}
        sheet.conditional_format(xl_range(FIRST_ROW, VERDICT, last, STATE), rule)


def _define_names(book: Book, sheet_name: str, code: str, row: int) -> None:
    """rate_disinfection, target_disinfection and so on, for the clinic's own formulas."""
    for word, column in NAMED.items():
        cell = xl_range_abs(row, column, row, column)
        name = f"{word}_{code}".replace("-", "_")
        book.workbook.define_name(name, f"={quoted(sheet_name)}!{cell}")
