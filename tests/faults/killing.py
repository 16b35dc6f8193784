"""The killing: a deed, an instant drawn over its real work, a look at everything, the deed once more."""

from __future__ import annotations

import random
import shutil
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.deeds import DEEDS, Deed
from tests.faults.life import Life
from tests.faults.nursery import Ended, Kill, Nursery
from tests.faults.sound import alive, mended, unsound

A_LIFE = 25
"""Kills that one workspace goes through before the next clinic opens."""


@dataclass
class Tally:
    """What came of it: by deed the kills that hit and those that came too late, what was left over, and
    every sentence that should not be."""

    hit: Counter[str] = field(default_factory=Counter)
    late: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    by_time: int = 0
    lives: int = 0
    violations: list[str] = field(default_factory=list)

    @property
    def kills(self) -> int:
        return sum(self.hit.values())


@dataclass
class Measured:
    """How long a deed takes and how much it does when nobody disturbs it."""

    seconds: float = 1.0
    acts: int = 30

    def learn(self, ended: Ended) -> None:
        self.seconds, self.acts = ended.seconds, max(ended.acts, 1)

    def draw(self, rng: random.Random) -> Kill:
        """By the clock or by the count of acts, uniformly over all of the work."""
        if rng.random() < 0.5:
            return Kill(seconds=rng.uniform(0, self.seconds))
        return Kill(act=rng.randint(1, self.acts))


class Killing:
    """Lives in turn, until enough kills have hit."""

    def __init__(self, folder: Path, seed: int, deeds: tuple[type[Deed], ...] = DEEDS) -> None:
        self.folder, self.seed, self.deeds = folder, seed, deeds
        self.tally = Tally()
        self.measured: dict[str, Measured] = {}

    def run(self, kills: int) -> Iterator[str]:
        """A line for every kill; what is wrong stands in the tally."""
        with Nursery(self.folder / "one") as one, Nursery(self.folder / "two") as two:
            while self.tally.kills < kills:
                number = self.tally.lives = self.tally.lives + 1
                life = Life(self.folder / f"life-{number}", random.Random(f"{self.seed}-{number}"))
                life.folder.mkdir(parents=True)
                before = len(self.tally.violations)
                upto = min(kills, self.tally.kills + A_LIFE)
                while self.tally.kills < upto:
                    yield from self._turn(life, one, two)
                if len(self.tally.violations) == before:
                    shutil.rmtree(life.folder)

    def _turn(self, life: Life, one: Nursery, two: Nursery) -> Iterator[str]:
        deed = self._chosen(life)
        if deed is None:
            return
        measured = self.measured.setdefault(deed.name, Measured())
        kill = measured.draw(life.rng)
        ended = _both(deed, life, kill, one, two)
        if ended.killed:
            self.tally.hit[deed.name] += 1
            self.tally.by_time += kill.act is None
        else:
            self.tally.late[deed.name] += 1
        faults = [*self._checked(life, deed, ended)]
        if ended.killed and not faults:
            faults = [*self._again(life, deed, one, measured)]
        for fault in faults:
            self.tally.violations.append(f"{life.folder.name}, {deed.name}, {kill}: {fault}")
        told = "killed" if ended.killed else "done"
        yield f"{self.tally.kills:4} {life.folder.name} {deed.name}: {told} at {kill} {'; '.join(faults)}"  # fmt: skip

    def _chosen(self, life: Life) -> Deed | None:
        """The first is always an import, so that a workspace is also killed while it is made."""
        if not life.sheets:
            return self.deeds[0](life)
        (kind,) = life.rng.choices(self.deeds, [each.often for each in self.deeds])
        deed = kind(life)
        workspace = life.opened()
        try:
            return deed if deed.possible(workspace) else None
        finally:
            workspace.store.close()

    def _again(self, life: Life, deed: Deed, nursery: Nursery, measured: Measured) -> Iterator[str]:
        """Whoever was interrupted does it once more: it must succeed, as if nothing had been."""
        if (life.workspace / "workspace.toml").exists():
            workspace = life.opened()
            done = deed.done(workspace)
            workspace.store.close()
            if done:
                return
        ended = nursery.run(deed.command(), life.workspace)
        measured.learn(ended)
        yield from self._checked(life, deed, ended)

    def _checked(self, life: Life, deed: Deed, ended: Ended) -> Iterator[str]:
        if not ended.killed and ended.code not in deed.codes:
            yield f"exit code {ended.code}: {ended.out}{ended.err}"
            return
        if ended.killed and alive(ended.group):
            yield "a process of it lives on"
        try:
            if not ended.killed:
                deed.acknowledged(ended.out)
            if not (life.workspace / "workspace.toml").exists():
                yield from ["the workspace is gone"] if life.sheets else []
                return
            yield from unsound(life.workspace)
            workspace = life.opened()
            try:
                yield from deed.judged(workspace)
            finally:
                workspace.store.close()
            left, faults = mended(life.workspace)
            self.tally.left[deed.name] += left
            yield from faults
        except Exception:  # noqa: BLE001 - the run goes on; it is told with where it was
            yield traceback.format_exc()


def _both(deed: Deed, life: Life, kill: Kill, one: Nursery, two: Nursery) -> Ended:
    """The deed, killed; what happens beside it comes to its end."""
    if deed.beside:
        two.begin(deed.beside, life.workspace)
    ended = one.run(deed.command(), life.workspace, kill)
    if deed.beside:
        beside = two.ended()
        assert beside.code in (0, 1), beside
    return ended
