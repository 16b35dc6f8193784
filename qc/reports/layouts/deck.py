"""The clinic's own slides, filled inside their zip: texts in their own type, table rows and paragraphs that grow;
every part without a placeholder stays as it is, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename

from qc.reports.layouts.drawn import fill_drawn
from qc.reports.layouts.package import NoLayoutError, Parts, packed, targets, unpacked
from qc.reports.layouts.placeholders import Fault
from qc.reports.layouts.source import Source
from qc.reports.layouts.xml import RELATION, local, parsed, written

_HANGING = ("/charts/", "/diagrams/", "/notesSlides/")
_COMMON = ("ppt/slideMasters/", "ppt/slideLayouts/")


def fill_deck(content: bytes, source: Source) -> tuple[bytes, list[Fault], bool]:
    """The filled slides, what could not be filled (then they are not to be used), and whether they asked for
    anything at all."""
    parts = unpacked(content)
    faults: list[Fault] = []
    asked = False
    for path, place in _texts(parts, source):
        tree = parsed(parts[path])
        if fill_drawn(tree, place, source, faults):
            parts[path], asked = written(tree), True
    return packed(parts, content), faults, asked


def _texts(parts: Parts, source: Source) -> Iterator[tuple[str, str]]:
    """Every part in which texts stand, with what it is called: slides by their number, with their notes, charts
    and diagrams; then masters and layouts."""
    told: dict[str, str] = {}
    notes = source.t("notes")
    for number, slide in enumerate(_slides(parts), 1):
        told[slide] = str(number)
        for path in targets(parts, slide).values():
            if any(folder in path for folder in _HANGING):
                about = notes if "/notesSlides/" in path else basename(path)
                told.setdefault(path, f"{number}/{about}")
    for path in parts:
        if path.startswith(_COMMON):
            told.setdefault(path, source.t("slide master"))
    yield from ((p, place) for p, place in told.items() if p.endswith(".xml") and p in parts)


def _slides(parts: Parts) -> list[str]:
    """The slides in their order. Raises NoLayoutError for a file that holds none."""
    for path in targets(parts, "").values():
        if path in parts and local(tree := parsed(parts[path])) == "presentation":
            named = targets(parts, path)
            ids = [each.get(f"{{{RELATION}}}id") for each in tree.iter() if local(each) == "sldId"]
            return [named[each] for each in ids if named.get(each) in parts]
    raise NoLayoutError
