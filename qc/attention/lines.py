"""Lines that stand until the next list: drugs, certificates, devices. Which of them still stand?"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Hashable, Iterator
from typing import NamedTuple

import pandas as pd

from qc.analysis.counting import accepted
from qc.analysis.kept import kept
from qc.analysis.source import facts
from qc.words import Kind
from qc.workspace import Workspace

KINDS = (Kind.STOCK, Kind.SCORES, Kind.MAINTENANCE)
COLUMNS = (
    "site", "unit", "indicator", "checklist", "kind", "date", "subject", "item_code", "item", "detail", "state",
    "outcome", "file", "sheet", "cell",
)  # fmt: skip
SHARE = 0.5
"""A later list that holds so much of an older one takes its place; a shorter one only adds to it."""


class Line(NamedTuple):
    """A line of a list: a drug of a cart, a certificate of a person, a device. `told`: expiry, due, …;
    `outcome` as it was judged at the count; `file`, `sheet` and `cell` are where it stands."""

    site: str
    unit: str
    indicator: str
    checklist: str
    kind: str
    date: dt.date
    subject: str
    item_code: str
    item: str
    outcome: str
    file: str
    sheet: str
    cell: str
    told: dict[str, str]


def lines(workspace: Workspace) -> list[Line]:
    """The lines that stand now, for the one who asks."""
    of = facts(workspace).changes.of("kind", KINDS)
    return list(kept(workspace, "lines", lambda: _standing(workspace), of=of))


def _standing(workspace: Workspace) -> list[Line]:
    known = facts(workspace).results
    listed = accepted(known[known["kind"].isin([str(kind) for kind in KINDS])])
    if listed.empty:
        return []
    standing = listed[stands(listed)]
    start = dt.date.fromisoformat(standing["date"].min())
    found = [
        workspace.store.results(
            workspace.scope, start=start, indicator=str(indicator), columns=COLUMNS
        )
        for indicator in sorted(standing["indicator"].unique())
    ]
    rows = accepted(pd.concat(found))
    rows = rows[rows["kind"].isin([str(kind) for kind in KINDS])].reset_index(drop=True)
    return [*_lines(rows[stands(rows)])]


def stands(rows: pd.DataFrame) -> pd.Series:
    """Which rows stand now: the latest of its line, unless a later list of its place, which held most
    of its own list, left it out (the drug was used up, the device sold, the person is gone)."""
    names = ["site", "unit", "checklist", "date", "subject", "item_code", "item"]
    plain = rows[names].astype("str").fillna("")
    lists: dict[tuple[Hashable, ...], dict[str, set[Hashable]]] = defaultdict(
        lambda: defaultdict(set)
    )
    keys = []
    for *place, day, subject, code, item in plain.itertuples(index=False, name=None):
        line = (subject, code or item)
        lists[tuple(place)][day].add(line)
        keys.append((tuple(place), day, line))
    current = {place: dict(_current(days)) for place, days in lists.items()}
    told = [line in current[place].get(day, ()) for place, day, line in keys]
    return pd.Series(told, index=rows.index, dtype="bool")


def _current(days: dict[str, set[Hashable]]) -> Iterator[tuple[str, set[Hashable]]]:
    """Of each day's list the lines that stand, the newest day first."""
    later: list[set[Hashable]] = []
    seen: set[Hashable] = set()
    for day in sorted(days, reverse=True):
        mine = days[day]
        if all(len(mine & each) < SHARE * len(mine) for each in later):
            yield day, mine - seen
        later.append(mine)
        seen |= mine


def _lines(rows: pd.DataFrame) -> Iterator[Line]:
    columns = [name for name in COLUMNS if name not in ("detail", "state")]
    plain = rows[columns].astype("str").fillna("")
    for row, detail in zip(plain.to_dict("records"), rows["detail"], strict=True):
        told = json.loads(detail) if isinstance(detail, str) else {}
        day = dt.date.fromisoformat(row["date"])
        yield Line(**{**row, "date": day}, told=told)


def day_of(line: Line, name: str) -> dt.date | None:
    """A day that a line tells; None where it tells none."""
    text = line.told.get(name)
    return dt.date.fromisoformat(text) if text else None
