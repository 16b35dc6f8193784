"""Bytes of a text file as text: what a clinic's systems write, told by its signs, never guessed."""

from __future__ import annotations

import codecs
import re

from qc.ingest.containers.limits import no_workbook

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{1,30})", re.IGNORECASE)
_CHARSETS = {  # the larger set of each family; what a page says beside these is not believed
    "utf-8": "utf-8", "utf8": "utf-8", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030",
    "gb18030": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs",
}  # fmt: skip
_HEAD = 4_096


def decode(name: str, content: bytes) -> str:
    """The text of a file: by its byte order mark, by a page's own charset, else UTF-8 or GB18030.

    Raises WorkbookError where none of them fits: a wrong letter could be a wrong unit.
    """
    for encoding in _encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise no_workbook(name)


def _encodings(content: bytes) -> tuple[str, ...]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return (encoding,)
    said = _META.search(content[:_HEAD])
    charset = _CHARSETS.get(said[1].decode("ascii").lower()) if said else None
    return (*([charset] if charset else []), "utf-8", "gb18030")
