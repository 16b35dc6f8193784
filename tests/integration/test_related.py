"""What belongs to a finding: the same problem at other times, and the cycle that was opened about it."""

from __future__ import annotations

from qc.improve.acting import findings
from qc.improve.cycles.acting import open_cycle
from qc.improve.related import cycles_about, same_place
from qc.workspace import Workspace
from tests.attention import HANDS, STERILE, check, mark, save


def test_earlier_and_later_times_are_of_the_same_item_and_unit(workspace: Workspace) -> None:
    """Another unit's failure, or another item's, would make it look repeated."""
    save(
        workspace,
        "a.xlsx",
        *(check(day, mark(False)) for day in ("2026-10-01", "2026-10-08", "2026-10-15")),
        check("2026-10-16", mark(False), unit="治疗室"),
        check("2026-10-17", mark(False, STERILE)),
    )
    every = findings(workspace)
    middle = next(each for each in every if str(each.date) == "2026-10-08")
    same = same_place(middle, every)
    assert [str(each.date) for each in same] == ["2026-10-15", "2026-10-01"]
    assert {each.item_code for each in same} == {HANDS}


def test_a_cycle_is_found_by_its_findings(workspace: Workspace) -> None:
    save(workspace, "a.xlsx", check("2026-10-01", mark(False)), check("2026-10-02", mark(False, STERILE)))  # fmt: skip
    one, other = findings(workspace)
    given = {"title": "手卫生", "owner": "李敏", "due": "2026-12-31"}
    open_cycle(workspace, (one.id,), given, "")
    assert [each.title for each in cycles_about(workspace, one)] == ["手卫生"]
    assert cycles_about(workspace, other) == []
