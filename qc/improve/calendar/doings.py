"""What was done, from the checks that came in: on which day, by whom."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from qc.analysis.counting import accepted

Place = tuple[str, str, str]
"""Code, site, unit; unit "" for the whole site."""

KEY = ["checklist", "site", "unit", "date", "slot", "inspector"]


@dataclass(frozen=True, order=True, slots=True)
class Doing:
    """One time that something was done: the day, and of a daily one which round. `by` are the
    inspectors; `file` and `sha256` are set where a file stands for a check."""

    day: dt.date
    slot: str = ""
    by: tuple[str, ...] = ()
    file: str = ""
    sha256: str = ""


def rows_done(results: pd.DataFrame, checks: pd.DataFrame, by_item: Iterable[str]) -> pd.DataFrame:
    """Distinct rows of checklist, site, unit, date, slot, inspector of what was looked at.

    results, checks: the live ones (`Store.results`, `counting.checks_of`). A check of which nothing
    was accepted has not been done. `slot` is the round, or for checklists in `by_item` the item; an
    item that was left blank or did not apply was not looked at.
    """
    items = accepted(results)
    items = items[items["checklist"].isin(list(by_item)) & (items["checked"] > 0)]
    code = items["item_code"].astype("str").fillna("")
    items = items.assign(slot=code.where(code != "", items["item"].astype("str")))
    whole = checks[(checks["accepted"] > 0) & ~checks["checklist"].isin(list(by_item))]
    both = pd.concat([whole.assign(slot=whole["round"])[KEY], items[KEY]])
    return both.astype("str").fillna("").drop_duplicates(ignore_index=True)


def doings_of(rows: pd.DataFrame) -> dict[Place, list[Doing]]:
    """The doings by place, each both for its unit and, under "", for the site; a day and slot once."""
    found: dict[Place, dict[tuple[str, str], set[str]]] = defaultdict(lambda: defaultdict(set))
    plain = rows[KEY].astype("object")  # walking along Arrow's texts takes longer than all the rest
    for code, site, unit, date, slot, inspector in plain.itertuples(index=False, name=None):
        for place in dict.fromkeys([(code, site, unit), (code, site, "")]):
            found[place][date, slot].add(inspector)
    return {place: _sorted(times) for place, times in found.items()}


def once_a_day(doings: Iterable[Doing]) -> list[Doing]:
    """The same, a day once: twenty charts, or two rounds, of one day are one time of a week."""
    times: dict[tuple[str, str], set[str]] = defaultdict(set)
    files = {doing.day: (doing.file, doing.sha256) for doing in doings if doing.sha256}
    for doing in doings:
        times[doing.day.isoformat(), ""].update(doing.by)
    plain = _sorted(times)
    return [Doing(d.day, "", d.by, *files.get(d.day, ("", ""))) for d in plain]


def _sorted(times: Mapping[tuple[str, str], set[str]]) -> list[Doing]:
    return sorted(
        Doing(dt.date.fromisoformat(date), slot, tuple(sorted(filter(None, names))))
        for (date, slot), names in times.items()
    )
