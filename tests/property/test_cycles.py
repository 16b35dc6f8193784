"""Random histories of imports, corrections, days and acts: no cycle is ever called effective, closed or
forgotten against what a plain look at the marks says."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from qc.errors import UsageError
from qc.improve.cycles.acting import act_on_cycle, cycles, open_cycle
from qc.improve.cycles.effect import Conclusion
from qc.improve.cycles.proposals import proposals
from qc.improve.cycles.states import CycleState, possible
from qc.improve.cycles.targets import qcc_target
from qc.workspace import open_workspace
from tests.cycles import CAUSE, MEASURE, PLAN, STANDARD, TRUE, at, before, check, checking, save
from tests.rival_implementations import cycles as rival

FIRST, SINCE = dt.date(2026, 7, 11), dt.date(2026, 4, 1)
GIVEN = {
    "add_cause": CAUSE,
    "verify_cause": TRUE,
    "set_target": {"target": "90%"},
    "add_measure": MEASURE,
    "plan": {"least": "5"},
    "override": {"name": "院长", "reason": "合并"},
    "standardise": STANDARD,
    "next_cycle": {"note": "换措施"},
    "cancel": {"note": "不做了"},
    "note": {"note": "记"},
    "drop_measure": {"number": "1", "note": "改办法"},
}
DAY = st.integers(0, 110)
IMPORT = st.tuples(st.just("import"), DAY, st.lists(st.sampled_from([True] * 29 + [False]), min_size=1, max_size=25))  # fmt: skip
WAIT = st.tuples(st.just("wait"), st.integers(1, 40), st.none())
ACT = st.tuples(
    st.just("act"),
    st.sampled_from([*["forward"] * 6, *["follow"] * 3, "override", "next_cycle", "cancel", "note"]),
    st.integers(1, 60),
)  # fmt: skip
HISTORY = st.lists(st.one_of(IMPORT, IMPORT, WAIT, ACT, ACT), min_size=6, max_size=16)
FORWARD = {
    CycleState.PLAN: "start", CycleState.DO: "to_check", CycleState.CHECK: "effective",
    CycleState.FOLLOW: "effective", CycleState.ACT: "close",
}  # fmt: skip


class House:
    """A workspace, and beside it the plain list of what every sheet says."""

    def __init__(self, folder: Path) -> None:
        self.workspace = open_workspace(folder, today=dt.date(2026, 11, 2), actor="王丽")
        before(self.workspace)
        self.sheets: dict[dt.date, tuple[bool, ...]] = {}
        self.edition = 0
        self.today = dt.date(2026, 7, 12)
        self.known: dict[str, int] = {}

    @property
    def here(self):
        return at(self.workspace, self.today.isoformat())

    @property
    def marks(self):
        return [(day, good) for day, marks in self.sheets.items() for good in marks]

    def take(self, what, first, second):
        if what == "import":
            self._import(FIRST + dt.timedelta(days=first), tuple(second))
        elif what == "wait":
            self.today += dt.timedelta(days=first)
        else:
            self._act(first, second)

    def _import(self, day, marks):
        """A day's sheet; a second one of the day corrects the first, mark for mark."""
        if day > self.today:
            return
        old = self.sheets.get(day, marks)
        marks = (*marks[: len(old)], *old[len(marks) :])
        self.edition += 1
        save(self.workspace, f"{day}.xlsx", *check(day, *marks), edition=str(self.edition))
        self.sheets[day] = marks

    def _act(self, act, days):
        live = [shown for shown in cycles(self.here) if shown.cycle.state.is_live]
        if not live:
            self._open()
            return
        (shown,) = live
        state = shown.cycle.state
        later = (shown.effect.end if shown.effect else self.today) + dt.timedelta(days=days)
        with suppress(UsageError):
            if act == "forward" and state is CycleState.ACT and not shown.cycle.standards:
                act = "standardise"
            elif act == "forward" and state is CycleState.PLAN:
                for step in ("add_cause", "verify_cause", "set_target", "add_measure", "plan"):
                    (fresh,) = [s for s in cycles(self.here) if s.cycle.state.is_live]
                    act_on_cycle(self.here, fresh, step, GIVEN[step])
                act = "start"
            elif act == "forward":
                act = FORWARD[state]
            (fresh,) = [s for s in cycles(self.here) if s.cycle.state.is_live]
            if act == "to_check" and fresh.cycle.to_do:
                today = self.today.isoformat()
                done = {"number": str(fresh.cycle.to_do[0].number), "on": today, "by": "张三"}
                act_on_cycle(self.here, fresh, "measure_done", done)
                return
            told = GIVEN.get(act, {})
            if act in ("follow", "to_check"):
                start = self.today + dt.timedelta(days=1)
                told = {"to": (later if act == "follow" else max(later, start)).isoformat()}
                told |= {"from": start.isoformat()} if act == "to_check" else {}
            if act in possible(fresh.cycle.state):
                act_on_cycle(self.here, fresh, act, told)

    def _open(self):
        for due in proposals(self.here)[:1]:
            with suppress(UsageError):
                open_cycle(self.here, [f.id for f in due.findings], PLAN, previous=due.previous)

    def look(self):
        """Everything that must hold, whatever was done."""
        told = cycles(self.here)
        for shown in told:
            self._one(shown)
        assert sum(shown.cycle.state.is_live for shown in told) <= 1
        self._nothing_forgotten([shown.cycle for shown in told])

    def _one(self, shown):
        known = shown.cycle
        assert len(known.acts) >= self.known.get(known.id, 1)  # nothing that was done is ever lost
        self.known[known.id] = len(known.acts)
        if known.state in (CycleState.ACT, CycleState.CLOSED, CycleState.CONTINUED):
            assert known.acts and any(a.fields.get("seen", {}).get("checked") for a in known.acts)
        if known.override:
            assert shown.conclusion in (Conclusion.OVERRIDDEN, Conclusion.CANCELLED)
        if stated := known.stated:
            seen = rival.within(self.marks, stated.start, stated.end)
            total = shown.effect.figures.total
            assert (total.passed, total.checked) == (sum(good for _, good in seen), len(seen))
            assert shown.effect.rechecks == rival.rechecks(self.marks, stated.first_end, stated.end)
            if shown.effect.supported:
                assert rival.may_be_effective(
                    self.marks, stated.start, stated.first_end, stated.end, known.target.value,
                    known.least, self.today,
                )  # fmt: skip
        if shown.conclusion is Conclusion.EFFECTIVE:
            assert shown.effect.supported and known.override is None
        if known.id == "2026-01":
            base = known.baseline.figures.total
            assert (base.passed, base.checked) == (47, 60)  # whatever was imported since

    def _nothing_forgotten(self, known):
        """The last cycle was closed and the item failed after it: the next one is proposed, linked."""
        if not known or known[-1].state is not CycleState.CLOSED:
            return
        last = known[-1]
        failed = [day for day, good in self.marks if not good and day > last.stated.end]
        assert [due.previous for due in proposals(self.here)] == ([last.id] if failed else [])


