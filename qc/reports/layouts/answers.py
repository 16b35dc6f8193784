"""From a placeholder to its value, or to why there is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from qc.errors import UsageError
from qc.locale import N_
from qc.reports.layouts.names import chinese, chinese_column, known_as, nearest
from qc.reports.layouts.placeholders import Placeholder
from qc.reports.layouts.source import Source
from qc.reports.layouts.vocabulary import (
    NUMBER,
    OF_A_UNIT,
    OF_AN_INDICATOR,
    OF_THE_MONTH,
    TABLES,
    Value,
    Word,
)

COUNT = "count"
_WORDS = (*OF_THE_MONTH, *OF_AN_INDICATOR, COUNT)
_PERIOD = re.compile(r"\d{4}([-–].*)?")
_LIMIT = re.compile(r"\d{1,3}")


@dataclass(frozen=True)
class Line:
    """A line of a table, and its number in it, from 1."""

    number: int
    of: Any


def value_of(asked: Placeholder, source: Source, line: Line | None = None) -> Value:
    """What is put into a cell that holds this placeholder alone; `line` where it stands in a row of a table.
    UsageError where it cannot be filled."""
    if asked.column:
        word = _column(asked)
        if line is None:
            return ""
        return line.number if word is None else word.value(line.of, source.t)
    if known_as(asked.name, "words", [COUNT]):
        return _count(asked, source)
    word, about = _word(asked, source)
    return word.value(about, source.t)


def said_of(asked: Placeholder, source: Source, line: Line | None = None) -> str:
    """What stands for it within a text. UsageError where it cannot be filled."""
    if asked.column and line is not None and (column := _column(asked)):
        return column.said(line.of, source.t)
    if asked.column or known_as(asked.name, "words", [COUNT]):
        return str(value_of(asked, source, line))
    word, about = _word(asked, source)
    return word.said(about, source.t)


def table_of(asked: Placeholder) -> str:
    """The table that a placeholder names. UsageError for an unknown one."""
    found = known_as(asked.name, "tables", TABLES)
    if found is None:
        raise _unknown(asked.name, "tables", TABLES)
    return found


def check_column(asked: Placeholder) -> None:
    """UsageError for a table or column that is not known."""
    _column(asked)


def lines_of(asked: Sequence[Placeholder], source: Source) -> list[Line]:
    """The lines by which a row is repeated that holds these placeholders: of one table, in one month, the
    first few alone where one of them says so ({{findings.item:2026-09:8}}). UsageError where they contradict
    each other."""
    parts = [_parts(each) for each in asked]
    if len({table_of(each) for each in asked}) > 1:
        raise UsageError(
            N_("A row can repeat only one table."), N_("Give each table a row of its own.")
        )
    if len({period for period, _ in parts}) > 1:
        raise UsageError(
            N_("A row can repeat only one month."), N_("Name the same month in all of its cells.")
        )
    found = TABLES[table_of(asked[0])].lines(source.at(parts[0][0]))
    limits = [limit for _, limit in parts if limit is not None]
    most = min(limits) if limits else None
    return [Line(number, each) for number, each in enumerate(found[:most], 1)]


def _parts(asked: Placeholder) -> tuple[str, int | None]:
    """The month and the number of lines that a table's placeholder names."""
    months = [part for part in asked.given if _PERIOD.fullmatch(part)]
    limits = [part for part in asked.given if _LIMIT.fullmatch(part)]
    if len(months) > 1 or len(limits) > 1 or len(months) + len(limits) < len(asked.given):
        raise _too_much(asked, "{{findings.item:2026-09:8}}")
    return (months[0] if months else ""), (int(limits[0]) if limits else None)


def _column(asked: Placeholder) -> Word | None:
    """The column of a table; None for the line's number."""
    columns = TABLES[table_of(asked)].columns
    for sort in ("columns", "words"):  # the columns of the indicators are words
        found = known_as(asked.column, sort, (*columns, NUMBER))
        if found:
            return columns.get(found)
    raise _unknown(asked.column, "columns", (*columns, NUMBER))


def _count(asked: Placeholder, source: Source) -> int:
    table, *rest = asked.given or ("",)
    period = rest[0] if rest else ""
    if len(rest) > 1:
        raise _too_much(asked, "{{count:findings:2026-09}}")
    name = table_of(Placeholder(asked.written, table, "", ()))
    return len(TABLES[name].lines(source.at(period)))


def _word(asked: Placeholder, source: Source) -> tuple[Word, Any]:
    name = known_as(asked.name, "words", _WORDS)
    if name is None:
        if table := known_as(asked.name, "tables", TABLES):
            raise UsageError(
                N_('"{word}" is a table: say which column.'),
                N_("Choose one of: {known}."),
                word=asked.name,
                known="、".join(
                    f"{each}（{chinese_column(table, each)}）" for each in TABLES[table].columns
                ),
            )
        raise _unknown(asked.name, "words", (*_WORDS, *TABLES))
    if name in OF_THE_MONTH:
        if len(asked.given) > 1:
            raise _too_much(asked, "{{clinic:2026-09}}")
        return OF_THE_MONTH[name], source.at(asked.given[0] if asked.given else "")
    return _of_an_indicator(name, asked, source)


def _of_an_indicator(name: str, asked: Placeholder, source: Source) -> tuple[Word, Any]:
    if not asked.given:
        raise UsageError(
            N_('"{word}" needs the code of an indicator.'),
            N_("Write it like {example}."),
            word=asked.name,
            example="{{" + asked.name + ":disinfection}}",
        )
    code, *rest = asked.given
    months = [part for part in rest if _PERIOD.fullmatch(part)]
    units = [part for part in rest if not _PERIOD.fullmatch(part)]
    if len(months) > 1 or len(units) > 1:
        raise _too_much(asked, "{{rate:disinfection:2026-09:换药室}}")
    if units and name not in OF_A_UNIT:
        raise UsageError(
            N_('"{word}" is not told of a single unit.'),
            N_("Choose one of: {known}."),
            word=asked.name,
            known=", ".join(OF_A_UNIT),
        )
    found = source.indicator(code, months[0] if months else "", units[0] if units else "")
    return OF_AN_INDICATOR[name], found


def _too_much(asked: Placeholder, example: str) -> UsageError:
    return UsageError(
        N_('"{word}" has parts that nobody understands.'),
        N_("Write it like {example}."),
        word=":".join(asked.given),
        example=example,
    )


def _unknown(word: str, sort: str, names: Iterable[str]) -> UsageError:
    """`names` are those that are known; the nearest are told, in both languages."""
    both = {**chinese("words"), **(chinese("tables") if sort == "words" else {}), **chinese(sort)}
    names = list(names)
    near = nearest(word, [*names, *(both[name] for name in names if name in both)])
    return UsageError(
        N_('There is no placeholder "{word}".'),
        N_('Did you mean "{nearest}"? Others: {known}; `qc fill --list` shows all.'),
        word=word,
        nearest=near[0],
        known=", ".join(near[1:]),
    )
