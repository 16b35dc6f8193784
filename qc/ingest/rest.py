"""What a reading of measured values or of services leaves of its table: columns of ticks (加盖保存 beside
浓度), of what was looked at on each device beside its 校准有效期. They are read as a table of their own."""

from __future__ import annotations

import re
from dataclasses import replace

from qc.ingest.grid import place_of
from qc.ingest.tables.guesses import are_marks
from qc.ingest.tables.table import Table
from qc.ingest.values.vocabulary import IDENTITY
from qc.records import SheetReading
from qc.words import Kind

_WORD = re.compile("[\u4e00-\u9fff]")
_FEWEST = 3  # signs: fewer may stand anywhere


def rest_of(table: Table, reading: SheetReading) -> Table | None:
    """The columns of ticks that `reading` left out, with those that say whose the rows are; None
    where it left none."""
    if reading.kind is Kind.MAINTENANCE:
        return _looked_at(table)
    if reading.kind is not Kind.MEASUREMENT or table.item_column is not None:
        return None
    cells = (place_of(result.cell) for check in reading.checks for result in check.results)
    read = {place[1] for place in cells if place}
    left = [c for c in table.axis(Kind.CHECKLIST) if c not in read and _holds_signs(table, c)]
    whose = [col for col, role in table.roles.items() if role in IDENTITY]
    return replace(table, columns=tuple(sorted([*whose, *left])), is_rest=True) if left else None


def _looked_at(table: Table) -> Table | None:
    """The columns of devices, of whose they are and of marks, of which there is more than one; what a
    register of services says itself (检定结论) is none of them."""
    device = table.fields(Kind.MAINTENANCE).get("device")
    if device is None or device != table.item_column:
        return None
    services = set(table.axis(Kind.MAINTENANCE))
    marks = [
        col
        for col in table.axis(Kind.CHECKLIST)
        if col in services and are_marks(table.own_values(col))
    ]
    whose = [col for col, role in table.roles.items() if role in IDENTITY]
    columns = tuple(sorted({device, *whose, *marks}))
    return replace(table, columns=columns, is_rest=True) if len(marks) > 1 else None


def _holds_signs(table: Table, col: int) -> bool:
    """Whether signs stand there: words may be the verdict of what was measured (判读: 合格) or answer
    anything (是否更换灯管: 否)."""
    texts = [value for value in table.own_values(col) if isinstance(value, str)]
    signs = [text for text in texts if not _WORD.search(text)]
    return len(signs) >= _FEWEST and are_marks(signs) and len(signs) * 2 > len(texts)
