"""The list against a naive rival: nothing that waits is lost in grouping, nothing is counted twice."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.attention.checks import check_matters
from qc.attention.findings import finding_matters
from qc.attention.known import Known
from qc.attention.lines import stands
from qc.attention.matter import Matter, MatterKind, Urgency, in_order
from qc.catalogue.load import load_catalogue
from qc.catalogue.model import Every
from qc.improve.calendar.dues import Due
from qc.improve.calendar.spans import Span
from qc.improve.calendar.states import DueState
from qc.improve.findings import Finding, Gravity
from qc.improve.rules import shipped
from qc.improve.states import FindingState

TODAY = dt.date(2026, 11, 2)
KNOWN = Known(load_catalogue(), shipped(), TODAY, "zh")
DAYS = st.integers(-100, 100).map(lambda n: TODAY + dt.timedelta(days=n))
UNITS = st.sampled_from(["换药室", "治疗室", ""])


@st.composite
def a_finding(draw: st.DrawFn) -> Finding:
    day = draw(DAYS.filter(lambda day: day <= TODAY))
    item = draw(st.sampled_from(["sterile_packs", "hand_hygiene_supplies", "窗帘"]))
    return Finding(
        id=str(draw(st.integers(0, 10**9))), site="本院", unit=draw(UNITS),
        indicator=draw(st.sampled_from(["disinfection", "documents"])), checklist="disinfection",
        item_code=item, item=item, level="", date=day, round="", inspector="", failed=1, checked=1,
        critical=item == "sterile_packs", times=1, previous="", lately=1, gravity=Gravity.MINOR,
        state=draw(st.sampled_from(FindingState)), due=draw(DAYS), told={}, acts=(),
        proposes_cycle=False, passed_since="", followed=draw(st.booleans()),
    )  # fmt: skip


def waiting(found: Finding) -> str:
    """What the list should call a finding, by its words in the handbook; "" where it says nothing."""
    if not found.followed or found.state in (FindingState.CLOSED, FindingState.WITHDRAWN):
        return ""
    if found.critical and found.state is FindingState.OPEN and (TODAY - found.date).days <= 14:
        return "critical"
    if found.state is FindingState.RECHECK:
        return "recheck"
    if (TODAY - found.due).days > 0:
        return "overdue"
    return "action" if (found.due - TODAY).days <= 30 else ""


def numbers(matters: list[Matter]) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for each in matters:
        found[each.kind.value] += each.count
    return found


@given(st.lists(a_finding(), max_size=30))
@settings(max_examples=150)
def test_every_finding_that_waits_is_in_the_list_once(found: list[Finding]) -> None:
    """A problem that drops out between two groups is put right by nobody."""
    listed = list(finding_matters(found, KNOWN))
    assert numbers(listed) == Counter(filter(None, map(waiting, found)))
    assert all(len(each.details) == each.count for each in listed if each.count > 1)
    late = sum(each.count for each in listed if each.kind is MatterKind.OVERDUE)
    assert late <= sum(each.overdue(TODAY) for each in found)


@st.composite
def a_due(draw: st.DrawFn) -> Due:
    end = draw(DAYS)
    every: Every = "week"
    return Due(
        id=str(draw(st.integers(0, 10**9))), code=draw(st.sampled_from(["a", "b"])), name="抽查",
        every=every, irregular=True, site="本院", unit=draw(UNITS),
        span=Span(end - dt.timedelta(days=6), end, "w"), times=draw(st.integers(1, 3)), due=end,
        in_time=(), late=(), state=draw(st.sampled_from(DueState)), reason="", person="",
        takes_file=False, acts=(),
    )  # fmt: skip


def lacking(due: Due) -> tuple[str, int]:
    """What the list should call an appointment, and how often it still lacks."""
    if due.state is DueState.OVERDUE:
        return "late_check", due.times
    if due.state is DueState.MISSED and (TODAY - due.span.end).days <= 60:
        return "missed_check", due.times
    if due.state is DueState.DUE and (due.due - TODAY).days <= 7:
        return "due_check", due.times
    return "", 0


@given(st.lists(a_due(), max_size=30))
@settings(max_examples=150)
def test_every_check_that_lacks_is_counted_once(dues: list[Due]) -> None:
    """A line that says 3 where 4 are missed is believed."""
    wanted: Counter[str] = Counter()
    for due in dues:
        kind, times = lacking(due)
        if kind:
            wanted[kind] += times
    listed = list(check_matters(dues, KNOWN))
    assert numbers(listed) == wanted
    assert len(listed) <= 6  # two checklists, three kinds


@given(st.lists(a_finding(), max_size=30), st.randoms())
@settings(max_examples=60)
def test_the_order_does_not_depend_on_how_it_was_read(found: list[Finding], random: object) -> None:
    """Two who look at the same list would talk about different lines."""
    distinct = [replace(each, id=str(n)) for n, each in enumerate(found)]
    shuffled = list(distinct)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, two = (in_order(finding_matters(each, KNOWN)) for each in (distinct, shuffled))
    places = [[(m.urgency, m.kind, m.unit, m.due, m.count) for m in each] for each in (one, two)]
    assert places[0] == places[1]
    order = [list(Urgency).index(each.urgency) for each in one]
    assert order == sorted(order)


LISTS = st.lists(
    st.tuples(st.integers(1, 9), st.sets(st.sampled_from("甲乙丙丁"), min_size=1)), max_size=6
)


@given(LISTS)
@settings(max_examples=150)
def test_the_lines_that_stand(lists: list[tuple[int, set[str]]]) -> None:
    """A line that was left out of the next full list is gone; one that a short list does not name
    stays. By the plain reading: for each line its latest day, unless a later day names half of the
    lines of that day or more."""
    days: dict[int, set[str]] = {}
    for day, items in lists:
        days.setdefault(day, set()).update(items)
    rows = [
        {"site": "s", "unit": "u", "checklist": "c", "subject": "", "item_code": "", "item": item,
         "date": f"2026-10-0{day}"}
        for day, items in days.items() for item in items
    ]  # fmt: skip
    frame = pd.DataFrame(
        rows, columns=["site", "unit", "checklist", "subject", "item_code", "item", "date"]
    )
    told = frame[stands(frame)]
    wanted = {
        (f"2026-10-0{day}", item)
        for day, items in days.items()
        for item in items
        if not any(item in days[later] for later in days if later > day)
        and not any(2 * len(items & days[later]) >= len(items) for later in days if later > day)
    }
    assert {*told[["date", "item"]].itertuples(index=False, name=None)} == wanted