BEGUN = {
    "check": [],
    "follow": ["follow"],
    "act": ["follow", "forward"],
    "closed": ["follow", "forward", "forward", "forward"],
}


@example(  # closed, then it fails again, then what it was closed on is corrected, then the next one
    least=5,
    target="90%",
    clean=40,
    begun="closed",
    history=[
        ("import", 50, [True, False]),
        ("act", "forward", 1),
        ("import", 5, [False, False]),
        ("act", "forward", 1),
        ("act", "forward", 1),
    ],
)
@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(
    least=st.integers(1, 30),
    target=st.sampled_from(["80%", "90%", "100%"]),
    clean=st.integers(15, 40),
    begun=st.sampled_from([*BEGUN, "closed", "closed"]),
    history=HISTORY,
)
def test_whatever_happens(least, target, clean, begun, history):
    """`clean` days with two good marks to begin with, so that some histories have reason to close."""
    with TemporaryDirectory() as folder:
        house = House(Path(folder))
        checking(house.workspace, to="2026-07-31", least=str(least), target=target)
        house.today = dt.date(2026, 9, 20)
        for n in range(clean):
            house.take("import", n, [True, True])
        for act in BEGUN[begun]:
            house.take("act", act, 20)
        for step in history:
            house.take(*step)
            house.look()
        house.workspace.store.close()


SHARE = st.fractions(0, 1)


@given(n=st.integers(1, 500), data=st.data(), focus=SHARE, ability=SHARE)
def test_the_formula_is_the_one_for_failures_turned_round(n, data, focus, ability):
    """Failures that fall by 现况值 × 改善重点 × 圈能力 and a rate that rises: one target, within 0 and 1."""
    passed = data.draw(st.integers(0, n))
    failing = Fraction(n - passed, n)
    target = qcc_target(passed, n, focus, ability)
    assert 1 - target == failing - failing * focus * ability
    assert Fraction(passed, n) <= target <= 1
