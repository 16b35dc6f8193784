"""Texts in shapes: text boxes, titles of charts, tables on slides. Paragraphs and rows of a table grow."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from itertools import pairwise

from lxml import etree

from qc.analysis.display import NO_DATA
from qc.errors import QcError
from qc.reports.layouts.answers import Line, check_column, lines_of, said_of
from qc.reports.layouts.placeholders import (
    Fault,
    Placeholder,
    is_meant,
    is_unfinished,
    placeholders,
)
from qc.reports.layouts.runs import Say, fill_runs, text_of
from qc.reports.layouts.source import Source
from qc.reports.layouts.xml import DRAWN, Element, local, tag

P, R, T, ROW, BREAK = (tag(name, DRAWN) for name in ("p", "r", "t", "tr", "br"))


def fill_drawn(tree: Element, place: str, source: Source, faults: list[Fault]) -> bool:
    """Fill the texts of all shapes in a part; whether there was any. Places read like "3/表格 1"."""
    asked = [each for each in tree.iter(P) if is_meant(_text(each))]
    if not asked:
        return False
    rows = list(dict.fromkeys(row for each in asked for row in each.iterancestors(ROW)))
    for row in rows:
        _grow(row, f"{place}/{_shape(row)}", source, faults)
    for each in asked:
        if next(each.iterancestors(ROW), None) is None:
            _grow(each, f"{place}/{_shape(each)}", source, faults)
    return True


def _text(element: Element) -> str:
    return text_of(list(element.iter(T)))


def _shape(element: Element) -> str:
    """The name of the shape around an element; "" where it has none, as in a chart."""
    for above in element.iterancestors():
        for child in above:
            for about in child if local(child).startswith("nv") else ():
                if local(about) == "cNvPr":
                    return str(about.get("name", ""))
    return ""


def _grow(template: Element, place: str, source: Source, faults: list[Fault]) -> None:
    """Fill a row or paragraph, once for each line where it holds placeholders of a table."""
    text = "\n".join(_text(each) for each in _paragraphs(template))
    if is_unfinished(text):
        faults.append(Fault(place, text.strip(), source.t("A placeholder is not closed.")))
    asked = [each for each in placeholders(text) if each.column]
    lines = _lines(asked, place, source, faults) if asked else None
    if asked and lines is None:
        return
    if asked and not lines:
        _none(template)
        return
    copies = [template, *(deepcopy(template) for _ in (lines or ())[1:])]
    for at, (before, copy) in enumerate(pairwise(copies), 1):
        before.addnext(copy)
        _own_id(copy, at)
    told: list[Line | None] = [*(lines or ())] or [None]
    for copy, line in zip(copies, told, strict=True):
        for paragraph in _paragraphs(copy):
            fill_runs(list(paragraph.iter(T)), _saying(source, place, faults, line))
            _break_lines(paragraph)


def _none(template: Element) -> None:
    """A table without a line says so once: a blank row would look forgotten."""
    said = NO_DATA
    for paragraph in _paragraphs(template):
        texts = list(paragraph.iter(T))
        if any(each.column for each in placeholders(text_of(texts))):
            for each in texts:
                each.text, said = said, ""


def _paragraphs(element: Element) -> Iterator[Element]:
    return iter([element]) if element.tag == P else element.iter(P)


def _lines(
    asked: list[Placeholder], place: str, source: Source, faults: list[Fault]
) -> list[Line] | None:
    """The lines of a table; None where it cannot be told which, which is noted."""
    wrong = len(faults)
    for each in asked:
        try:
            check_column(each)
        except QcError as fault:
            faults.append(Fault(place, each.written, fault.sentence(source.t)))
    if len(faults) > wrong:
        return None
    try:
        return lines_of(asked, source)
    except QcError as fault:
        faults.append(Fault(place, asked[0].written, fault.sentence(source.t)))
        return None


def _saying(source: Source, place: str, faults: list[Fault], line: Line | None) -> Say:
    """What stands for a placeholder; one that cannot be filled is noted and left as it is."""

    def say(asked: Placeholder) -> str:
        try:
            return said_of(asked, source, line)
        except QcError as fault:
            told = Fault(place, asked.written, fault.sentence(source.t))
            if told not in faults:
                faults.append(told)
            return asked.written

    return say


def _own_id(row: Element, at: int) -> None:
    """PowerPoint numbers the rows of its tables; a copy has a number of its own."""
    for each in row.iter():
        if local(each) == "rowId" and each.get("val", "").isdigit():
            each.set("val", str((int(each.get("val")) + at) % 2**32))


def _break_lines(paragraph: Element) -> None:
    """Lines of a typed text stay lines: a run holds none, a break between two runs does."""
    for text in list(paragraph.iter(T)):
        run = text.getparent()
        if run.tag != R or "\n" not in (text.text or ""):
            continue
        first, *more = text.text.split("\n")
        text.text = first
        for line in reversed(more):
            copy = deepcopy(run)
            copy.find(T).text = line
            run.addnext(copy)
            run.addnext(etree.Element(BREAK))
