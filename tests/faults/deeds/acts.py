"""What people do: a remark, a cycle, a month that is published."""

from __future__ import annotations

from collections.abc import Iterator

from qc.improve.acting import findings
from qc.improve.cycles.acting import known_cycles
from qc.reports.month.stored import frozen_months
from qc.workspace import Workspace
from tests.faults.deeds.deed import Deed
from tests.faults.life import settled


class Freeze(Deed):
    """A month is published, or opened again."""

    name = "freeze"

    def possible(self, workspace: Workspace) -> bool:  # noqa: ARG002
        months = sorted({month for _, month in self.life.sheets})
        self.month = self.life.rng.choice(months) if months else ""
        self.undoes = self.month in self.life.frozen
        return bool(months)

    def command(self) -> list[str]:
        undo = ("--undo", "更正") if self.undoes else ()
        return self.life.arguments("freeze", self.month, *undo)

    def acknowledged(self, out: str) -> None:  # noqa: ARG002
        self.life.frozen ^= {self.month}

    def judged(self, workspace: Workspace) -> Iterator[str]:
        yield from settled(self.life, workspace, [])
        if self.done(workspace):
            self.life.frozen = self._now(workspace)
        if self._now(workspace) != self.life.frozen:
            yield f"frozen: {self._now(workspace)}, acknowledged: {self.life.frozen}"

    def done(self, workspace: Workspace) -> bool:
        return (self.month in self._now(workspace)) is not self.undoes

    def _now(self, workspace: Workspace) -> set[str]:
        return {str(each.month) for each in frozen_months(workspace)}


class Note(Deed):
    """Somebody writes a remark about a finding."""

    name = "act on a finding"

    def possible(self, workspace: Workspace) -> bool:
        waiting = [found.id for found in findings(workspace)]
        self.finding = self.life.rng.choice(waiting) if waiting else ""
        self.text = f"remark {self.life.rng.getrandbits(64):x}"
        return bool(waiting)

    def command(self) -> list[str]:
        return self.life.arguments("findings", self.finding, "--do", "note", "--note", self.text)

    def acknowledged(self, out: str) -> None:  # noqa: ARG002
        if self.text not in self.life.notes:
            self.life.notes.append(self.text)

    def judged(self, workspace: Workspace) -> Iterator[str]:
        yield from settled(self.life, workspace, [])
        written = _notes(workspace)
        if self.text in written:
            self.acknowledged("")
        if sorted(written) != sorted(self.life.notes):
            yield f"notes: {len(written)} are written, {len(self.life.notes)} were acknowledged"

    def done(self, workspace: Workspace) -> bool:
        return self.text in _notes(workspace)


def _notes(workspace: Workspace) -> list[str]:
    acts = workspace.store.acts(workspace.scope, "finding")
    return [str(act.fields["note"]) for act in acts if "note" in act.fields]


class Cycle(Deed):
    """A PDCA cycle is opened about a finding."""

    name = "open a cycle"

    def possible(self, workspace: Workspace) -> bool:
        taken = {each.unit for each in known_cycles(workspace)}  # one live cycle about a thing
        waiting = [found.id for found in findings(workspace) if found.unit not in taken]
        self.finding = self.life.rng.choice(waiting) if waiting else ""
        self.title = f"改进 {self.life.rng.getrandbits(64):x}"
        return bool(waiting)

    def command(self) -> list[str]:
        given = (f"title={self.title}", "owner=李敏", "due=2026-12-31")
        options = (word for each in given for word in ("--set", each))
        return self.life.arguments("cycles", "--open", self.finding, *options)

    def acknowledged(self, out: str) -> None:  # noqa: ARG002
        self.life.cycles += 1

    def judged(self, workspace: Workspace) -> Iterator[str]:
        yield from settled(self.life, workspace, [])
        if len(_titles(workspace)) == self.life.cycles + 1 and self.done(workspace):
            self.life.cycles += 1
        if len(_titles(workspace)) != self.life.cycles:
            yield f"cycles: {len(_titles(workspace))} are open, {self.life.cycles} were acknowledged"

    def done(self, workspace: Workspace) -> bool:
        return self.title in _titles(workspace)


def _titles(workspace: Workspace) -> list[str]:
    return [each.title for each in known_cycles(workspace)]
