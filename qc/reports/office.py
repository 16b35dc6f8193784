"""What Word and PowerPoint files share: the house's font in every script, colours, text that XML can hold."""

from __future__ import annotations

import re
from typing import Any

from qc.reports.style import MET, MISSED
from qc.sheetstyle import INK, QUIET
from qc.text import printable

COLOURS = {"met": MET, "met-so-far": MET, "missed": MISSED, "missed-so-far": MISSED}
"""By the state that a row is marked with; others keep the ink's."""
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """A text without signs that no XML may hold, nor any that steer instead of being seen."""
    return _NOT_XML.sub("", printable(text)).replace("\r\n", "\n").replace("\r", "\n")


def rgb(colour: str) -> str:
    """ "#0B6E75" as Office writes it."""
    return colour.removeprefix("#")


def colour_of(mark: str) -> str:
    return COLOURS.get(mark, INK if mark != "quiet" else QUIET)


Element = Any
"""An lxml element of a library without types."""
