"""What a layout can ask for, as a text and as a table: the same words that the placeholders are read by."""

from __future__ import annotations

from collections.abc import Iterator

from qc.locale import N_, Translator
from qc.reports.layouts.names import chinese
from qc.reports.layouts.vocabulary import NUMBER, OF_AN_INDICATOR, OF_THE_MONTH, TABLES


def listing(t: Translator) -> str:
    """A line a placeholder, in three parts; in Chinese by its Chinese name too."""
    return "\n".join(_lines(t))


def _lines(t: Translator) -> Iterator[str]:
    yield t(N_("Of the month (another one: {example}):"), example="{{clinic:2026-09}}")
    for name, word in OF_THE_MONTH.items():
        yield f"  {_both(name, '', t)}  {t(word.means)}"
    yield t(N_("Of an indicator (with month and unit where wanted: {example}):"), example="{{rate:disinfection:2026-09:换药室}}")  # fmt: skip
    for name, word in OF_AN_INDICATOR.items():
        yield f"  {_both(name, 'disinfection', t)}  {t(word.means)}"
    yield t(
        N_(
            "Tables: a row that holds them is repeated for every line (the first eight: {example}; how many there are: {count}):"
        ),
        example="{{findings.item:8}}",
        count="{{count:findings}}",
    )
    for name, table in TABLES.items():
        yield f"  {t(table.means)}"
        yield "    " + " ".join(f"{{{{{name}.{column}}}}}" for column in (NUMBER, *table.columns))
        if t.language == "zh":
            yield "    " + " ".join(_chinese_column(name, each) for each in (NUMBER, *table.columns))  # fmt: skip


def _both(name: str, code: str, t: Translator) -> str:
    english = f"{{{{{name}{':' if code else ''}{code}}}}}"
    if t.language != "zh":
        return english
    return f"{english} {{{{{chinese('words')[name]}{'：消毒隔离' if code else ''}}}}}"


def _chinese_column(table: str, column: str) -> str:
    columns = chinese("words" if table == "indicators" and column != NUMBER else "columns")
    told = columns.get(column) or chinese("words")[column]
    return f"{{{{{chinese('tables')[table]}.{told}}}}}"
