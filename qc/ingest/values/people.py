"""Who is named behind a label such as 检查人：, where blanks stand for more than the gap in a short name."""

from __future__ import annotations

import re

_PIECE = re.compile("[\u4e00-\u9fff]{2,5}")
_POST = re.compile(
    ".*(?:[部科组室处]|中心|护士长|[科组部院店班]长|主管|主任|经理|总监|文员|专员|干事|助理|护士|医生|医师|老师)"
)


def spaced_persons(text: str) -> str | None:
    """The persons of a text of several words: 居思源 贺兰 are two, 护理部 陈晓燕 is one of a
    department or post. None for other texts, such as 李 敏."""
    pieces = text.split()
    if len(pieces) < 2 or not all(map(_PIECE.fullmatch, pieces)):
        return None
    persons = [piece for piece in pieces if not _POST.fullmatch(piece)]
    return "、".join(persons) if persons else None
