"""The journal: acts are kept in order, seen by their own only, and two at once cannot both be right."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from qc.errors import ScopeError, UsageError
from qc.store import Scope, Store
from qc.store.journal import Act, NewAct
from tests.integration.store.builders import ALL

MINE = Scope("wang", units=frozenset({"治疗室"}))
EAST = Scope("zhao", sites=frozenset({"东院"}))


def new(what: str, seen: int = 0, subject: str = "finding:1", **fields: Any) -> NewAct:
    unit = fields.pop("unit", "治疗室")
    return NewAct(subject, seen, what, fields, site="本院", unit=unit)


def told(acts: tuple[Act, ...]) -> list[tuple[str, int, str, str]]:
    return [(act.subject, act.number, act.actor, act.what) for act in acts]


def test_acts_come_back_in_order_and_whole(store: Store) -> None:
    """The history of a finding is what the inspector is shown."""
    first = store.act(MINE, new("measure", cause="人", due="2026-10-31"))
    second = store.act(ALL, new("recheck", 1, passed=True))
    assert store.acts(ALL, "finding") == (first, second)
    assert first.fields == {"cause": "人", "due": "2026-10-31"}
    assert first.at <= second.at
    assert told(store.acts(ALL, "finding")) == [
        ("finding:1", 1, "wang", "measure"),
        ("finding:1", 2, ALL.actor, "recheck"),
    ]


def test_kinds_are_kept_apart(store: Store) -> None:
    """A subject's kind is all of the word before the colon: no cycle among the findings, and no sign
    of a pattern in it is taken as one."""
    for subject in ("finding:1", "findings:1", "cycle:1", "f%:1"):
        store.act(ALL, new("open", subject=subject))
    assert [act.subject for act in store.acts(ALL, "finding")] == ["finding:1"]
    assert [act.subject for act in store.acts(ALL, "f%")] == ["f%:1"]


def test_who_looked_before_the_other_acted_is_told(store: Store) -> None:
    """Two at one finding: the second must see what the first did, or the first's word is lost."""
    store.act(MINE, new("measure"))
    for seen in (0, 2):
        with pytest.raises(UsageError, match="wang changed this meanwhile"):
            store.act(ALL, new("close", seen))
    assert [act.what for act in store.acts(ALL, "finding")] == ["measure"]


def test_of_many_at_once_one_comes_in(store: Store) -> None:
    """Twenty press the button at one moment: one act is kept, nineteen are told."""

    def press(n: int) -> bool:
        try:
            store.act(Scope(f"nurse {n}"), new("close"))
        except UsageError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(press, range(20))) == 1
    assert len(store.acts(ALL, "finding")) == 1


def test_nobody_sees_or_writes_another_units_acts(store: Store) -> None:
    """Causes and names are the unit's own matter."""
    store.act(ALL, new("measure", subject="finding:2", unit="换药室"))
    assert store.acts(MINE, "finding") == store.acts(EAST, "finding") == ()
    with pytest.raises(ScopeError, match="wang may not change anything of 换药室"):
        store.act(MINE, new("close", 1, subject="finding:2", unit="换药室"))


def test_an_act_leaves_the_figures_as_they_are(store: Store) -> None:
    """Figures are counted anew when the revision moves: seconds, on every tap that closes a finding."""
    before = store.revision(ALL)
    store.act(MINE, new("measure"))
    assert store.revision(ALL) == before
