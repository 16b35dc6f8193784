"""What a layout can ask for, as a text and as a table: the same words that the placeholders are read by."""

from __future__ import annotations

from collections.abc import Iterator

from qc.locale import N_, Translator, translator
from qc.reports.layouts.names import chinese, chinese_column
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
    return f"{{{{{chinese('tables')[table]}.{chinese_column(table, column)}}}}}"


def handbook() -> str:
    """The table of the handbook: both names and the meaning."""
    t = translator("zh")
    lines = ["| 中文写法 | English | 说明 |", "|---|---|---|"]
    for name, word in OF_THE_MONTH.items():
        lines.append(f"| `{{{{{chinese('words')[name]}}}}}` | `{{{{{name}}}}}` | {t(word.means)} |")
    for name, word in OF_AN_INDICATOR.items():
        told = chinese("words")[name]
        lines.append(f"| `{{{{{told}:消毒隔离}}}}` | `{{{{{name}:disinfection}}}}` | {t(word.means)} |")  # fmt: skip
    lines += ["", "| 表格 | 说明 | 列 / columns |", "|---|---|---|"]
    for name, table in TABLES.items():
        columns = "、".join(
            f"{chinese_column(name, each)} `{each}`" for each in (NUMBER, *table.columns)
        )
        lines.append(f"| {chinese('tables')[name]} `{name}` | {t(table.means)} | {columns} |")
    return "\n".join(lines)
