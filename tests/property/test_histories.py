"""Random histories of imports, corrections, withdrawals, acts and days through a real workspace, beside
the plain list of what every sheet says. (Cycles walk theirs in test_cycles.)"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from qc.analysis.periods import Period
from qc.errors import UsageError
from qc.improve.acting import act_on, findings
from qc.improve.calendar.reading import calendar
from qc.improve.cycles.acting import cycles, open_cycle
from qc.improve.states import FindingState, possible
from qc.store import Scope
from qc.workspace import open_workspace
from tests.cycles import HANDS, check, mark, save
from tests.rival_implementations import appointments
from tests.rival_implementations import recurrence as rival

FIRST = dt.date(2026, 8, 3)  # a Monday
RULES = """window_days = 20
[calendar.cadences.disinfection]
every = "week"
"""
ITEMS = (HANDS, "sterile_packs")
GIVEN = {
    "fix_at_once": {"cause": "缺货", "measure": "补货"},
    "assign": {"person": "李敏", "due": "2026-12-01", "cause": "缺货", "measure": "补货"},
    "put_right": {"cause": "缺货", "measure": "补货"},
    "recheck_failed": {"note": "仍缺"},
    "reopen": {"note": "又缺"},
    "note": {"note": "记"},
}
MARKS = st.lists(st.booleans(), min_size=1, max_size=2)
DAYS = st.sampled_from(
    [0, 1, 8, 13, 20, 21, 28, 33, 40, 41]
)  # just a window apart, a day in or out
SHEET = st.tuples(
    st.just("sheet"), DAYS, st.sampled_from(["换药室", "治疗室"]), st.tuples(MARKS, MARKS)
)
CORRECT = st.tuples(st.just("correct"), st.integers(0, 9), st.none(), st.tuples(MARKS, MARKS))
UNDO = st.tuples(st.just("undo"), st.integers(0, 9), st.none(), st.none())
ACT = st.tuples(
    st.just("act"), st.integers(0, 30), st.sampled_from([*GIVEN, "recheck_passed"]), st.booleans()
)
OPEN = st.tuples(st.just("cycle"), st.integers(0, 30), st.none(), st.none())
WAIT = st.tuples(st.just("wait"), st.integers(1, 20), st.none(), st.none())
HISTORY = st.lists(
    st.one_of(SHEET, SHEET, CORRECT, UNDO, ACT, ACT, ACT, OPEN, WAIT), min_size=14, max_size=24
)


class House:
    """A workspace, what its sheets say in a plain list, and what was acknowledged of every act."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        (folder / "improvement.toml").write_text(RULES, encoding="utf-8")
        self.opened = open_workspace(folder, today=FIRST, actor="王丽")
        self.today = FIRST + dt.timedelta(days=35)
        self.editions: dict[str, list] = {}
        self.edition = 0
        self.told: dict[str, list[str]] = defaultdict(list)
        self.frozen: dict[str, object] = {}
        self.stale: list = []

    @property
    def here(self):
        return replace(self.opened, today=self.today)

    def take(self, what, number, word, more):
        getattr(self, f"_{what}")(number, word, more)

    def _sheet(self, days, unit, marks):
        day = FIRST + dt.timedelta(days=days)
        if day <= self.today:
            name = f"{day} {unit}.xlsx"
            if name in self.editions:
                self._correct(sorted(self.editions).index(name), None, marks)
            else:
                self._save(name, day, unit, marks)

    def _correct(self, number, _, marks):
        """A later edition of a sheet that came in says otherwise, mark for mark."""
        if self.editions:
            name = sorted(self.editions)[number % len(self.editions)]
            _, (day, unit, before) = self.editions[name][-1]
            lengths = zip(before, marks, strict=True)
            self._save(name, day, unit, tuple((new * 2)[: len(old)] for old, new in lengths))

    def _save(self, name, day, unit, marks):
        self.edition += 1
        checks = [
            replace_results(check(day, True, unit=unit)[0], row, code, good, n)
            for row, (code, answers) in enumerate(zip(ITEMS, marks, strict=True))
            for n, good in enumerate(answers)
        ]
        save(self.here, name, *checks, edition=str(self.edition))
        newest = max(self.opened.store.imports(self.opened.scope), key=lambda one: one.id)
        self.editions.setdefault(name, []).append((newest.id, (day, unit, marks)))

    def _undo(self, number, _, __):
        """The last edition of a sheet is withdrawn: the one before counts again, or nothing of it."""
        if self.editions:
            name = sorted(self.editions)[number % len(self.editions)]
            import_id, _ = self.editions[name].pop()
            self.opened.store.undo(self.opened.scope, import_id, "误传")
            self.editions = {name: kept for name, kept in self.editions.items() if kept}

    def _act(self, number, what, late):
        """Somebody acts on a finding, on what they see now or (late) on what they saw before."""
        now = findings(self.here)
        seen = self.stale if late and self.stale else now
        self.stale = now
        if not seen:
            return
        found = seen[number % len(seen)]
        scope = Scope("李敏" if late else "王丽")
        somebody = replace(self.here, scope=scope)
        overtaken = len(self.told[found.id]) > len(found.acts)
        allowed = what in possible(found.state) and not overtaken
        try:
            act_on(somebody, found, what, GIVEN.get(what, {}))
        except UsageError:
            assert not allowed  # whoever may, can; and whoever was overtaken is told
        else:
            assert allowed
            self.told[found.id].append(what)

    def _cycle(self, number, _, __):
        """A cycle for one finding, its figures frozen."""
        found = [each for each in findings(self.here) if each.state is not FindingState.WITHDRAWN]
        if not found:
            return
        one = found[number % len(found)]
        given = {"title": "反复", "owner": "李敏", "due": "2027-01-31", "from": str(FIRST), "to": str(self.today)}  # fmt: skip
        places = [place for c in cycles(self.here) for place in c.cycle.baseline.places]
        busy = any((p.unit, p.item_code) == (one.unit, one.item_code) for p in places)
        if busy:
            with pytest.raises(UsageError):
                open_cycle(self.here, [one.id], given)
            return
        name = open_cycle(self.here, [one.id], given).subject.partition(":")[2]
        rows = [good for day, unit, item, good in self.rows if (unit, item) == (one.unit, one.item_code)]  # fmt: skip
        self.frozen[name] = (sum(rows), len(rows))

    def _wait(self, days, _, __):
        self.today += dt.timedelta(days=days)

    @property
    def sheets(self):
        """Each sheet as its last edition says it: day, unit, marks by item."""
        return {name: editions[-1][1] for name, editions in self.editions.items()}

    @property
    def rows(self):
        return [
            (day, unit, item, good)
            for day, unit, marks in self.sheets.values()
            for item, answers in zip(ITEMS, marks, strict=True)
            for good in answers
        ]

    def look(self):
        """Everything that must hold, whatever was done."""
        found = findings(self.here)
        self._no_finding_is_lost(found)
        self._no_recurrence_is_missed(found)
        self._every_act_is_kept(found)
        self._the_calendar_counts_as_a_hand_does()
        for shown in cycles(self.here):
            base = shown.cycle.baseline.figures.total
            assert (base.passed, base.checked) == self.frozen[shown.cycle.id]
            assert shown.cycle.state.value != "closed"

    def _no_finding_is_lost(self, found):
        counted = defaultdict(list)
        for day, unit, item, good in self.rows:
            counted[day, unit, item].append(good)
        failed = {key: (goods.count(False), len(goods)) for key, goods in counted.items() if not all(goods)}  # fmt: skip
        live = [each for each in found if each.state is not FindingState.WITHDRAWN]
        assert {(f.date, f.unit, f.item_code): (f.failed, f.checked) for f in live} == failed
        assert len(live) == len(failed)
        gone = {each.id for each in found if each.state is FindingState.WITHDRAWN}
        assert gone == {name for name, acts in self.told.items() if acts} - {f.id for f in live}

    def _no_recurrence_is_missed(self, found):
        live = [each for each in found if each.state is not FindingState.WITHDRAWN]
        expected = rival.recurrences([((f.unit, f.item_code), f.date) for f in live], 20, 3)
        assert [(f.times, f.previous, f.lately) for f in live] == expected

    def _every_act_is_kept(self, found):
        kept = defaultdict(list)
        for act in self.opened.store.acts(self.opened.scope, "finding"):
            kept[act.subject.partition(":")[2]].append((act.number, act.what))
        acknowledged = {name: list(enumerate(acts, 1)) for name, acts in self.told.items() if acts}
        assert {name: sorted(acts) for name, acts in kept.items()} == acknowledged
        for each in found:
            assert [act.what for act in each.acts] == self.told[each.id]

    def _the_calendar_counts_as_a_hand_does(self):
        everything = Period.parse("2026")
        lines = [a for a in calendar(self.here, everything).adherence if a.code == "disinfection"]
        done = {(day, "") for day, _, _ in self.sheets.values()}
        hand = appointments.count("week", 1, done, lambda _: True, self.today, 3)
        told = [(line.owed, line.in_time, line.late) for line in lines] or [(0, 0, 0)]
        assert told == [(hand["owed"], hand["in_time"], hand["late"])]


def replace_results(plain, row, code, good, n):
    """One check with one mark, in a cell of its own."""
    result = mark(good, code=code, cell=f"{'CD'[row]}{n + 5}")
    return plain._replace(subject=f"{row}{n}", results=(result,))


# A failing history is shown as it was drawn: making it smaller takes minutes.
@settings(
    max_examples=14,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(history=HISTORY)
def test_whatever_happens_nothing_is_lost(history):
    """Sheets corrected and withdrawn, two who act at once, months that pass."""
    with TemporaryDirectory() as folder:
        house = House(Path(folder) / "workspace")
        for number, step in enumerate(history, 1):
            house.take(*step)
            if number % 8 == 0 or number == len(history):
                house.look()
        house.opened.store.close()
