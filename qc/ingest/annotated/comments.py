"""The part that holds a sheet's notes: ours beside those that are there, one at a cell."""

from __future__ import annotations

from collections.abc import Mapping

from qc.ingest.annotated.notes import AUTHOR, Note, Place, place_of
from qc.ingest.annotated.odd import OddPackageError
from qc.ingest.annotated.xml import (
    Element,
    Splice,
    append_to,
    cell_text,
    child,
    outline,
    spliced,
)
from qc.ingest.grid import a1

_FONT = '<{p}sz val="9"/><{p}color indexed="81"/><{p}rFont val="微软雅黑"/>'


def new_comments(namespace: str) -> bytes:
    """A part without a note."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<comments xmlns="{namespace}"><authors></authors><commentList></commentList></comments>'
    ).encode()


def with_notes(xml: bytes, notes: Mapping[Place, Note]) -> bytes:
    """The part with our notes; where a cell has one already, ours follows in it."""
    root = outline(xml)[0]
    authors, listed = child(root, "authors"), child(root, "commentList")
    if not authors or not listed:
        raise OddPackageError("notes without authors or list")
    p = root.prefix
    ours = len(authors.below)
    there = {
        place: element
        for element in listed.below
        if (place := place_of(element.attributes.get("ref", "")))
    }
    splices = [append_to(xml, authors, f"<{p}author>{AUTHOR}</{p}author>".encode())]
    fresh = b""
    for place, note in sorted(notes.items()):
        if place in there:
            splices += _appended(xml, there[place], note)
        else:
            fresh += _comment(place, note, ours, p)
    if fresh:
        splices.append(append_to(xml, listed, fresh))
    return spliced(xml, splices)


def texts_of(xml: bytes) -> dict[Place, str]:
    """What the notes of a part say, about: enough to know how large they must be."""
    found: dict[Place, str] = {}
    for element in outline(xml):
        place = place_of(element.attributes.get("ref", "")) if element.name == "comment" else None
        if place:
            found[place] = _text_in(xml, element)
    return found


def _text_in(xml: bytes, element: Element) -> str:
    if element.name == "t":
        return xml[element.inside : element.close].decode()
    return "".join(_text_in(xml, below) for below in element.below)


def _comment(place: Place, note: Note, author: int, p: str) -> bytes:
    return (
        f'<{p}comment ref="{a1(*place)}" authorId="{author}"><{p}text>{_runs(note, p)}'
        f"</{p}text></{p}comment>"
    ).encode()


def _appended(xml: bytes, there: Element, note: Note) -> list[Splice]:
    """Our text after what the note says; a plain text becomes a run, as runs do not mix with it."""
    text = child(there, "text")
    if not text:
        raise OddPackageError("a note without text")
    p = there.prefix
    new = f'<{p}r><{p}t xml:space="preserve">\n\n</{p}t></{p}r>{_runs(note, p)}'.encode()
    if text.empty:
        return [append_to(xml, text, new)]
    within = text.below
    reading = next((e for e in within if e.name in ("rPh", "phoneticPr")), None)
    at = reading.start if reading else text.close
    splices = [Splice(at, at, new)]
    plain = next((e for e in within if e.name == "t" and not e.empty), None)
    if plain:
        end = plain.close + len(f"</{plain.tag}>")
        closing = f"</{p}r>".encode()
        splices.insert(0, Splice(plain.start, plain.start, f"<{p}r>".encode()))
        splices.insert(1, Splice(end, end, closing))
    return splices


def _runs(note: Note, p: str) -> str:
    """The head of each problem in bold, then what is said of it."""
    runs = []
    for number, (head, body) in enumerate(note.parts):
        gap = "\n\n" if number else ""
        runs.append(_run(f"{gap}{head}\n", p, bold=True))
        runs.append(_run(body, p, bold=False))
    return "".join(runs)


def _run(text: str, p: str, *, bold: bool) -> str:
    font = (f"<{p}b/>" if bold else "") + _FONT.format(p=p)
    return (
        f'<{p}r><{p}rPr>{font}</{p}rPr><{p}t xml:space="preserve">{cell_text(text)}</{p}t></{p}r>'
    )
