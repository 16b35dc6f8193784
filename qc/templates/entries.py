"""What may be entered where: drop-downs, numbers and dates that Excel checks as they are typed.

Rules are formulas over cells only; nothing of a standard or of the organisation gets into one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from qc.sheetstyle import Look
from qc.templates.forms import Entry
from qc.templates.look import ENTRY, WORDS
from qc.templates.page import MONTH_FORMAT, Page

FIRST_UNIT, FIRST_ITEM = (2, 2), (2, 3)
"""Where the lists of units and items begin on the sheet of instructions."""
Area = tuple[int, int, int, int]
Rule = dict[str, Any]
_EARLIEST = dt.date(2020, 1, 1)
_SAID_BEFORE = frozenset(("date", "due", "month", "expiry"))  # not at every tick of a grid
_NUMBERS = {
    "date": "yyyy-mm-dd",
    "due": "yyyy-mm-dd",
    "expiry": "@",
    "text": "@",
    "time": "hh:mm",
    "validity": "@",
}


def look_of(page: Page, entry: Entry) -> Look:
    """How a cell for such an entry looks; words stay words, even 007 or 2027-08."""
    base = WORDS if entry in ("text", "item") else ENTRY
    number = MONTH_FORMAT[page.about.language] if entry == "month" else _NUMBERS.get(entry)
    return {**base, "num_format": number} if number else base


def allow(
    page: Page, area: Area, entry: Entry, choices: Sequence[str] = (), most: tuple[int, int] = (0, 0)
) -> None:  # fmt: skip
    """Let only such entries into an area (rows and columns, inclusive); `most` is the cell with the
    highest number allowed."""
    rule = _rule(page, area, entry, choices, most)
    hint = page.forms.hint(entry)
    if rule is None or hint is None:
        return
    said = page.say(hint, choices=" ".join(choices))
    rule |= {"error_title": page.word("not_allowed"), "error_message": said}
    if entry in _SAID_BEFORE:
        rule["input_message"] = said
    page.sheet.data_validation(*area, rule)


def _rule(
    page: Page, area: Area, entry: Entry, choices: Sequence[str], most: tuple[int, int]
) -> Rule | None:
    cell = xl_rowcol_to_cell(area[0], area[1])
    if entry in ("mark", "choice"):
        return {"validate": "list", "source": list(choices)}
    if entry in ("unit", "item"):
        return _listed(page, entry)
    if entry == "deduction":
        limit = xl_rowcol_to_cell(*most, col_abs=True)
        return _custom(f'=OR({cell}="/",AND(ISNUMBER({cell}),{cell}>=0,{cell}<={limit}))')
    return _SIMPLE[entry](cell) if entry in _SIMPLE else None


def _listed(page: Page, entry: Entry) -> Rule | None:
    """The organisation's units or the standard's items; another one may stay, with a question."""
    listed = page.about.units if entry == "unit" else page.about.items
    if not listed:
        return None
    row, column = FIRST_UNIT if entry == "unit" else FIRST_ITEM
    first = xl_rowcol_to_cell(row, column, True, True)
    last = xl_rowcol_to_cell(row + len(listed) - 1, column, True, True)
    source = f"='{page.word('guide')}'!{first}:{last}"
    return {"validate": "list", "source": source, "error_type": "warning"}


def _custom(formula: str) -> Rule:
    return {"validate": "custom", "value": formula}


def _date(maximum: object) -> Rule:
    return {"validate": "date", "criteria": "between", "minimum": _EARLIEST, "maximum": maximum}


_SIMPLE: dict[str, Callable[[str], Rule]] = {
    "count": lambda cell: _custom(
        f'=OR({cell}="/",AND(ISNUMBER({cell}),{cell}>=0,{cell}=INT({cell})))'
    ),
    "score": lambda cell: _custom(
        f'=OR({cell}="/",AND(ISNUMBER({cell}),{cell}>=0,{cell}<=100))'
    ),
    "validity": lambda cell: _custom(
        f'=OR({cell}="长期",ISNUMBER({cell}),ISNUMBER(DATEVALUE({cell})),ISNUMBER(DATEVALUE({cell}&"-01")))'
    ),
    "amount": lambda cell: _custom(f"=ISNUMBER({cell})"),
    "date": lambda _: _date("=TODAY()"),
    "due": lambda _: _date(dt.date(2099, 12, 31)),
    "month": lambda _: _date(dt.date(2099, 12, 31)),
    "expiry": lambda cell: _custom(
        f'=OR({cell}="/",ISNUMBER({cell}),ISNUMBER(DATEVALUE({cell})),ISNUMBER(DATEVALUE({cell}&"-01")))'
    ),
    "time": lambda _: {
        "validate": "time", "criteria": "between", "minimum": dt.time(), "maximum": dt.time(23, 59),
    },
}  # fmt: skip
