"""Rows at the end of a sheet that hold nothing but their format: whole columns were formatted, or a
format was dragged down. A million of them are left away before anything is laid out."""

from __future__ import annotations

import re

_SMALL = 2**20  # bytes: in less there is nothing to gain
_END = b"</sheetData>"
_ROW_END = b"</row>"
_OTHER_TAG = re.compile(rb"<(?!/?(?:row|c)[\s/>])")
_TEXT = re.compile(rb">[^<\s]")


def without_empty_tail(xml: bytes) -> bytes:
    """A sheet's part without the empty rows behind the last value; unchanged where anything else than
    rows and cells stands there."""
    end = xml.rfind(_END)
    if len(xml) < _SMALL or end < 0 or b"<!" in xml:
        return xml
    last = max(xml.rfind(b"<v", 0, end), xml.rfind(b"<is", 0, end))
    start = xml.find(_ROW_END, last, end) + len(_ROW_END)
    if last < 0 or start < len(_ROW_END):
        return xml
    tail = xml[start:end]
    if _OTHER_TAG.search(tail) or _TEXT.search(tail):
        return xml
    return xml[:start] + xml[end:]
