"""The files that a change needs, as texts: a new version of a checklist, the clinic's indicators."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Collection, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from qc.catalogue.as_toml import entries, tables
from qc.catalogue.model import NO_TARGET, Indicator
from qc.errors import CatalogueError
from qc.locale import N_
from qc.standards.changes import Change
from qc.standards.columns import layout
from qc.standards.rows import Row, table_of
from qc.tomlfile import read

INDICATORS = "indicators.toml"
_ALWAYS = dt.date(1900, 1, 1)
_OF_SHEET = ("stamp", "target", "target_from", "checklist", "called")
_HEAD = re.compile(r"\s*\[\[\s*indicators\s*\]\]")
_OTHER_HEAD = re.compile(r"\s*\[(?!\[?\s*indicators\s*\.)")

Table = dict[str, Any]


def checklist_text(change: Change, version: str, start: dt.date, heading: str) -> str:
    """A whole checklist as TOML: the version that begins on a day."""
    table = _table("checklists", change.new)
    table |= {"version": version, "valid_from": start, "source": change.new["source"]}
    items = [_table("items", row) for row in change.item_rows]
    return f"# {heading}\n\n{entries(table)}{tables('items', items)}"


def version_name(start: dt.date, taken: Collection[str]) -> str:
    """A version is called after its first day, unlike every other."""
    name, number = start.isoformat(), 1
    while name in taken:
        number += 1
        name = f"{start.isoformat()}-{number}"
    return name


def _table(name: Any, row: Row) -> Table:
    whole = table_of(layout().sheets[name], row)
    return {key: value for key, value in whole.items() if key not in _OF_SHEET}


def indicator_table(
    change: Change, start: dt.date, own: Table, known: Indicator | None, shipped: Collection[str]
) -> Table:
    """The keys of an indicator that the clinic's file holds: its own table with what changes, of a new
    one everything. `shipped` are the aliases that it has without the clinic's file."""
    new = change.new
    whole = _table("indicators", new) | {"source": new["source"]}
    changed = {each.column.key.partition(".")[0] for each in change.fields}
    table = {**own, "code": change.code} if known else whole
    table |= {key: whole.get(key, []) for key in changed if key != "target"}
    if "aliases" in table and isinstance(new["aliases"], tuple):
        table["aliases"] = [word for word in new["aliases"] if word not in shipped]
    target = new["target"]
    if "target" in changed or (known is None and target is not None):
        table["targets"] = _targets(own.get("targets", []), start, target, known)
    return table


def _targets(own: list[Table], start: dt.date, target: Any, known: Indicator | None) -> list[Table]:
    """The clinic's targets with one more from a day on. What held before the first one is said, too:
    else the new one would judge the months gone by."""
    before = [each for each in own if each["valid_from"] != start]
    if known and all(each.valid_from >= start for each in known.targets):
        held = known.target_on(start - dt.timedelta(days=1))
        before.append({"valid_from": _ALWAYS, "value": _said(held)})
    found = [*before, {"valid_from": start, "value": _said(target)}]
    return sorted(found, key=lambda each: each["valid_from"])


def _said(value: Decimal | None) -> Decimal | str:
    return NO_TARGET if value is None else value


def own_indicators(folder: Path) -> dict[str, Table]:
    """The tables of the clinic's file by code; none where there is no file."""
    path = folder / INDICATORS
    if not path.is_file():
        return {}
    data = read(path, f"{folder.name}/{INDICATORS}", CatalogueError).data
    return {table["code"]: dict(table) for table in data.get("indicators", [])}


def indicators_text(folder: Path, changed: Mapping[str, Table], heading: str) -> str:
    """The clinic's file with some tables in place of its own or behind them; all else in it, comments
    too, stays. CatalogueError for one that is written in a way that cannot be changed so."""
    path = folder / INDICATORS
    if not path.is_file():
        return f"# {heading}\n{tables('indicators', [*changed.values()])}"
    document = read(path, f"{folder.name}/{INDICATORS}", CatalogueError)
    rows = document.data.get("indicators", [])
    lines = document.text.splitlines()
    for head, table in reversed([*zip(_heads(lines), rows, strict=False)]):
        if table["code"] in changed:
            end = _end(lines, head)
            lines[head:end] = _block(changed[table["code"]], lines[head + 1 : end])
    known = {table["code"] for table in rows}
    new = [table for code, table in changed.items() if code not in known]
    text = "\n".join(lines) + "\n" + tables("indicators", new)
    expected = [*(changed.get(table["code"], table) for table in rows), *new]
    if _parsed(text) != {**document.data, "indicators": expected}:
        raise CatalogueError(
            N_("{file} is written in a way that the program cannot change."),
            N_("Write each indicator as a table that begins with [[indicators]], then try again."),
            file=document.name,
        )
    return text


def _parsed(text: str) -> object:
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError:
        return None


def _heads(lines: list[str]) -> list[int]:
    return [number for number, line in enumerate(lines) if _HEAD.match(line)]


def _end(lines: list[str], head: int) -> int:
    """The line behind the last entry of a table; comments before the next one belong to that."""
    end = head + 1
    while end < len(lines) and not _OTHER_HEAD.match(lines[end]):
        end += 1
    while _is_idle(lines[end - 1]):
        end -= 1
    return end


def _is_idle(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _block(table: Table, before: list[str]) -> list[str]:
    comments = [line for line in before if line.lstrip().startswith("#")]
    return ["[[indicators]]", *comments, *entries(table).splitlines()]
