"""The chain's lake."""

from __future__ import annotations

from collections.abc import Iterator

from qc.store.lake.reading import open_lake, table
from qc.workspace import Workspace
from tests.faults.deeds.deed import Deed
from tests.faults.life import Life, counted, settled

Figures = dict[tuple[str, str], tuple[int, int]]


class WriteLake(Deed):
    """The results go into a lake: a reader finds what was there before, or what is there now."""

    name = "lake"

    def possible(self, workspace: Workspace) -> bool:
        self.before, self.now = _in_lake(self.life), counted(workspace)
        self.acked = False
        return bool(self.now)

    def command(self) -> list[str]:
        return self.life.arguments("lake", str(self.life.lake))

    def acknowledged(self, out: str) -> None:
        assert "months written" in out, out
        self.acked = True

    def judged(self, workspace: Workspace) -> Iterator[str]:
        yield from settled(self.life, workspace, [])
        found = _in_lake(self.life)
        if found != self.now and (self.acked or found != self.before):
            yield f"the lake holds {found}, before {self.before}, now {self.now}"
        if self.acked:
            # files that counted before stay for their readers until the next writing
            parts = self.life.lake.rglob("*.part")
            yield from (f"{path} piles up" for path in parts)


def _in_lake(life: Life) -> Figures:
    """What a reader of the lake counts by room and month: from the checks, and from the results alike."""
    if not any((life.lake / "sites").glob("*.json")):
        return {}
    lake = open_lake(life.lake)
    told: list[Figures] = []
    for kind in ("checks", "results"):
        files = lake.files(kind)
        question = (
            f"SELECT unit, month, sum(checked), sum(passed) FROM {table(kind, files)} GROUP BY ALL"  # noqa: S608
        )
        rows = lake.ask(question, files, {}).itertuples(index=False)
        told.append({(unit, month): (int(n), int(good)) for unit, month, n, good in rows})
    lake.engine.close()
    assert told[0] == told[1], told
    return told[0]
