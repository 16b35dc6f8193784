"""What the copy says: the problems in order, and one note for each faulty cell. Words only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import NamedTuple

from qc.ingest.annotated.xml import plain_text
from qc.ingest.problems import describe
from qc.locale import N_, Translator
from qc.records import Problem
from qc.words import Severity

AUTHOR = "clinic-qc"
MAX_LISTED = 5_000  # problems that are listed and marked; more are corrected in a second round
MAX_COLUMN = 16_384

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_SIGNS = {Severity.ERROR: "▲", Severity.WARNING: "◆", Severity.INFO: "·"}
_LONG = 300  # signs of a cell that are repeated in a note
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]')  # in names of files on Windows
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_NAME_BYTES = 240  # what a file system takes, with room for a passing name
_OURS = N_("To correct")
_ENDING = re.compile(r"(?:（待更正）| \(To correct\))(?=\.xls[xm]$)", re.IGNORECASE)

Place = tuple[int, int]


class Line(NamedTuple):
    """One problem in the reader's language."""

    severity: Severity
    label: str
    sheet: str
    cell: str
    value: str
    message: str
    expected: str
    remedy: str


@dataclass(frozen=True)
class Note:
    """What is said at one cell: its worst problem's severity and all of them as (head, text)."""

    severity: Severity
    parts: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """The whole note as plain text."""
        return "\n\n".join(f"{head}\n{body}" for head, body in self.parts)


Notes = Mapping[str, Mapping[Place, Note]]


def lines_of(problems: Iterable[Problem], t: Translator) -> list[Line]:
    """All problems, errors first, otherwise in the order in which they were found."""
    ordered = sorted(problems, key=lambda problem: _ORDER[problem.severity])
    return [_line(problem, t) for problem in ordered]


def _line(problem: Problem, t: Translator) -> Line:
    short = problem._replace(
        value=_short(problem.value),
        values={
            name: _short(value) if isinstance(value, str) else value
            for name, value in problem.values.items()
        },
    )
    told = describe(short, t)
    return Line(
        problem.severity, f"{_SIGNS[problem.severity]} {t(problem.severity.label)}",
        problem.sheet, problem.cell, short.value, told.message, told.expected, told.remedy,
    )  # fmt: skip


def notes_of(lines: Sequence[Line], t: Translator) -> Notes:
    """The notes by sheet and zero-based place; what is only said (info) or has no cell gets none."""
    found: dict[str, dict[Place, list[Line]]] = {}
    for line in lines[:MAX_LISTED]:
        place = place_of(line.cell)
        if place and line.severity is not Severity.INFO:
            found.setdefault(line.sheet, {}).setdefault(place, []).append(line)
    return {
        sheet: {place: _note(here, t) for place, here in places.items()}
        for sheet, places in found.items()
    }


def _note(lines: Sequence[Line], t: Translator) -> Note:
    said = dict.fromkeys((line.label, _body(line, t)) for line in lines)
    return Note(lines[0].severity, tuple(said))


def _body(line: Line, t: Translator) -> str:
    expected = t("Expected: {expected}", expected=line.expected)
    remedy = t("What to do: {remedy}", remedy=line.remedy)
    return "\n".join((line.message, expected, remedy))


def place_of(cell: str) -> Place | None:
    """B3 -> (2, 1); None for anything that is no cell."""
    found = _PLACE.fullmatch(cell.upper())
    if not found:
        return None
    index = 0
    for letter in found[1]:
        index = index * 26 + ord(letter) - 64
    return (int(found[2]) - 1, index - 1) if index <= MAX_COLUMN else None


def list_name(taken: Iterable[str], t: Translator) -> str:
    """The name of the list's sheet: 待更正, or 待更正 (2) where the workbook has one already."""
    name, others = t(_OURS), {other.casefold() for other in taken}
    number = 1
    shown = name
    while shown.casefold() in others:
        number += 1
        shown = f"{name} ({number})"
    return shown


def copy_name(name: str, ending: str, t: Translator) -> str:
    """十月.xls -> 十月（待更正）.xlsx, cut where a file system would refuse it."""
    stem = _FORBIDDEN.sub("_", PurePath(original_name(name)).stem)
    added = f"（{t(_OURS)}）" if t.language == "zh" else f" ({t(_OURS)})"
    if _DEVICE.match(stem):
        stem = f"_{stem}"
    room = _NAME_BYTES - len((added + ending).encode())
    return stem.encode()[:room].decode(errors="ignore") + added + ending


def original_name(name: str) -> str:
    """The name of the file that a copy was made of; any other name as it is."""
    return _ENDING.sub("", name)


def summary(lines: Sequence[Line], t: Translator) -> str:
    """The sentence at the head of the list."""
    errors = sum(line.severity is Severity.ERROR for line in lines)
    warnings = sum(line.severity is Severity.WARNING for line in lines)
    return t("To correct: {errors}. To check: {warnings}.", errors=errors, warnings=warnings)


def advice(t: Translator) -> str:
    """What to do with the copy."""
    return t(
        "Correct the coloured cells in this file, save it and import it again. "
        "This sheet is only a list: it is not read."
    )


def headings(t: Translator) -> tuple[str, ...]:
    """The columns of the list."""
    words = (N_("Severity"), N_("Sheet"), N_("Cell"), N_("Seen"), N_("Problem"), N_("Expected"), N_("Remedy"))  # fmt: skip
    return tuple(map(t, words))


def remainder(lines: Sequence[Line], t: Translator) -> str:
    """What is said below a list that does not hold all problems; "" for one that does."""
    if len(lines) <= MAX_LISTED:
        return ""
    return t(
        "… and {n} more. Correct these first; the next copy shows the rest.",
        n=len(lines) - MAX_LISTED,
    )


def _short(text: str) -> str:
    text = plain_text(text)
    return text if len(text) <= _LONG else text[:_LONG] + "…"
