"""Columns of one kind several times side by side, each group below a label of its own: 抽查份数, 合格份数
under each month (or 3月抽查数, 3月合格数 in one row); 扣分, 得分 under each room; the moments of hand hygiene, with their sum at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from qc.ingest.grid import Cell
from qc.ingest.layouts.entry import Entry
from qc.ingest.layouts.steps import steps
from qc.ingest.tables.labels import Hints, role_of_labels
from qc.ingest.tables.table import Table
from qc.ingest.values.text import key
from qc.ingest.values.vocabulary import IDENTITY, Role, fields_of, month_before, role_of, vocabulary
from qc.words import Kind

# Columns outside the groups that belong to each of them.
_SHARED: Mapping[Kind, frozenset[str]] = {
    Kind.COUNTS: frozenset({"checked", "heads"}),
    Kind.POINTS: frozenset({"points", "whose"}),
}


class Group(NamedTuple):
    """Columns that belong together: the label over them, and their columns by field. A `step` is named
    by the label of its own rate (layouts/steps.py)."""

    caption: Cell
    fields: Mapping[str, int]
    step: bool = False

    @property
    def is_total(self) -> bool:
        """Whether it sums up the others (合计)."""
        return not self.step and role_of(self.caption.text) == "tally"


def groups(table: Table, kind: Kind) -> tuple[Group, ...]:
    """The groups of a table from left to right, sums among them; none where the columns of the kind
    stand but once, or where a group lacks what the kind needs."""
    if kind not in _SHARED or not table.fields(kind):
        return ()
    found, shared = _collected(table, kind)
    if len(found) < 2:
        return tuple(Group(*step, step=True) for step in steps(table, kind))
    whole = [Group(g.caption, {**shared, **g.fields}) for g in found]
    parts = [group for group in whole if not group.is_total]
    needs = vocabulary().fields[kind].needs
    complete = all(any(need <= group.fields.keys() for need in needs) for group in parts)
    return tuple(whole) if parts and complete else ()


def _collected(table: Table, kind: Kind) -> tuple[list[Group], dict[str, int]]:
    found: dict[Cell, dict[str, int]] = {}
    shared: dict[str, int] = {}
    caption: Cell | None = None
    for col, labels in table.labels.items():
        field = fields_of(labels[-1].text).get(kind) if labels else None
        if field is None:
            caption = None
            continue
        if len(labels) > 1:
            caption = labels[-2]
        elif month := month_before(labels[-1].text):
            caption = next((c for c in found if c.text == month), labels[-1]._replace(value=month))
        else:
            caption = _carried(table, caption, found, col, field)
        if caption:
            found.setdefault(caption, {}).setdefault(field, col)
        elif field in _SHARED[kind]:
            shared.setdefault(field, col)
    return [Group(cell, fields) for cell, fields in found.items()], shared


def _carried(
    table: Table,
    caption: Cell | None,
    found: Mapping[Cell, Mapping[str, int]],
    col: int,
    field: str,
) -> Cell | None:
    """The label on the left that was written once over several columns and not merged over them."""
    if caption is None or field in found[caption] or table.labels[col][-1].row <= caption.row:
        return None
    return caption if table.grid.cell(caption.row, col).value is None else None


def grouped(
    table: Table, found: Sequence[Group], hints: Hints
) -> Iterator[tuple[Group, Mapping[str, Cell], str]]:
    """The groups that are no sums, with whose they are (by role: date, unit, subject, item) and the
    place that tells them apart where they say nothing of that."""
    parts = [group for group in found if not group.is_total]
    role = "item" if parts and parts[0].step else _role(table, parts, hints)
    for group in parts:
        named = group.caption
        if role in ("date", "unit", "subject", "inspector", "item"):
            yield group, {role: named}, ""
        else:
            yield group, {}, named.text


def _role(table: Table, parts: Sequence[Group], hints: Hints) -> Role | None:
    """What the labels over the groups name."""
    captions = [group.caption for group in parts]
    rows_are_items = table.item_column is not None
    role = role_of_labels(captions, _declared(table, parts), hints, items=not rows_are_items)
    persons = role == "item" and table.column("subject") is None
    return "subject" if persons and all(_is_person(cell.text) for cell in captions) else role


def _declared(table: Table, parts: Sequence[Group]) -> Role | None:
    """What the label above all of these labels says of them (检查月份, 护士)."""
    tops = {
        labels[0]
        for group in parts
        for col in group.fields.values()
        if group.caption in (labels := table.labels[col])
    }
    top = tops.pop() if len(tops) == 1 else None
    return role_of(top.text) if top and top not in {g.caption for g in parts} else None


def _is_person(text: str) -> bool:
    name = key(text)
    return 2 <= len(name) <= 3 and name[0] in vocabulary().surnames


def named_by(entry: Entry, said: Mapping[str, Cell], place: str) -> Entry:
    """The entry of a row in a group: whose or about what the label over the group says."""
    entry = entry._replace(
        whose=entry.whose.but({role: cell for role, cell in said.items() if role in IDENTITY}),
        place=place or entry.place,
    )
    if (about := said.get("item")) is None:
        return entry
    if entry.item.value is None:
        return entry._replace(item=about)
    return entry._replace(group=f"{entry.group}/{about.text}" if entry.group else about.text)
