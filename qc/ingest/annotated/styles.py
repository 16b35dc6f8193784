"""xl/styles.xml with the formats that the copy needs, each cloned from what the cell had."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from qc.ingest.annotated.look import DEEP, FONT, INK, LINK, PALE, PAPER, QUIET, RULE
from qc.ingest.annotated.odd import OddPackageError
from qc.ingest.annotated.xml import (
    Element,
    Splice,
    append_to,
    child,
    outline,
    set_attributes,
    spliced,
    with_attribute,
)
from qc.words import Severity

_LIGHT_THEME = ("0", "2")  # the theme's paper colours
_LIGHT = 170  # brightness of 255 above which letters need a dark ground


@dataclass
class Styles:
    """The styles of a workbook, growing. `marked` and `listing` hand out the numbers of formats."""

    xml: bytes
    _lists: dict[str, Element] = field(init=False)
    _olds: dict[str, list[Element]] = field(init=False)
    _new: dict[str, list[bytes]] = field(init=False)
    _known: dict[tuple[int, Severity], int] = field(default_factory=dict)
    _elements: list[Element] = field(init=False)

    def __post_init__(self) -> None:
        self._elements = outline(self.xml)
        root = self._elements[0]
        self._lists, self._olds, self._new = {}, {}, {}
        for name in ("fonts", "fills", "borders", "cellXfs"):
            found = child(root, name)
            if found is None:
                raise OddPackageError(f"no {name} in the styles")
            self._lists[name] = found
            self._olds[name] = found.below
            self._new[name] = []

    @property
    def _p(self) -> str:
        return self._elements[0].prefix

    def marked(self, base: int, severity: Severity) -> int:
        """A cell's format with another ground; borders, numbers, letters stay."""
        key = (base, severity)
        if key not in self._known:
            self._known[key] = self._add("cellXfs", self._clone(base, severity))
        return self._known[key]

    def _clone(self, base: int, severity: Severity) -> bytes:
        olds = self._olds["cellXfs"]
        if not olds:
            raise OddPackageError("no formats of cells")
        old = olds[base if 0 <= base < len(olds) else 0]
        ground = DEEP if self._has_light_letters(old) else PALE
        fill = self._fill(ground[severity])
        xml = self.xml[old.start : old.inside if old.empty else old.close]
        tag = self.xml[old.start : old.inside]
        new = with_attribute(with_attribute(tag, "fillId", str(fill)), "applyFill", "1")
        rest = xml[len(tag) :]
        return new if old.empty else new + rest + f"</{old.tag}>".encode()

    def _has_light_letters(self, xf: Element) -> bool:
        number = xf.attributes.get("fontId", "0")
        fonts = self._olds["fonts"]
        if not number.isdecimal() or int(number) >= len(fonts):
            return False
        colour = child(fonts[int(number)], "color")
        return colour is not None and _is_light(colour.attributes)

    def _fill(self, rgb: str) -> int:
        p = self._p
        return self._add(
            "fills",
            f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="FF{rgb}"/>'
            f'<{p}bgColor indexed="64"/></{p}patternFill></{p}fill>'.encode(),
        )

    def _font(self, rgb: str, size: int = 10, extra: str = "") -> int:
        p = self._p
        extra = extra and f"<{p}{extra}/>"
        return self._add(
            "fonts",
            f'<{p}font>{extra}<{p}sz val="{size}"/><{p}color rgb="FF{rgb}"/>'
            f'<{p}name val="{FONT}"/></{p}font>'.encode(),
        )

    def _border(self) -> int:
        p = self._p
        return self._add(
            "borders",
            f'<{p}border><{p}left/><{p}right/><{p}top/><{p}bottom style="thin">'
            f'<{p}color rgb="FF{RULE}"/></{p}bottom><{p}diagonal/></{p}border>'.encode(),
        )

    def _format(self, font: int, fill: int = 0, border: int = 0, more: str = "") -> int:
        p = self._p
        return self._add(
            "cellXfs",
            f'<{p}xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0" '
            f'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"{more}>'
            f'<{p}alignment vertical="top" wrapText="1"/></{p}xf>'.encode(),
        )

    def _add(self, name: str, xml: bytes) -> int:
        """The number of an entry, which is there once however often it is asked for."""
        old, new = len(self._olds[name]), self._new[name]
        if xml not in new:
            new.append(xml)
        return old + new.index(xml)

    def listing(self) -> dict[str, int]:
        """The formats of the list's cells by name, and of its severities."""
        rule, text = self._border(), self._font(INK)
        bold = self._font(INK, extra="b")
        grounds = {severity.value: self._fill(rgb) for severity, rgb in PALE.items()}
        return {
            "title": self._title(self._font(INK, 14, "b")),
            "advice": self._title(self._font(QUIET)),
            "head": self._format(bold, self._fill(PAPER), rule),
            "text": self._format(text, border=rule, more=' quotePrefix="1"'),
            "link": self._format(self._font(LINK, extra="u"), border=rule),
            Severity.INFO.value: self._format(text, border=rule),
            **{name: self._format(bold, fill, rule) for name, fill in grounds.items()},
        }

    def _title(self, font: int) -> int:
        """A text that runs on over the empty cells to its right."""
        p = self._p
        return self._add(
            "cellXfs",
            f'<{p}xf numFmtId="0" fontId="{font}" fillId="0" borderId="0" xfId="0" '
            f'applyFont="1"/>'.encode(),
        )

    def part(self) -> bytes:
        """The part with what was added."""
        splices: list[Splice] = []
        for name, new in self._new.items():
            if not new:
                continue
            count = str(len(self._olds[name]) + len(new))
            if self._lists[name].empty:
                raise OddPackageError(f"{name} without a single one")
            splices.append(append_to(self.xml, self._lists[name], b"".join(new)))
            splices.append(set_attributes(self.xml, self._lists[name], count=count))
        return spliced(self.xml, splices)


def _is_light(colour: dict[str, str]) -> bool:
    if "theme" in colour:
        return colour["theme"] in _LIGHT_THEME
    rgb = colour.get("rgb", "")[-6:]
    if re.fullmatch(r"[0-9A-Fa-f]{6}", rgb):
        red, green, blue = (int(rgb[at : at + 2], 16) for at in (0, 2, 4))
        return 0.3 * red + 0.59 * green + 0.11 * blue > _LIGHT
    return colour.get("indexed") in ("1", "9")
