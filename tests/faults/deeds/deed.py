"""What a deed is: a command, what its end acknowledges, and what must hold whenever it was killed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from qc.workspace import Workspace
from tests.faults.life import Life, settled


class Deed:
    """One command of `qc` in a clinic's life."""

    name: ClassVar[str]
    codes: ClassVar[frozenset[int]] = frozenset({0})
    """The exit codes that acknowledge it."""

    often: ClassVar[int] = 3
    """How often its turn comes beside others."""

    beside: list[str] | None = None
    """Another command that runs at the same time and is not killed."""

    def __init__(self, life: Life) -> None:
        self.life = life

    def possible(self, workspace: Workspace) -> bool:  # noqa: ARG002
        """Whether there is anything to do it to; prepares what the command needs."""
        return True

    def command(self) -> list[str]:
        """The words of the command."""
        raise NotImplementedError

    def acknowledged(self, out: str) -> None:
        """It came to its end and said so: from now on it must be there."""

    def judged(self, workspace: Workspace) -> Iterator[str]:
        """What does not hold. Looks at all sheets whatever the deed: nothing else may be harmed either."""
        yield from settled(self.life, workspace, [])

    def done(self, workspace: Workspace) -> bool:  # noqa: ARG002
        """Whether it needs no repeating, though nobody acknowledged it."""
        return False
