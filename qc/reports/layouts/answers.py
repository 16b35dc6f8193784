"""From a placeholder to its value, or to why there is none."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rapidfuzz import process

from qc.errors import QcError, UsageError
from qc.locale import N_
from qc.reports.layouts.placeholders import Placeholder
from qc.reports.layouts.vocabulary import (
    OF_A_UNIT,
    OF_AN_INDICATOR,
    OF_THE_MONTH,
    TABLES,
    Source,
    Value,
    Word,
)


def value_of(asked: Placeholder, source: Source) -> Value:
    """What is put into a cell that holds this placeholder alone. UsageError where it cannot be filled."""
    word, about = _word(asked, source)
    return word.value(about, source.t)


def said_of(asked: Placeholder, source: Source) -> str:
    """What stands for it within a text. UsageError where it cannot be filled."""
    word, about = _word(asked, source)
    said = word.said(about, source.t)
    return said.isoformat() if isinstance(said, dt.date) else said


def lines_of(asked: Placeholder, source: Source) -> list[Any]:
    """The lines of the table that a placeholder names, of another month and the first few alone where it
    says so ({{findings.item:2026-09:8}}). UsageError for an unknown table or column."""
    table = TABLES.get(asked.name)
    if table is None:
        raise _unknown(asked.name, list(TABLES))
    if asked.column not in table.columns:
        raise _unknown(asked.column, list(table.columns))
    most = next((int(part) for part in asked.given if len(part) < 4 and part.isdigit()), None)
    period = next((part for part in asked.given if part != str(most)), "")
    return list(table.lines(source.at(period)))[:most]


def cell_of(asked: Placeholder, line: Any, source: Source) -> Value:
    """The value of a table's column in one of its lines."""
    return TABLES[asked.name].columns[asked.column](line, source.t)


def _word(asked: Placeholder, source: Source) -> tuple[Word, Any]:
    if asked.name in OF_THE_MONTH:
        return OF_THE_MONTH[asked.name], source.at(asked.given[0] if asked.given else "")
    if asked.name not in OF_AN_INDICATOR:
        raise _unknown(asked.name, [*OF_THE_MONTH, *OF_AN_INDICATOR, *TABLES])
    if not asked.given:
        raise UsageError(
            N_('"{word}" needs the code of an indicator.'),
            N_("Write it like {example}."),
            word=asked.name,
            example="{{" + asked.name + ":disinfection}}",
        )
    line = source.indicator(asked.given)
    in_unit = not hasattr(line, "movement")
    if in_unit and asked.name not in OF_A_UNIT and asked.name != "name":
        raise UsageError(
            N_('"{word}" is not told of a single unit.'),
            N_("Choose one of: {known}."),
            word=asked.name,
            known=", ".join(OF_A_UNIT),
        )
    return OF_AN_INDICATOR[asked.name], line


def _unknown(word: str, known: list[str]) -> QcError:
    nearest = process.extractOne(word, known)
    return UsageError(
        N_('There is no placeholder "{word}".'),
        N_('Did you mean "{nearest}"? Known are: {known}.'),
        word=word,
        nearest=nearest[0] if nearest else known[0],
        known=", ".join(known),
    )
