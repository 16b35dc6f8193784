"""References in formulas and ranges when rows come in between: what stands below moves down, what holds the
new rows grows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

_CELL = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d{1,7})")
_ROWS = re.compile(r"(\$?)(\d{1,7}):(\$?)(\d{1,7})")
_WHOLE = frozenset(("SUM(", "AVERAGE(", "COUNT(", "COUNTA(", "MAX(", "MIN(", "SUMPRODUCT(", "MEDIAN("))  # fmt: skip
"""A cell of a repeated row that one of these adds up means all of its copies."""


@dataclass(frozen=True)
class Shift:
    """How many rows come in after which: `added` by the row (from 1) that is repeated."""

    added: Mapping[int, int]

    def start(self, row: int) -> int:
        """Where a row stands now; of a row that is repeated the first of its copies."""
        return row + sum(more for at, more in self.added.items() if at < row)

    def end(self, row: int) -> int:
        """Where a range that ended in a row ends now: with the last of its copies."""
        return row + sum(more for at, more in self.added.items() if at <= row)

    def __bool__(self) -> bool:
        return any(self.added.values())


class Own(NamedTuple):
    """Where a formula of a repeated row stands: in which row of the layout, and in which one now."""

    template: int
    now: int


def moved_range(text: str, shift: Shift, own: Own | None = None, *, grow: bool = False) -> str:
    """A cell or a range without a sheet ("B5", "$A$1:C9", "5:7"), as it is called now. A reference to the row
    of its own in a formula of a repeated row (`own`) looks at the copy's row unless a "$" holds it; a single
    cell becomes the range of its copies where it is to `grow`."""
    if rows := _ROWS.fullmatch(text):
        first = _row(int(rows[2]), rows[1], shift, own)
        last = _row(int(rows[4]), rows[3], shift, own, ends=True)
        return f"{rows[1]}{first}:{rows[3]}{last}"
    parts = text.split(":")
    if len(parts) == 1 and grow and own is None:
        parts = _grown(text, shift)
    found = [_CELL.fullmatch(part) for part in parts]
    if len(parts) > 2 or not all(found):
        return text
    told = [
        f"{m[1]}{m[2]}{m[3]}{_row(int(m[4]), m[3], shift, own, ends=at == 1)}"
        for at, m in enumerate(found)
        if m
    ]
    return ":".join(told)


def _row(row: int, held: str, shift: Shift, own: Own | None, *, ends: bool = False) -> int:
    if own and row == own.template and not held:
        return own.now
    return shift.end(row) if ends else shift.start(row)


def _grown(cell: str, shift: Shift) -> list[str]:
    found = _CELL.fullmatch(cell)
    return [cell, cell] if found and shift.added.get(int(found[4])) else [cell]


def moved_ranges(text: str, shift: Shift) -> str:
    """Ranges with blanks between them, as conditional formats have them; what holds for a cell of a row that is
    repeated holds for it in every copy."""
    return " ".join(moved_range(part, shift, grow=True) for part in text.split())


def moved_formula(
    formula: str,
    sheet: str,
    shifts: Mapping[str, Shift],
    own: Own | None = None,
    *,
    grow: bool = False,
) -> str:
    """A formula (without its "=") of a sheet, every reference as it is called now; single cells of repeated
    rows become ranges where all are to `grow` (charts), and where they are added up."""
    tokens = list(Tokenizer(f"={formula}").items)
    around: list[str] = []
    told = []
    for at, token in enumerate(tokens):
        whole = _is_whole(tokens, at) and bool(around) and around[-1].upper() in _WHOLE
        told.append(_moved(token, sheet, shifts, own, grow=grow or whole))
        if token.subtype == Token.OPEN:
            around.append(str(token.value))
        elif token.subtype == Token.CLOSE and around:
            around.pop()
    if told == [str(token.value) for token in tokens]:
        return formula  # with every blank and break as it was written
    return "".join(told)


def _is_whole(tokens: list[Token], at: int) -> bool:
    """Whether a token is all that stands between two brackets or commas."""
    beside = [tokens[n] for n in (at - 1, at + 1) if 0 <= n < len(tokens)]
    return len(beside) == 2 and all(
        each.type == Token.SEP or each.subtype in (Token.OPEN, Token.CLOSE) for each in beside
    )


def _moved(
    token: Token, sheet: str, shifts: Mapping[str, Shift], own: Own | None, *, grow: bool
) -> str:
    value = str(token.value)
    if token.type != Token.OPERAND or token.subtype != Token.RANGE:
        return value
    prefix, mark, reference = value.rpartition("!")
    named = unquoted(prefix) if mark else sheet
    shift = shifts.get(named)
    if shift is None:
        return value
    return (
        f"{prefix}{mark}{moved_range(reference, shift, own if named == sheet else None, grow=grow)}"
    )


def sheets_named(formula: str) -> tuple[set[str], bool]:
    """The other sheets that a formula looks at, and whether it looks where that cannot be told: at a name, a
    table, or a place that it works out."""
    named, vague = set(), False
    for token in Tokenizer(f"={formula}").items:
        value = str(token.value)
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            prefix, mark, reference = value.rpartition("!")
            named |= {unquoted(prefix)} if mark else set()
            vague |= not all(_CELL.fullmatch(p) or _ROWS.fullmatch(reference) or re.fullmatch(r"\$?[A-Za-z]{1,3}", p) for p in reference.split(":"))  # fmt: skip
        elif token.type == Token.FUNC and token.subtype == Token.OPEN:
            vague |= value.upper() in ("INDIRECT(", "OFFSET(")
    return named, vague


def unquoted(sheet: str) -> str:
    """A sheet's name as it stands in a reference, without its quotes."""
    if sheet.startswith("'") and sheet.endswith("'"):
        return sheet[1:-1].replace("''", "'")
    return sheet
