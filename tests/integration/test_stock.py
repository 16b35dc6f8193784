"""What stands in stock by the newest counts: what expired, what lacks, what to order, which counts are old."""

from __future__ import annotations

import datetime as dt

import pytest

from qc.attention.reorder import needs
from qc.attention.stock import shelf
from qc.words import Kind, Outcome, ResultState
from qc.workspace import Workspace
from tests.attention import line, register, save, stock

ADRENALINE = "肾上腺素"


@pytest.fixture
def clinic(workspace: Workspace) -> Workspace:
    """Two lots of a drug, one expired; one that expires in December; a cart counted long ago."""
    save(
        workspace,
        "九月.xlsx",
        stock(
            "2026-09-30",
            line("利多卡因", expiry="2027-03-31", par=5, actual=5),
            cart="抢救车2号",
            unit="治疗室",
        ),
    )
    lots = [
        line(ADRENALINE, expiry="2026-10-31", par=10, actual=3, batch="A1"),
        line(ADRENALINE, expiry="2027-10-31", par=10, actual=6, batch="A2")._replace(cell="C6"),
        line("阿托品", expiry="2026-12-31", par=4, actual=4)._replace(cell="C7"),
    ]
    save(workspace, "十月.xlsx", stock("2026-10-26", *lots))
    return workspace


def test_an_expired_lot_is_told_with_its_cell(clinic: Workspace) -> None:
    """Nobody would find the box that must be thrown away."""
    first = shelf(clinic).articles[0]
    assert (first.name, first.left, first.is_expired, first.have, first.batch) == (
        ADRENALINE,
        -2,
        True,
        3,
        "A1",
    )
    assert (first.line.file, first.line.cell, first.line.subject) == (
        "十月.xlsx",
        "C5",
        "抢救车1号",
    )


def test_a_line_that_is_held_back_hides_none_of_the_others(workspace: Workspace) -> None:
    """One expiry that cannot be read ("见瓶身"), and nobody would see the drug that has expired."""
    unread = line("阿托品", par=4, actual=4)._replace(cell="C6", state=ResultState.HELD_BACK)
    only = stock("2026-10-27", unread._replace(cell="C7"), cart="抢救车2号")
    save(workspace, "一车.xlsx", stock("2026-10-26", unread, line(ADRENALINE, expiry="2026-10-31")))
    save(workspace, "二车.xlsx", only)
    assert [each.name for each in shelf(workspace).articles] == [ADRENALINE]


def test_what_expired_does_not_fill_the_par_level(clinic: Workspace) -> None:
    """Nine ampoules lie in the cart, and only six may be used: four are to be ordered, not one."""
    (need,) = [each for each in needs(shelf(clinic).articles, 30) if each.name == ADRENALINE]
    assert (need.par, need.usable, need.lacks, need.order, need.expired) == (10, 6, 4, 4, 1)


@pytest.mark.parametrize(("horizon", "names"), [(30, {ADRENALINE}), (90, {ADRENALINE, "阿托品"})])
def test_what_expires_within_the_horizon_is_ordered_in_time(
    clinic: Workspace, horizon: int, names: set[str]
) -> None:
    """The whole lot that goes in December must be there again, though its par level is met today."""
    found = {each.name: each.order for each in needs(shelf(clinic).articles, horizon)}
    assert found.keys() == names
    assert found.get("阿托品", 4) == 4


def test_an_old_count_is_pointed_at(clinic: Workspace) -> None:
    """A cart that nobody counted for a month would pass as full."""
    counts = {each.subject: each for each in shelf(clinic).counts}
    assert counts["抢救车2号"].is_old and counts["抢救车2号"].age == 33
    assert not counts["抢救车1号"].is_old


def test_one_unit_has_its_own_shelf(clinic: Workspace) -> None:
    assert {each.line.unit for each in shelf(clinic, "治疗室").articles} == {"治疗室"}


def test_a_broken_device_comes_before_those_that_are_due(workspace: Workspace) -> None:
    """A device that is down would stand below one whose service is due next spring; one put out of use
    on purpose is owed nothing."""
    devices = [
        register("2026-10-31", Kind.MAINTENANCE, "equipment", number, line(name, **told)._replace(outcome=outcome))
        for number, name, told, outcome in (
            ("1", "激光", {"due": "2027-01-15", "status": "完好"}, Outcome.PASS),
            ("2", "除颤仪", {"status": "故障"}, Outcome.FAIL),
            ("3", "离心机", {"due": "2026-01-15", "status": "停用"}, Outcome.NA),
        )
    ]  # fmt: skip
    save(workspace, "设备.xlsx", *devices)
    found = shelf(workspace).devices
    assert [(each.name, each.is_down, each.left) for each in found] == [
        ("除颤仪", True, None),
        ("激光", False, 74),
    ]


def test_a_certificate_names_nobody(workspace: Workspace) -> None:
    papers = register(
        "2026-10-08", Kind.SCORES, "licences", "王小明", line("护士执业证", expiry="2026-12-20")
    )
    save(workspace, "证照.xlsx", papers)
    (paper,) = shelf(workspace).certificates
    assert (paper.person, paper.ends, paper.left) == ("王*", dt.date(2026, 12, 20), 48)
