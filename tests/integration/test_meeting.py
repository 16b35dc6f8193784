"""The month's meeting out of a real workspace: its order, its figures, what is typed in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qc.analysis import Period, headline, percent, scorecard
from qc.errors import ConflictError, ScopeError, UsageError
from qc.meeting import acting
from qc.meeting.model import PartName, Written
from qc.meeting.order import meeting
from qc.organisation import Organisation, Site
from qc.store.scope import Scope
from qc.workspace import Workspace
from tests.attention import STERILE, check, mark, save

OCTOBER = Period.parse("2026-10")
HANDS = "hand_hygiene_supplies"


@pytest.fixture
def clinic(workspace: Workspace) -> Workspace:
    """September: packs failed in two rooms, supplies in one; October: packs in order in one room, worse
    in the other, supplies not looked at."""
    save(
        workspace, "a.xlsx",
        check("2026-09-10", mark(False, STERILE), mark(True, STERILE), mark(False, HANDS), unit="换药室"),
        check("2026-09-11", mark(False, STERILE), mark(True, STERILE), unit="治疗室"),
        check("2026-10-12", mark(True, STERILE), mark(True, STERILE), unit="换药室"),
        check("2026-10-13", mark(False, STERILE), mark(False, STERILE), unit="治疗室"),
    )  # fmt: skip
    return workspace


def test_the_parts_stand_in_the_order_of_business(clinic: Workspace) -> None:
    assert [part.name for part in meeting(clinic, OCTOBER).parts] == [*PartName]


def test_last_months_problems_say_what_became_of_them(clinic: Workspace) -> None:
    """The worst first: the chair reads from the top until the time is over."""
    rows = meeting(clinic, OCTOBER).part(PartName.LAST).rows
    told = [(row.cells[0][0], row.cells[1], row.cells[3], row.cells[4]) for row in rows]
    assert told == [
        ("▲", "治疗室", "1/2", "2/2"),
        ("—", "换药室", "1/1", "—"),
        ("●", "换药室", "1/2", "0/2"),
    ]


def test_its_figures_are_the_scorecards(clinic: Workspace) -> None:
    """Two pages with two rates for one month would end the meeting."""
    card = scorecard(clinic, OCTOBER)
    part = meeting(clinic, OCTOBER).part(PartName.FIGURES)
    assert part.sentence == headline(card, clinic.t)
    names = {line.indicator.name.of(clinic.t.language): line for line in card.lines}
    assert part.rows
    for row in part.rows:
        line = names[row.cells[0]]
        assert row.cells[1] == percent(line.rate, line.target)


def test_a_month_without_checks_is_a_mistake_in_words(clinic: Workspace) -> None:
    with pytest.raises(UsageError, match="no data"):
        meeting(clinic, Period.parse("2025-01"))
    with pytest.raises(UsageError, match="no data"):
        meeting(clinic, Period.parse("2026-Q3"))


def test_what_is_typed_is_kept_with_its_history(clinic: Workspace) -> None:
    seen = acting.written(clinic, OCTOBER)
    acting.write(clinic, OCTOBER, seen, {"attendance": "王丽、李敏", "minutes": "第一稿"})
    acting.write(clinic, OCTOBER, acting.written(clinic, OCTOBER), {"minutes": "第二稿"})
    acting.resolve(
        clinic, OCTOBER, acting.written(clinic, OCTOBER), "每周抽查", "李敏", "2026-11-30"
    )
    acting.resolve(clinic, OCTOBER, acting.written(clinic, OCTOBER), "购置计时器")
    first, second = acting.written(clinic, OCTOBER).resolutions
    acting.strike(clinic, OCTOBER, acting.written(clinic, OCTOBER), second.number)
    acting.carry_out(clinic, OCTOBER, acting.written(clinic, OCTOBER), first.number)
    now = acting.written(clinic, OCTOBER)
    assert (now.attendance, now.minutes) == ("王丽、李敏", "第二稿")
    assert [(each.text, each.is_done) for each in now.resolutions] == [("每周抽查", True)]
    assert len(clinic.store.acts(clinic.scope, acting.KIND)) == 6
    assert acting.written(clinic, Period.parse("2026-09")).seen == 0


def test_two_who_write_at_once_do_not_write_over_each_other(clinic: Workspace) -> None:
    seen = acting.written(clinic, OCTOBER)
    acting.write(clinic, OCTOBER, seen, {"minutes": "一"})
    with pytest.raises(ConflictError):
        acting.write(clinic, OCTOBER, seen, {"minutes": "二"})


def test_nothing_new_is_no_act(clinic: Workspace) -> None:
    assert acting.write(clinic, OCTOBER, acting.written(clinic, OCTOBER), {"minutes": " "}) is None


@pytest.mark.parametrize(("text", "due"), [(" ", ""), ("每周抽查", "明天")])
def test_a_resolution_needs_a_text_and_a_real_day(clinic: Workspace, text: str, due: str) -> None:
    with pytest.raises(UsageError):
        acting.resolve(clinic, OCTOBER, acting.written(clinic, OCTOBER), text, due=due)


def test_who_sees_one_unit_writes_no_minutes(clinic: Workspace) -> None:
    nurse = replace(clinic, scope=Scope("李敏", units=frozenset({"换药室"})))
    with pytest.raises(ScopeError):
        acting.write(nurse, OCTOBER, acting.written(nurse, OCTOBER), {"minutes": "x"})


def test_who_sees_one_site_of_several_has_no_part_in_the_meeting_of_all(clinic: Workspace) -> None:
    """Its acts lie at the first site: that site's head would read and write what all have resolved."""
    sites = Organisation(sites=(Site(name="本院"), Site(name="东院")))
    acting.resolve(replace(clinic, organisation=sites), OCTOBER, Written(), "隐语")
    head = replace(clinic, organisation=sites, scope=Scope("院区主任", sites=frozenset({"本院"})))
    assert acting.written(head, OCTOBER) == Written()
    with pytest.raises(ScopeError, match="all sites"):
        acting.resolve(head, OCTOBER, Written(), "改写")
    both = replace(head, scope=Scope("主任", sites=frozenset({"本院", "东院"})))
    assert [each.text for each in acting.written(both, OCTOBER).resolutions] == ["隐语"]
