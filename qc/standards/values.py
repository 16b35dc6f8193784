"""What one cell says, and what is written into it: values of the model, in one form that can be compared."""

from __future__ import annotations

import datetime as dt
import json
import re
from decimal import Decimal

from qc.ingest.values.dates import read_date
from qc.ingest.values.numbers import read_number
from qc.ingest.values.text import show
from qc.locale import N_
from qc.standards.columns import Column, layout
from qc.text import printable

Value = str | Decimal | bool | dt.date | tuple[str, ...] | None
"""Of a cell, by its column's sort; None (or "", or no words) for a blank one."""

SEPARATOR = "；"
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_PART = re.compile(rf"\s*({_QUOTED.pattern}(?=\s*(?:[；;\n]|$))|[^；;\n]*)(?:[；;\n]|$)")
_ODD = re.compile(r'[；;\n"]')
Fault = tuple[str, str]
"""What is expected and the remedy, as msgids."""

_NUMBER = (N_("A number is expected."), N_("Write a number such as 5 or 0.95."))
_WHOLE = (N_("A whole number is expected."), N_("Write a number such as 5, without a fraction."))
_SHARE = (N_("A share from 0 to 1 is expected."), N_("Write 0.95, or 95 with a percent sign."))
_DATE = (N_("A day is expected."), N_("Write it like 2027-01-31."))
_YES_NO = (N_("Yes or no is expected."), N_("Write 是 or 否; blank means no."))
_CHOICE = (N_("This is none of the choices."), N_("Take one from the list: {choices}."))
_NEEDED = (N_("This cell may not be blank."), N_("Fill it in."))
_ABOVE = (N_("A number above {bound} is expected."), N_("Write a larger one."))
_LEAST = (N_("A number from {bound} on is expected."), N_("Write a larger one."))
_PLACES = (N_("At most {places} decimal places are expected."), N_("Round it."))


class Unreadable(ValueError):  # noqa: N818 - a finding about a cell, not a failure
    """A cell that does not say what its column holds."""

    def __init__(self, fault: Fault, **values: object) -> None:
        super().__init__(fault[0])
        self.fault, self.values = fault, values


def tidy(text: str) -> str:
    """A text as the workbook can hold it: no control signs, one kind of line break, no space around."""
    return printable(text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def read_value(column: Column, cell: object) -> Value:
    """The value of a cell. `Unreadable` for what the column cannot hold; indicators and groups stay
    the text that names them."""
    text = tidy(show(cell))
    if not text:
        if column.needed:
            raise Unreadable(_NEEDED)
        return default_of(column)
    if column.sort in ("number", "whole", "share"):
        return _bounded(column, _number(column, cell))
    if column.sort == "date":
        return _date(cell)
    return _said(column, text)


def default_of(column: Column) -> Value:
    """What a blank cell means."""
    if column.sort == "words":
        return ()
    if column.sort == "yes_no":
        return False
    if isinstance(column.default, int):
        return Decimal(column.default)
    if column.sort == "text":
        return column.default or ""
    return column.default


def _said(column: Column, text: str) -> Value:
    if column.sort == "words":
        return words_of(text)
    if column.sort == "yes_no":
        answer = layout().answered(text)
        if answer is None:
            raise Unreadable(_YES_NO)
        return answer
    if column.sort == "choice":
        chosen = layout().chosen(column, text)
        if chosen is None:
            raise Unreadable(_CHOICE, choices=choices_of(column))
        return chosen
    return text


def choices_of(column: Column) -> str:
    return "、".join(text.zh for text in layout().choices[column.choices].values())


def _date(cell: object) -> dt.date:
    day = None if isinstance(cell, bool) else read_date(cell).date
    if day is None:
        raise Unreadable(_DATE)
    return day


def _number(column: Column, cell: object) -> Decimal:
    found = read_number(cell)
    share = column.sort == "share"
    if found.value is None or found.unit not in (("", "%") if share else ("",)):
        raise Unreadable(_SHARE if share else _NUMBER)
    value = found.value / 100 if found.unit == "%" else found.value
    if share and not 0 <= value <= 1:
        raise Unreadable(_SHARE)
    if column.sort == "whole" and value != value.to_integral_value():
        raise Unreadable(_WHOLE)
    return value


def _bounded(column: Column, value: Decimal) -> Decimal:
    if column.above is not None and value <= column.above:
        raise Unreadable(_ABOVE, bound=column.above)
    if column.least is not None and value < column.least:
        raise Unreadable(_LEAST, bound=column.least)
    if column.places is not None and value != round(value, column.places):
        raise Unreadable(_PLACES, places=column.places)
    return value


def words_of(text: str) -> tuple[str, ...]:
    """Several words of one cell, parted by ； ; or a line break; one in straight quotes may hold those."""
    parts = (found[1].strip() for found in _PART.finditer(text))
    return tuple(_unquoted(part) for part in parts if part)


def _unquoted(part: str) -> str:
    if not _QUOTED.fullmatch(part):
        return part
    try:
        return str(json.loads(part))
    except ValueError:  # quotes that somebody set for another reason
        return part


def joined(words: tuple[str, ...]) -> str:
    """Several words as one cell holds them; `words_of` reads them back."""
    return SEPARATOR.join(
        json.dumps(word, ensure_ascii=False) if _ODD.search(word) else word for word in words
    )


def plain(value: Decimal) -> str:
    """A number without an exponent or idle zeros."""
    return f"{value.normalize():f}"


def share_text(value: Decimal) -> str:
    return f"{plain(value * 100)}%"


def said_of(column: Column, value: Value, language: str) -> str:
    """A value in words, as the preview shows it and a cell of text holds it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return layout().words["yes" if value else "no"].of(language)
    if isinstance(value, tuple):
        return joined(value)
    if isinstance(value, Decimal):
        return share_text(value) if column.sort == "share" else plain(value)
    if column.sort == "choice":
        return layout().choices[column.choices][str(value)].of(language)
    return str(value)
