"""What the lines of an edited workbook mean together: codes found or given, names resolved, nothing twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from qc.catalogue.model import Catalogue
from qc.catalogue.own import own_code
from qc.ingest.standard import own_item_code
from qc.locale import N_
from qc.standards.columns import layout
from qc.standards.mistakes import Mistake
from qc.standards.reading import Edited, Line
from qc.standards.rows import settled
from qc.standards.values import Value
from qc.text import normal_form
from qc.words import Kind

_CODE = re.compile(r"[a-z0-9][a-z0-9_.-]*")
_TWICE = (N_('"{name}" stands in {cell} already.'), N_("Change or remove one of the two."))
_LISTED = N_("Take the name of one from the list on the first sheet.")


@dataclass(frozen=True)
class Meant:
    """The standards of a workbook by code, each line's row complete; `items` by checklist."""

    indicators: dict[str, Line] = field(default_factory=dict)
    checklists: dict[str, Line] = field(default_factory=dict)
    items: dict[str, list[Line]] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)


def meant_by(edited: Edited, catalogue: Catalogue) -> Meant:
    """Hold the lines against each other and the catalogue; every mistake is listed."""
    meant = Meant(mistakes=[*edited.mistakes])
    _coded(meant, edited.lines["indicators"], meant.indicators, catalogue.indicators)
    _named(meant, meant.indicators, "group", _groups(catalogue))
    names = _indicators(meant, catalogue)
    _named(meant, meant.indicators, "parent", names)
    meant.mistakes.extend(_names_twice(meant, catalogue))
    _coded(meant, edited.lines["checklists"], meant.checklists, catalogue.checklists)
    _named(meant, meant.checklists, "indicator", names)
    _settle(meant)
    _items(meant, edited.lines["items"])
    meant.mistakes.extend(_without_items(meant))
    return meant


def _coded(
    meant: Meant, lines: Sequence[Line], found: dict[str, Line], known: Mapping[str, object]
) -> None:
    """Each line under its code, or under one that is made from its name."""
    own = {str(line.row["code"]) for line in lines}
    for line in lines:
        code = str(line.row["code"])
        if code in found:
            meant.mistakes.append(_twice(line, "code", code, found[code], "code"))
            continue
        if code and not _CODE.fullmatch(code):
            meant.mistakes.append(_no_code(line))
        code = code or own_code(str(line.row["name.zh"]), {*known, *own, *found})
        found[code] = _with(line, code=code)


def _with(line: Line, **values: Value) -> Line:
    return replace(line, row={**line.row, **values})


def _no_code(line: Line) -> Mistake:
    return line.mistake(
        "code",
        N_("A code is expected."),
        N_("A code has only a-z, 0-9, _ . and -, and begins with a letter or a digit."),
    )


def _twice(line: Line, key: str, name: str, other: Line, other_key: str) -> Mistake:
    cell = f"{other.sheet} {other.cell(other_key)}"
    return line.mistake(key, *_TWICE, name=name, cell=cell)


Names = Mapping[str, str]
"""Codes by the normal form of what they are called."""


def _groups(catalogue: Catalogue) -> Names:
    groups = catalogue.groups.values()
    return {normal_form(n): g.code for g in groups for n in (g.code, g.name.zh, g.name.en)}


def _indicators(meant: Meant, catalogue: Catalogue) -> Names:
    """By what they are called in the catalogue, and over that in the workbook."""
    known = {normal_form(n): c for c, i in catalogue.indicators.items() for n in (c, *i.names)}
    for code, line in meant.indicators.items():
        known |= {normal_form(name): code for name in (code, *(n for _, n in _called(line)))}
    return known


def _called(line: Line) -> Iterator[tuple[str, str]]:
    """Every name of an indicator's line, with the key that says so."""
    yield "name.zh", str(line.row["name.zh"])
    yield "name.en", str(line.row["name.en"])
    yield from (("aliases", word) for word in _words(line.row["aliases"]))


