"""What columns are whose label no word and no pattern knows: told by how the label ends and by what
stands below it. Where the two do not agree, nothing is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence

from qc.ingest.grid import Cell
from qc.ingest.values.dates import ANY_MONTH, read_date
from qc.ingest.values.marks import read_mark
from qc.ingest.values.numbers import read_number
from qc.ingest.values.text import clean, key
from qc.ingest.values.vocabulary import Role, fields_of, is_place, likely_role

_LABEL = 4  # signs: a longer label names an item
_NEARLY_ALL = 0.9
_ITEM, _WORD = 3, 2  # signs: a shorter text is no item, may be a mark
_LINES = 2  # numbers: from three on a column can number its lines
_FOR_WORDS = re.compile(
    ".{0,6}(备注|说明|原因|意见|建议|描述|简述|摘要|问题|异常处理|处理情况|处理措施|整改措施)|处理|处置|措施|情况|记录"
)
_FULL_MARKS = re.compile(r"[(\[【]\s*(?:满分|分值)?\s*\d+(?:\.\d+)?\s*分\s*[)\]】]\s*$")

Column = tuple[Sequence[Cell], Sequence[object]]
"""The labels of a column from top to bottom, at least one, and what is written below them."""


def guessed_roles(
    columns: Mapping[int, Column],
    taken: Collection[Role],
    *,
    rows: int,
    names_places: bool,
    holds_marks: Callable[[], bool],
) -> dict[int, Role]:
    """The roles of columns that have none by their words; a role that is `taken` comes once more as
    "about". `rows` are those of the body; whether any text of the sheet names a place, and whether
    the table is one of marks, is said beside."""
    found: dict[int, Role] = {}
    for col, (labels, values) in columns.items():
        role = _guess(labels, values, rows, names_places, holds_marks)
        if role is None:
            continue
        others = {*taken} if role == "item" else {*taken, *found.values()}
        found[col] = "about" if role in others and role != "remark" else role
    return found


def are_marks(values: Sequence[object]) -> bool:
    """Whether values are marks for the most part."""
    return sum(read_mark(value, {}) is not None for value in values) * 2 > len(values) > 0


def names_days(label: Cell, values: Sequence[object]) -> bool:
    """Whether a label ends like one of days, and days are what most of these values are."""
    return likely_role(label.text) == "date" and _are_days(label, values, len(values))


def _guess(
    labels: Sequence[Cell],
    values: Sequence[object],
    rows: int,
    names_places: bool,
    holds_marks: Callable[[], bool],
) -> Role | None:
    label = labels[-1]
    if _FULL_MARKS.search(clean(label.text)):  # 护理记录（20分）: an item, be its marks words
        return None
    likely = likely_role(label.text)
    if likely and _BORNE_OUT[likely](label, values, rows):
        return likely
    if names_places and _names_places(label, values):
        return "unit"
    alone = len(labels) == 1 and likely is None
    return "remark" if alone and _are_words(label, values) and holds_marks() else None


def _names_places(label: Cell, values: Sequence[object]) -> bool:
    """Whether nearly all that stands below a short label are names of places."""
    if len(label.text) > _LABEL or fields_of(label.text):
        return False
    written = {clean(value) for value in {*values} if isinstance(value, str)}
    if len(written) < len({*values}):
        return False
    return len(written) > 1 and sum(map(is_place, written)) >= len(written) * _NEARLY_ALL


def _are_words(label: Cell, values: Sequence[object]) -> bool:
    """Whether words stand below a label that names neither day nor place: names, what was found."""
    day = read_date(label.value, ANY_MONTH).date
    if day or not isinstance(label.value, str) or fields_of(label.text) or is_place(label.text):
        return False
    different = {*values}
    return bool(different) and all(
        isinstance(value, str) and len(clean(value)) >= _WORD and read_mark(value, {}) is None
        for value in different
    )


def _are_days(_: Cell, values: Sequence[object], rows: int) -> bool:  # noqa: ARG001
    return sum(read_date(value, ANY_MONTH).date is not None for value in values) * 2 > len(values)


def _are_given(_: Cell, values: Sequence[object], rows: int) -> bool:
    return len(values) * 2 > rows


def _are_numbered(_: Cell, values: Sequence[object], rows: int) -> bool:  # noqa: ARG001
    return len(values) > _LINES and len({*values}) == len(values)


def _are_items(_: Cell, values: Sequence[object], rows: int) -> bool:
    texts = [value for value in values if isinstance(value, str) and len(clean(value)) >= _ITEM]
    return len(texts) * 2 > rows and not _has_marks(values)


def _are_names(_: Cell, values: Sequence[object], rows: int) -> bool:  # noqa: ARG001
    texts = [value for value in values if isinstance(value, str)]
    return len(texts) * 2 > len(values) and not _has_marks(values)


def _are_remarks(label: Cell, values: Sequence[object], rows: int) -> bool:  # noqa: ARG001
    """Room for words that is blank must say so: 医废处理 that is blank throughout was forgotten."""
    if not values:
        return bool(_FOR_WORDS.fullmatch(key(label.text)))
    return not _has_marks(values) and all(read_number(value).value is None for value in values)


def _has_marks(values: Sequence[object]) -> bool:
    return any(read_mark(value, {}) is not None for value in values)


_BORNE_OUT: Mapping[Role, Callable[[Cell, Sequence[object], int], bool]] = {
    "date": _are_days,
    "unit": _are_given,
    "number": _are_numbered,
    "item": _are_items,
    "inspector": _are_names,
    "remark": _are_remarks,
}
