"""Cells that hold figures: number formats that never round across a target, formulas with the
value that they will give."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from qc.analysis.display import NO_DATA, movement, percent, target_percent
from qc.reports.style import NUMBER, Book
from qc.sheetstyle import QUIET
from qc.words import Direction


def at(row: int, column: int, sheet: str = "") -> str:
    """A1 address of a cell, with its sheet when it is on another one."""
    address: str = xl_rowcol_to_cell(row, column)
    return f"{quoted(sheet)}!{address}" if sheet else address


def quoted(sheet: str) -> str:
    """A sheet's name as formulas write it."""
    return "'" + sheet.replace("'", "''") + "'"


def share_format(rate: float, target: float = math.nan, before: str = "") -> str:
    """The number format that shows a share as the pages do: "96.3 %", never across the target.

    `before` is a word or shape in front of the number.
    """
    lead = f'"{before} "' if before else ""
    digits = _decimals(percent(rate, target))
    return f"{lead}0{digits} %"


def target_format(target: float) -> str:
    """The number format that shows a target as it was set: "95 %", "99.5 %"."""
    return f"0{_decimals(target_percent(target))} %"


def movement_format(points: float) -> str:
    """The number format of a change in percentage points: "▲ 1.2", "▼ 0.6", "="."""
    digits = "0" + _decimals(movement(points))
    return f'"▲ "{digits};"▼ "{digits};"="'


def _decimals(shown: str) -> str:
    """ ".00" for "94.96 %"; nothing for a whole number."""
    _, point, rest = shown.partition(".")
    return point + "0" * sum(digit.isdigit() for digit in rest)


def shown(value: float) -> float | str:
    """What a formula's cell holds: the number, or the dash where there is none."""
    return NO_DATA if math.isnan(value) else value


def write_share(
    book: Book, sheet: Any, place: tuple[int, int], rate: float, target: float = math.nan,
    formula: str = "", **look: object,
) -> None:  # fmt: skip
    """A share as a number (or as a formula with this value); "—" where there is none."""
    look = {"num_format": share_format(rate, target), **look}
    style = book.format(NUMBER, **look)
    if formula:
        sheet.write_formula(*place, formula, style, shown(rate))
    elif math.isnan(rate):
        sheet.write_string(*place, NO_DATA, style)
    else:
        sheet.write_number(*place, rate, style)


def write_target(book: Book, sheet: Any, place: tuple[int, int], target: float) -> None:
    """A target, quiet, with the digits it was set with."""
    write_share(book, sheet, place, target, num_format=target_format(target), font_color=QUIET)


def ratio(passed: str, checked: str) -> str:
    """The formula of a pooled rate: passed ÷ checked, "—" where nothing was checked."""
    return f'=IF({checked}=0,"{NO_DATA}",{passed}/{checked})'


def weighted_mean(rates: list[str], weights: list[Decimal]) -> str:
    """The formula of a parent's rate: the weighted mean of those of its children that have one."""
    pairs = list(zip(rates, weights, strict=True))
    top = "+".join(f"N({rate})*{weight}" for rate, weight in pairs)
    bottom = "+".join(f"ISNUMBER({rate})*{weight}" for rate, weight in pairs)
    return f'=IF(COUNT({",".join(rates)})=0,"{NO_DATA}",({top})/({bottom}))'


def attained(passed: str, checked: str, target: str, value: float, direction: Direction) -> str:
    """The condition "on the right side of the target", on whole numbers so that no fraction is
    rounded: passed × 10000 ≥ (target × 10000) × checked, with as many zeros as the target needs."""
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    scale = 10 ** max(4, -int(exponent))
    sign = ">=" if direction is Direction.HIGHER else "<="
    return f"{passed}*{scale}{sign}ROUND({target}*{scale},0)*{checked}"
