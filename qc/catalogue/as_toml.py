"""Values as TOML has them, for the files that the program writes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any


def quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's too."""
    return json.dumps(str(text), ensure_ascii=False).replace("\x7f", "\\u007f")


def as_toml(value: Any) -> str:
    """A value on one line: text, number, date, true or false, list, or table in braces."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {as_toml(each)}" for key, each in value.items()) + " }"
    if isinstance(value, str):
        return quoted(value)
    return "[" + ", ".join(map(as_toml, value)) + "]"


def entries(table: Mapping[str, Any]) -> str:
    """The entries of a table, a line each; lists of tables stand apart, see `tables`."""
    return "".join(f"{key} = {as_toml(value)}\n" for key, value in table.items())


def tables(name: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """A list of tables: `[[name]]` and the entries of each."""
    return "".join(f"\n[[{name}]]\n{entries(row)}" for row in rows)
