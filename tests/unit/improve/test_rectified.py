"""What counts as put right in time: the day that was set, and not one that was set afterwards."""

from __future__ import annotations

import pytest

from qc.improve.rectified import Rectified, deadline, rectified
from qc.workspace import Workspace
from tests.rectifying import GIVEN, act, check, on, put_right, save, the

FIRST = "2026-10-05"
Steps = list[tuple[str, str, dict[str, str]]]


@pytest.mark.parametrize(
    ("steps", "how"),
    [
        ([], "overdue"),  # a first failure against 100 %: seven days
        ([("2026-10-30", "fix_at_once", {})], "in_time"),  # on the spot, written down later
        ([("2026-10-12", "put_right", {})], "recheck"),
        ([("2026-10-12", "put_right", {}), ("2026-10-30", "recheck_passed", {})], "in_time"),
        ([("2026-10-13", "put_right", {}), ("2026-10-13", "recheck_passed", {})], "late"),
        ([("2026-10-06", "assign", {"due": "2026-11-09"})], "open"),
        ([("2026-10-30", "assign", {"due": "2026-11-01"})], "overdue"),
        # what came in late has its first day from whoever sets it
        ([("2026-10-30", "assign", {"due": "2026-11-01"}), ("2026-11-01", "put_right", {}),
          ("2026-11-02", "recheck_passed", {})], "in_time"),
        # a later day that is set after the first has passed makes nothing good
        ([("2026-10-06", "assign", {"due": "2026-10-10"}), ("2026-10-11", "assign", {"due": "2026-10-20"}),
          ("2026-10-15", "put_right", {}), ("2026-10-16", "recheck_passed", {})], "late"),
        ([("2026-10-06", "assign", {"due": "2026-10-10"}), ("2026-10-10", "assign", {"due": "2026-10-20"}),
          ("2026-10-15", "put_right", {}), ("2026-10-16", "recheck_passed", {})], "in_time"),
        # what was fixed on the spot and came undone is put right when it is put right again
        ([("2026-10-06", "fix_at_once", {}), ("2026-10-10", "reopen", {"note": "又缺"}),
          ("2026-10-30", "fix_at_once", {})], "late"),
        ([("2026-10-06", "put_right", {}), ("2026-10-07", "recheck_failed", {"note": "仍缺"}),
          ("2026-10-30", "put_right", {}), ("2026-10-30", "recheck_passed", {})], "late"),
    ],
)  # fmt: skip
def test_in_time_is_by_the_day_that_held(workspace: Workspace, steps: Steps, how: str) -> None:
    """Else every late one could be made to look punctual with a pen."""
    save(workspace, "a.xlsx", check(FIRST))
    for day, what, given in steps:
        act(workspace, the(workspace, FIRST), day, what, **GIVEN | given)
    assert rectified(the(workspace, FIRST), on(workspace, "2026-11-02").today) is Rectified(how)


def test_what_nobody_was_to_follow_is_history(workspace: Workspace) -> None:
    save(workspace, "a.xlsx", check(FIRST))
    (workspace.folder / "improvement.toml").write_text("follow_from = 2026-11-01\n", "utf-8")
    assert rectified(the(workspace, FIRST), workspace.today) is Rectified.HISTORY


def test_the_usual_day_where_none_was_set(workspace: Workspace) -> None:
    save(workspace, "a.xlsx", check(FIRST))
    assert str(deadline(the(workspace, FIRST))) == "2026-10-12"
    put_right(workspace, the(workspace, FIRST), "2026-10-20", "2026-10-09", "2026-10-10")
    assert str(deadline(the(workspace, FIRST))) == "2026-10-20"


def test_every_outcome_has_its_words() -> None:
    assert len({how.label for how in Rectified}) == len(Rectified)
