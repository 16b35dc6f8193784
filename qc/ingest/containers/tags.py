"""The tags and texts of a web page, one after the other, in one pass whatever the page holds.

The standard library's parser takes hours for some pages of a few MB (ends that never come are looked
for again from every beginning); here each end is looked for once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9:]{0,30})")
_ATTRIBUTE = re.compile(
    r"""([A-Za-z][\w:-]{0,40})\s{0,20}=\s{0,20}(?:"([^"]{0,4000})"|'([^']{0,4000})'|([^\s"'>]{1,4000}))"""
)
_UNSHOWN = ("script", "style", "title", "xml", "template", "noscript")
_LONGEST = 8_192  # of a tag with its attributes


class Token(NamedTuple):
    """A text (without name), or a tag: its name in lower case, closing or not, its attributes."""

    text: str
    name: str = ""
    closing: bool = False

    def attribute(self, wanted: str) -> str:
        """An attribute's value, "" where it is not written."""
        for found in _ATTRIBUTE.finditer(self.text):
            if found[1].lower() == wanted:
                return unescape(found[2] or found[3] or found[4] or "")
        return ""


def tokens(page: str) -> Iterator[Token]:
    """Texts (unescaped) and tags in order; comments, scripts and styles are left out."""
    at = 0
    while at < len(page):
        start = page.find("<", at)
        if start < 0:
            start = len(page)
        if start > at:
            yield Token(unescape(page[at:start]))
        if start == len(page):
            return
        name = _NAME.match(page, start)
        if name:
            end = _tag_end(page, start)
            closing, word = page[start + 1] == "/", name[1].lower()
            yield Token(page[name.end() : end], word, closing)
            at = _end_of_unshown(page, word, end) if not closing and word in _UNSHOWN else end + 1
        elif page.startswith("<!--", start):
            at = _after(page, "-->", start)
        elif page.startswith(("<!", "<?", "</"), start):
            at = _after(page, ">", start)
        else:  # "<5分钟": a sign of the text
            yield Token("<")
            at = start + 1


def _after(page: str, end: str, start: int) -> int:
    found = page.find(end, start)
    return found + len(end) if found >= 0 else len(page)


def _tag_end(page: str, start: int) -> int:
    """Where the tag's ">" stands; one between quotation marks is none."""
    first = end = page.find(">", start)
    if first < 0:
        return len(page)
    while 0 <= end < start + _LONGEST:
        tag = page[start:end]
        if tag.count('"') % 2 == 0 and ('"' in tag or tag.count("'") % 2 == 0):
            return end
        end = page.find(">", end + 1)
    return first


def _end_of_unshown(page: str, word: str, end: int) -> int:
    found = re.compile(rf"</{word}", re.IGNORECASE).search(page, end)
    return found.start() if found else len(page)
