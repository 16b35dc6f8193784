"""A standard of the clinic's own, written from the items of a sheet that no standard has."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Collection, Sequence
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from qc.catalogue.as_toml import quoted
from qc.catalogue.load import load_catalogue
from qc.catalogue.model import Checklist
from qc.errors import CatalogueError, UsageError
from qc.locale import N_
from qc.text import normal_form
from qc.tomlfile import parse, read
from qc.words import Kind

CHECKLISTS = "checklists"
_HEADING = "# 本院自有标准，由导入页写成；可以用文本编辑器修改。A standard of the clinic's own.\n\n"


class OwnItem(NamedTuple):
    """A line of the sheet: the code that it came in by, its wording, its points where it has some."""

    code: str
    text: str
    points: Decimal | None = None


def new_checklist(
    folder: Path,
    name: str,
    indicator: str,
    items: Sequence[OwnItem],
    *,
    owner: str,
    today: dt.date,
    kind: Kind = Kind.CHECKLIST,
) -> Path:
    """Write a checklist of these items into a workspace's `standards` folder and say where.

    It holds from the first day on, so that older sheets follow it too, and is to be looked at again
    in a year. Its code is made unique; an item that stands twice is one line. It is held against
    all the other standards before it is kept: UsageError for a name or owner that is missing,
    CatalogueError for what does not hold or cannot be written.
    """
    if not normal_form(name) or not owner.strip():
        raise UsageError(
            N_("A standard needs a name and somebody who answers for it."),
            N_("Fill in both."),
        )
    catalogue = load_catalogue(folder)
    code = own_code(name, catalogue.checklists)
    text = _HEADING + _written(code, name, indicator, _told_apart(items), owner, today, kind)
    path = folder / CHECKLISTS / f"{code}.toml"
    _keep(folder, path, text)
    return path


def own_code(name: str, taken: Collection[str]) -> str:
    """A code for what the clinic calls so, unlike all that are taken."""
    return _unique(f"own-{_digest(name)}", taken)


def _digest(name: str) -> str:
    """Ten signs of a name without its numbers: next month's sheet is the same standard's."""
    plain = normal_form("".join(sign for sign in name if not sign.isdigit()))
    return hashlib.sha256((plain or normal_form(name)).encode()).hexdigest()[:10]


def _unique(code: str, taken: Collection[str]) -> str:
    number, unique = 1, code
    while unique in taken:
        number += 1
        unique = f"{code}-{number}"
    return unique


def _told_apart(items: Sequence[OwnItem]) -> list[OwnItem]:
    """Each line once, however it was typed, under a code of its own."""
    kept: dict[str, OwnItem] = {}
    for item in items:
        kept.setdefault(normal_form(item.text) or item.text, item)
    taken: list[str] = []
    for item in kept.values():
        taken.append(_unique(item.code, taken))
    return [item._replace(code=code) for item, code in zip(kept.values(), taken, strict=True)]


def _written(
    code: str,
    name: str,
    indicator: str,
    items: Sequence[OwnItem],
    owner: str,
    today: dt.date,
    kind: Kind,
) -> str:
    head = (
        f"code = {quoted(code)}\nname = {_both(name)}\nversion = \"1\"\n"
        f"valid_from = 2022-01-01\nindicator = {quoted(indicator)}\nkind = {quoted(kind)}\n"
        f"titles = [{quoted(name)}]\nsource = \"本院自有检查表\"\n"
        f"owner = {_both(owner.strip())}\nreview = {_in_a_year(today)}\n"
    )  # fmt: skip
    return head + "".join(map(_item, items))


def _item(item: OwnItem) -> str:
    points = f"points = {item.points}\n" if item.points else ""
    return (
        f"\n[[items]]\ncode = {quoted(item.code)}\ntext = {_both(item.text)}\n"
        f'level = "process"\n{points}'
    )


def _in_a_year(day: dt.date) -> dt.date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap_day else day.day)


def _both(text: str) -> str:
    """The clinic writes in one language; it stands for both."""
    return f"{{ zh = {quoted(text)}, en = {quoted(text)} }}"


def _keep(folder: Path, path: Path, text: str) -> None:
    """Write it under a passing name, hold it against its model, then against all other standards; what
    does not hold is taken away again."""
    passing = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            passing.write_text(text, encoding="utf-8")
            parse(Checklist, read(passing, path.name, CatalogueError))
            passing.replace(path)
        finally:
            passing.unlink(missing_ok=True)
        _hold_against_the_others(folder, path)
    except OSError as error:
        raise CatalogueError(
            N_("The standard cannot be written into {folder}: {reason}."),
            N_("See that the folder may be written to and its disk has room, then try again."),
            folder=path.parent,
            reason=error.strerror or error,
        ) from error


def _hold_against_the_others(folder: Path, path: Path) -> None:
    try:
        load_catalogue(folder)
    except CatalogueError:
        path.unlink()
        raise
