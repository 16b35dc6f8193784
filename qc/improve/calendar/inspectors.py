"""Who inspects, and to which unit they belong."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping

import pandas as pd

_BETWEEN = re.compile(r"[、,，;；/]+")


def inspectors_of(checks: pd.DataFrame, listed: Mapping[str, str]) -> dict[str, str]:
    """Each inspector's own unit: those that the clinic lists, else those who were seen inspecting.

    checks: the checks of the days that are looked back on. Nobody's unit is written on a sheet: it is
    taken to be the one where they inspected on more than half of their days; "" where there is none.
    """
    if listed:
        return dict(listed)
    days: dict[str, set[tuple[str, str]]] = defaultdict(set)
    rows = checks[["inspector", "unit", "date"]].drop_duplicates()
    for names, unit, date in rows.itertuples(index=False):
        for name in _BETWEEN.split(str(names)):
            if name.strip():
                days[name.strip()].add((date, unit))
    return {name: _unit(days[name]) for name in sorted(days)}


def _unit(seen: set[tuple[str, str]]) -> str:
    unit, most = Counter(unit for _, unit in seen).most_common(1)[0]
    return unit if 2 * most > len(seen) else ""
