"""When checks came or went, kind by kind: an answer about some of them holds while others change."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from itertools import count

import pandas as pd

COLUMNS = ("indicator", "checklist", "kind")

_turn = count(1)
"""Never the same twice: what was forgotten and is read again is later than what was kept of it."""


@dataclass(frozen=True)
class Changes:
    """`begun`: the turn at which all checks were read, 0 where they are never read; `turns`: the last turn
    since at which checks came or went, by their words in COLUMNS."""

    begun: int = 0
    turns: Mapping[tuple[str, ...], int] = field(default_factory=dict)

    def of(self, column: str, words: Collection[str]) -> tuple[int, int]:
        """Where the checks stand that have one of these words in a column: numbers that grow whenever one of
        them comes or goes, and stay when others do. For `kept`, as what an answer is of."""
        place = COLUMNS.index(column)
        since = (turn for about, turn in self.turns.items() if about[place] in words)
        return self.begun, max(since, default=0)

    def and_now(self, *parts: pd.DataFrame) -> Changes:
        """With this turn for the checks that stand in one of the parts: what went, what came."""
        turn = next(_turn)
        rows = (part[list(COLUMNS)].drop_duplicates() for part in parts)
        now = {about: turn for each in rows for about in each.itertuples(index=False, name=None)}
        return replace(self, turns={**self.turns, **now})


def from_now() -> Changes:
    """Of checks that have just been read."""
    return Changes(next(_turn))