def _words(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _named(meant: Meant, lines: dict[str, Line], key: str, names: Names) -> None:
    """The codes in place of the names in a column; where none is meant, a mistake."""
    for code, line in lines.items():
        said = line.row[key]
        if not said:
            continue
        named = names.get(normal_form(str(said)))
        if named is None:
            expected = (
                N_("There is no such group of indicators.")
                if key == "group"
                else N_("There is no such indicator.")
            )
            meant.mistakes.append(line.mistake(key, expected, _LISTED))
        lines[code] = _with(line, **{key: named})


def _names_twice(meant: Meant, catalogue: Catalogue) -> Iterator[Mistake]:
    """Names that two indicators have; those that are not in the workbook count, too."""
    taken: dict[str, tuple[str, str]] = {}
    for code, known in catalogue.indicators.items():
        if code not in meant.indicators:
            taken |= {normal_form(name): (code, known.name.zh) for name in known.names}
    for code, line in meant.indicators.items():
        for key, name in _called(line):
            owner, place = taken.setdefault(
                normal_form(name), (code, f"{line.sheet} {line.cell(key)}")
            )
            if normal_form(name) and owner != code:
                yield line.mistake(key, *_TWICE, seen=name, name=name, cell=place)


def _settle(meant: Meant) -> None:
    """What a cadence leaves out; one that leaves out how often is a mistake."""
    for code, line in meant.checklists.items():
        row = line.row
        given = (row["cadence.times"], row["cadence.irregular"], row["cadence.each"])
        if row["cadence.every"] is None and any(given):
            expected = N_("How often is not said, but how many times, by whom or at random is.")
            remedy = N_("Choose how often, or clear the other cells.")
            meant.mistakes.append(line.mistake("cadence.every", expected, remedy))
        meant.checklists[code] = replace(line, row=settled(row))


def _items(meant: Meant, lines: Sequence[Line]) -> None:
    """The items below their checklists, coded and told apart."""
    find = _finder(meant.checklists)
    lost: set[str] = set()
    for line in lines:
        said = str(line.row["checklist"] or line.row["called"])
        code = find(said)
        if code is not None:
            meant.items.setdefault(code, []).append(line)
        elif normal_form(said) not in lost:  # once for all lines of one checklist
            lost.add(normal_form(said))
            meant.mistakes.append(
                line.mistake(
                    "checklist",
                    N_("No line on the sheet of checklists has this code or name."),
                    N_("Write the code of one that stands there, or take out its items, too."),
                    said,
                )
            )
    for code, own in meant.items.items():
        meant.items[code] = _coded_items(meant, own)


def _finder(checklists: Mapping[str, Line]) -> Callable[[str], str | None]:
    """A checklist by its code, else by a name that only one of them has."""
    named: dict[str, set[str]] = {}
    for code, line in checklists.items():
        for key in ("name.zh", "name.en"):
            named.setdefault(normal_form(str(line.row[key])), set()).add(code)

    def find(said: str) -> str | None:
        found = {said} if said in checklists else named.get(normal_form(said), set())
        return next(iter(found)) if len(found) == 1 else None

    return find


def _coded_items(meant: Meant, lines: Sequence[Line]) -> list[Line]:
    coded, taken = [], dict[str, tuple[Line, str]]()
    for line in lines:
        code = str(line.row["code"])
        if code and not _CODE.fullmatch(code):
            meant.mistakes.append(_no_code(line))
        line = _with(line, code=code or own_item_code(str(line.row["text.zh"])))
        for key, name in _item_names(line):
            other, other_key = taken.setdefault(normal_form(name), (line, key))
            if normal_form(name) and other is not line:
                meant.mistakes.append(
                    line.mistake(
                        key, *_TWICE, seen=name, name=name, cell=f"{other.sheet} {other.cell(other_key)}"
                    )
                )  # fmt: skip
        coded.append(line)
    return coded


def _item_names(line: Line) -> Iterator[tuple[str, str]]:
    """Every name of an item once, its code first where the clinic wrote it."""
    if line.seen["code"]:
        yield "code", str(line.row["code"])
    yield "text.zh", str(line.row["text.zh"])
    if line.row["text.en"] != line.row["text.zh"]:
        yield "text.en", str(line.row["text.en"])
    yield from (("aliases", word) for word in _words(line.row["aliases"]))


def _without_items(meant: Meant) -> Iterator[Mistake]:
    name = layout().sheets["items"].name
    for code, line in meant.checklists.items():
        if line.row["kind"] == Kind.CHECKLIST and code not in meant.items:
            yield line.mistake(
                "kind",
                N_("A checklist of this kind needs items."),
                N_("Write its items on the sheet {name}, or choose another kind."),
                name=f"{name.zh} / {name.en}",
            )
