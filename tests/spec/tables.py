"""Tables as text: a header, a rule, rows. An empty field is missing, T and F are yes and no,
'2026' in quotes is a text."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]


def parse_table(text: str) -> list[Row]:
    header, _, *lines = text.strip().splitlines()
    columns = [name.strip() for name in header.split("|")]
    return [dict(zip(columns, map(parse_field, line.split("|")), strict=True)) for line in lines]


def parse_field(field: str) -> Any:
    field = field.strip()
    if field in {"", "T", "F"}:
        return {"": None, "T": True, "F": False}[field]
    for number in (int, float):
        try:
            return number(field)
        except ValueError:
            continue
    return field.strip("'")
