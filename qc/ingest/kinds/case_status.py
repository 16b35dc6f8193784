"""What a status says of a case: how far it came."""

from __future__ import annotations

from qc.ingest.grid import Cell
from qc.ingest.known import Known
from qc.ingest.values.marks import read_mark
from qc.ingest.values.text import key
from qc.ingest.values.vocabulary import vocabulary
from qc.words import Outcome

OPEN, NOTHING = "open", "nothing"

_LONG_ENOUGH = 3  # signs: 已办结，已退款 begins with a status; 是否 does not
NOT_REPORTED = frozenset({"未上报", "未报", "未报告", "没有上报", "漏报", "瞒报", "否", "×"})
_NONE = NOT_REPORTED | {"无", "暂无"}


def status_of(cell: Cell | None) -> str | None:
    """pass, partial, fail, open or nothing; None for a text that says none of them, or asks."""
    if cell is None or cell.value is None:
        return NOTHING
    if cell.text.endswith("?"):  # 整改中？
        return None
    words, text = vocabulary().statuses, key(cell.text)
    if text in words:
        return words[text]
    if isinstance(cell.value, bool):
        return "pass" if cell.value else "fail"
    if read_mark(cell.value, {}) is Outcome.NA:
        return NOTHING
    begin = max(
        (w for w in words if len(w) >= _LONG_ENOUGH and text.startswith(w)), key=len, default=""
    )
    return words.get(begin)


def is_told(known: Known, cell: Cell) -> bool:
    """Whether a cell for a day or a length tells one, readable or not: 未办结, / and 无 tell none."""
    if known.error_at(cell):
        return True
    return status_of(cell) not in (NOTHING, OPEN) and key(cell.text) not in _NONE
