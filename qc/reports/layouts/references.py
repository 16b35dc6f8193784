"""References in formulas and ranges when rows come in between: what stands below moves down, what holds the
new rows grows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

_CELL = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)(\d+)")
_ROWS = re.compile(r"(\$?)(\d+):(\$?)(\d+)")


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


def moved_range(text: str, shift: Shift) -> str:
    """A cell or a range without a sheet ("B5", "$A$1:C9", "5:7"), as it is called now."""
    if rows := _ROWS.fullmatch(text):
        first, last = shift.start(int(rows[2])), shift.end(int(rows[4]))
        return f"{rows[1]}{first}:{rows[3]}{last}"
    parts = text.split(":")
    found = [_CELL.fullmatch(part) for part in parts]
    if len(parts) > 2 or not all(found):
        return text
    ends = [shift.start, shift.end] if len(parts) == 2 else [shift.start]
    return ":".join(
        f"{m[1]}{m[2]}{m[3]}{move(int(m[4]))}" for m, move in zip(found, ends, strict=True) if m
    )


def moved_ranges(text: str, shift: Shift) -> str:
    """Ranges with blanks between them, as conditional formats have them; what holds for a cell of a row that is
    repeated holds for it in every copy."""
    return " ".join(moved_range(_as_range(part, shift), shift) for part in text.split())


def _as_range(cell: str, shift: Shift) -> str:
    found = _CELL.fullmatch(cell)
    return f"{cell}:{cell}" if found and shift.added.get(int(found[4])) else cell


def moved_formula(formula: str, own: str, shifts: Mapping[str, Shift]) -> str:
    """A formula (without its "=") of the sheet `own`, every reference as it is called now."""
    tokens = Tokenizer(f"={formula}")
    return "".join(_moved(token, own, shifts) for token in tokens.items)


def _moved(token: Token, own: str, shifts: Mapping[str, Shift]) -> str:
    value = str(token.value)
    if token.type != Token.OPERAND or token.subtype != Token.RANGE:
        return value
    prefix, mark, reference = value.rpartition("!")
    sheet = _unquoted(prefix) if mark else own
    shift = shifts.get(sheet)
    return f"{prefix}{mark}{moved_range(reference, shift)}" if shift else value


def _unquoted(sheet: str) -> str:
    if sheet.startswith("'") and sheet.endswith("'"):
        return sheet[1:-1].replace("''", "'")
    return sheet
