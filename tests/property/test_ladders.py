"""What the ladders propose against a notebook, whatever is named, decided and taken back in whatever
order: one count too many calls somebody to account for nothing."""

from __future__ import annotations

import datetime as dt
import json
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from qc.catalogue.accountability import load_ladders
from qc.improve.accountability.accounts import decisions_of
from qc.improve.accountability.deciding import about
from qc.improve.accountability.ladder import Event, proposals_of
from qc.improve.accountability.states import ProposalState
from qc.store.journal import Act
from tests.rival_implementations.ladders import Books

CODES = ("record-error", "guide-staff-complaint", "empty-desk", "missed-test")
LADDERS = {code: ladder for code, ladder in load_ladders().items() if code in CODES}
PLAIN = {
    code: (each.window, [(step.count, str(step.action)) for step in each.steps])
    for code, each in LADDERS.items()
}
TYPED = {"王丽": ["王丽", " 王 丽", "王丽。"], "李敏": ["李敏"], "Ann": ["ANN", "ａｎｎ"]}
DAYS = st.dates(dt.date(2026, 9, 25), dt.date(2026, 12, 5))
NAMED = st.tuples(st.just("name"), st.sampled_from([*TYPED]), st.sampled_from(CODES), DAYS)
DECIDED = st.tuples(st.sampled_from(["accept", "refuse", "lift"]), st.integers(0, 9))


class Clinic:
    """The same history in the program's own shapes."""

    def __init__(self):
        self.events, self.acts = [], []

    def now(self):
        return proposals_of(self.events, decisions_of(self.acts), LADDERS)

    def act(self, what, fields):
        told = json.loads(json.dumps({**fields, "note": "查实"}))  # as the journal keeps it
        self.acts.append(Act("proposal:x", len(self.acts) + 1, "", "张", what, told, "本院", ""))


@given(history=st.lists(NAMED | DECIDED, max_size=30), data=st.data())
def test_every_finding_counts_once_and_for_the_right_step(history, data):
    books, clinic = Books(PLAIN), Clinic()
    for number, (what, *more) in enumerate(history):
        if what == "name":
            who, ladder, day = more
            name = f"f{number}"
            books.named.append((name, day, who, ladder))
            typed = data.draw(st.sampled_from(TYPED[who]))
            clinic.events.append(Event(name, "本院", typed, ladder, day, ((name, day),)))
        elif what == "lift":
            _lift(books, clinic, *more)
        elif open_now := clinic.now():
            chosen = open_now[more[0] % len(open_now)]
            clinic.act(what, about(chosen))
            fate = (chosen.ladder, "accepted" if what == "accept" else "dead")
            books.fate |= {(_plain(chosen.person), name): fate for name in chosen.events}
        told = [_told(each) for each in clinic.now()]
        assert len(told) == len(set(told))
        assert set(told) == books.proposals()
    _no_finding_was_decided_twice(clinic)


@given(events=st.lists(st.tuples(st.sampled_from([*TYPED]), DAYS), max_size=12))
def test_another_sites_namesake_is_another_person(events):
    """Two clinics of a chain may each have a 王丽: neither answers for the other."""
    mine = [
        Event(f"f{n}", "甲院" if n % 2 else "乙院", who, "missed-test", day, ((f"f{n}", day),))
        for n, (who, day) in enumerate(events)
    ]
    apart = proposals_of(mine, [], LADDERS)
    alone = [
        proposals_of([e for e in mine if e.site == site], [], LADDERS) for site in ("甲院", "乙院")
    ]
    assert sorted(apart, key=lambda p: p.id) == sorted(chain(*alone), key=lambda p: p.id)


def test_the_list_is_no_ranking():
    """Oldest first: whoever has most against them does not stand on top."""
    one = Event(
        "a", "本院", "李敏", "missed-test", dt.date(2026, 10, 1), (("a", dt.date(2026, 10, 1)),)
    )
    many = [
        Event(f"b{n}", "本院", "王丽", "record-error", day, ((f"b{n}", day),))
        for n, day in enumerate(dt.date(2026, 10, 2 + n) for n in range(5))
    ]
    assert [each.person for each in proposals_of([*many, one], [], LADDERS)] == ["李敏", "王丽"]


def test_a_ladder_that_begins_later_waits():
    """Where the clinic's own ladder begins with the second time, the first is nobody's matter."""
    second = LADDERS["empty-desk"].model_copy(update={"steps": LADDERS["empty-desk"].steps[1:]})
    day = dt.date(2026, 10, 1)
    events = [Event(n, "本院", "王丽", "empty-desk", day, ((n, day),)) for n in "ab"]
    assert proposals_of(events[:1], [], {"empty-desk": second}) == []
    assert [p.count for p in proposals_of(events, [], {"empty-desk": second})] == [2]
    assert proposals_of(events, [], {}) == []


def _lift(books, clinic, number):
    """Take one of the standing decisions back, in both."""
    standing = [d for d in decisions_of(clinic.acts) if d.state is ProposalState.ACCEPTED]
    if standing:
        chosen = standing[number % len(standing)]
        clinic.act("lift", {"id": chosen.id})
        who = _plain(chosen.person)
        books.fate |= {(who, name): (chosen.ladder, "dead") for name in chosen.events}


def _told(proposal):
    who, behind = _plain(proposal.person), frozenset(name for name, _ in proposal.findings)
    step = (proposal.count, str(proposal.action), frozenset(proposal.events), behind)
    assert proposal.amount is None
    return (who, proposal.ladder, proposal.window, *step)


def _plain(typed):
    return next(name for name, forms in TYPED.items() if typed in forms)


def _no_finding_was_decided_twice(clinic):
    decided = [
        (decision.who, name)
        for decision in decisions_of(clinic.acts)
        for name, _ in decision.decided
    ]
    assert len(decided) == len(set(decided))
