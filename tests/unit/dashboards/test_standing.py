"""A dashboard that runs for days."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from dashboards.standing import with_standards
from qc.workspace import TIME_ZONE, open_workspace


def test_after_midnight_it_is_the_next_day(tmp_path: Path) -> None:
    """Served since Friday, it would call Monday's checks not due yet."""
    at = [dt.datetime(2026, 10, 30, 23, 50, tzinfo=TIME_ZONE)]
    workspace = open_workspace(tmp_path / "clinic", actor="test", clock=lambda: at[0])
    assert with_standards(workspace).today == dt.date(2026, 10, 30)
    at[0] += dt.timedelta(minutes=20)
    assert with_standards(workspace).today == dt.date(2026, 10, 31)
    workspace.store.close()


def test_a_day_that_was_asked_for_stays(tmp_path: Path) -> None:
    asked = dt.date(2026, 10, 31)
    workspace = open_workspace(tmp_path / "clinic", today=asked, actor="test")
    assert with_standards(workspace).today == asked
    workspace.store.close()
