"""A register's figures as people read them, on the page and in the report alike."""

from __future__ import annotations

from qc.analysis.change_words import WORDS
from qc.analysis.display import NO_DATA, percent
from qc.improve.registers.model import Figure
from qc.improve.registers.words import KEYS
from qc.locale import N_, Translator

UNITS = {"hours": N_("{n} hours"), "days": N_("{n} days"), "cases": "{n}", "per_100": "{n}"}


def value(figure: Figure, number: float | None, t: Translator) -> str:
    """A number in its unit."""
    if number is None:
        return NO_DATA
    if figure.unit == "share":
        return percent(number) if figure.target is None else percent(number, figure.target)
    plain = f"{number:.2f}" if figure.unit == "per_100" else f"{round(number, 1):g}"
    return t(UNITS[figure.unit], n=plain)


def shown(figure: Figure, t: Translator) -> str:
    """This month's number, a share with its counts."""
    said = value(figure, figure.value, t)
    return f"{said} ({figure.count}/{figure.of:g})" if figure.unit == "share" and figure.of else said  # fmt: skip


def interval(figure: Figure, t: Translator) -> str:
    """Its 95 % interval, where it has one."""
    if figure.lower is None or figure.upper is None:
        return ""
    return f"{value(figure, figure.lower, t)} – {value(figure, figure.upper, t)}"


def change(figure: Figure, t: Translator) -> str:
    """In words where it is judged; else by how much, without a verdict."""
    if figure.change == "no_data" or figure.value is None or figure.previous is None:
        return NO_DATA
    if figure.judged:
        judged = WORDS["sentence"][f"{figure.change}_{figure.certainty}"]
        return t(judged)
    moved = round(figure.value - figure.previous, 2)
    return f"{moved:+g}" if moved else "="


def tells(figure: Figure) -> bool:
    """Whether there is anything to say."""
    empty = figure.by and figure.code in ("cases", "missing") and not (figure.count or figure.previous_count)  # fmt: skip
    return not empty and (figure.value is not None or figure.previous is not None)


def part(key: str, t: Translator) -> str:
    """A part's name: a word of the house, or data."""
    return t(KEYS[key]) if key in KEYS else key
