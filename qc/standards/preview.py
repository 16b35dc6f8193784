"""What an import of the standards would change, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qc.catalogue.model import Catalogue
from qc.locale import Translator
from qc.standards.changes import Change, Field, ItemChange
from qc.standards.columns import layout
from qc.standards.plan import Plan
from qc.standards.rows import Row, named_of
from qc.standards.values import Value

_NAMED = 5  # standards that are not in the workbook are named up to so many
_LONG = 60
_OF_NEW = ("indicator", "kind", "target", "pass_score", "cadence.every")


def preview(plan: Plan, catalogue: Catalogue, t: Translator) -> str:
    """The changes one below the other: + added, ~ changed, - left out; a text without any says so."""
    lines = [head_words(plan, t)]
    for change in plan.changes:
        lines.extend(_change(change, catalogue, t))
    return "\n".join([*lines, *notes_of(plan, t)])


def head_words(plan: Plan, t: Translator) -> str:
    """How many standards change, and from when."""
    if not plan.changes:
        return t("Nothing changes: {count} standards are as in the workbook.", count=plan.unchanged)
    return t(
        "{count} standards change from {day} on, {unchanged} are as in the workbook.",
        count=len(plan.changes),
        day=plan.start,
        unchanged=plan.unchanged,
    )


def _change(change: Change, catalogue: Catalogue, t: Translator) -> Iterator[str]:
    sheet = layout().sheets[change.sheet]
    sign = "+" if change.old is None else "~"
    name = (change.old or change.new)[f"name.{t.language}"]
    yield f"{sign} {sheet.name.of(t.language)}  {change.code}  {name}"
    if change.old is None:
        yield from _new(change, catalogue, t)
    yield from (f"    {field_words(each, catalogue, t)}" for each in change.fields)
    for item in change.items:
        yield from _item(item, catalogue, t)
    if change.reordered:
        yield "    " + t("The items stand in another order.")


def _new(change: Change, catalogue: Catalogue, t: Translator) -> Iterator[str]:
    """What is most worth knowing of a new standard, and its items."""
    sheet = layout().sheets[change.sheet]
    columns = [
        column for column in sheet.columns if column.key in _OF_NEW and change.new[column.key]
    ]
    told = [Field(column, None, change.new[column.key]) for column in columns]
    yield "    " + "  ".join(
        f"{each.column.head.of(t.language)} {_said(each, each.new, catalogue, t)}" for each in told
    )
    yield from (f"    + {item_words(row, t)}" for row in change.item_rows)


def _item(item: ItemChange, catalogue: Catalogue, t: Translator) -> Iterator[str]:
    sign = "+" if item.old is None else "-" if item.new is None else "~"
    row = item.old or item.new or {}
    yield f"    {sign} {item_words(row, t)}"
    yield from (f"        {field_words(each, catalogue, t)}" for each in item.fields)


def item_words(row: Row, t: Translator) -> str:
    """An item's code and text."""
    return f"{row['code']}  {_cut(str(row[f'text.{t.language}']))}"


def field_words(field: Field, catalogue: Catalogue, t: Translator) -> str:
    """A column with its old and its new value."""
    old, new = (_said(field, value, catalogue, t) for value in (field.old, field.new))
    between = "：" if t.language == "zh" else ": "
    return f"{field.column.head.of(t.language)}{between}{_words(field, old, new)}"


def _words(field: Field, old: str, new: str) -> str:
    """Of several words only those that come and go; of all else the old and the new value."""
    if not isinstance(field.old, tuple) or not isinstance(field.new, tuple):
        return f"{old} → {new}"
    gone = [f"-{word}" for word in field.old if word not in field.new]
    come = [f"+{word}" for word in field.new if word not in field.old]
    return "  ".join([*gone, *come]) or f"{old} → {new}"


def _said(field: Field, value: Value, catalogue: Catalogue, t: Translator) -> str:
    """A value in words, a blank one as a dash, an indicator or group by its name."""
    return _cut(named_of(field.column, value, catalogue, t.language)) or "—"


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONG else f"{line[: _LONG - 2]} …"


def notes_of(plan: Plan, t: Translator) -> Iterator[str]:
    """What stays, what takes over later, what was not read."""
    if plan.left_out:
        yield t(
            "{count} standards are not in the workbook and stay as they are.",
            count=len(plan.left_out),
        ) + _few(plan.left_out)
    for name, day in plan.later:
        yield t(
            "{name}: what already lies ready for {day} takes over on that day.", name=name, day=day
        )
    if plan.unread:
        yield t("Not read: {names}.", names="、".join(plan.unread))


def _few(names: Sequence[str]) -> str:
    return f" {'、'.join(names)}" if len(names) <= _NAMED else ""
