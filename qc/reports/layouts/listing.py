"""What a layout can ask for, as a text: the same table that the placeholders are read by."""

from __future__ import annotations

from collections.abc import Iterator

from qc.locale import N_, Translator
from qc.reports.layouts.vocabulary import OF_AN_INDICATOR, OF_THE_MONTH, TABLES


def listing(t: Translator) -> str:
    """A line a placeholder, in three parts."""
    return "\n".join(_lines(t))


def _lines(t: Translator) -> Iterator[str]:
    yield t(N_("Of the month (another one: {example}):"), example="{{clinic:2026-09}}")
    yield from (f"  {{{{{name}}}}}  {t(word.means)}" for name, word in OF_THE_MONTH.items())
    yield t(N_("Of an indicator (with month and unit where wanted: {example}):"), example="{{rate:disinfection:2026-09:换药室}}")  # fmt: skip
    yield from (
        f"  {{{{{name}:disinfection}}}}  {t(word.means)}" for name, word in OF_AN_INDICATOR.items()
    )
    yield t(
        N_(
            "Tables: a row that holds them is repeated for every line (the first eight: {example}):"
        ),
        example="{{findings.item:8}}",
    )
    for name, table in TABLES.items():
        columns = " ".join(f"{{{{{name}.{column}}}}}" for column in table.columns)
        yield f"  {t(table.means)}: {columns}"
