"""What a page is: a path, what it shows for an address, and what can be done on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from qc.workspace import Workspace

Ask = Callable[[], Workspace]
"""Gives the workspace as the one who asks may see it: a page never holds the workspace itself."""

Show = Callable[[Workspace, str], list[Any]]
"""Of a reader's workspace and the address's part after the path: the whole page in reading order."""


@dataclass(frozen=True)
class Asked:
    """Who asks, where they are, what the thing is called that they press on, and what they wrote (by
    the fields' names; a text, or a list of texts where several can be chosen)."""

    reader: Workspace
    search: str
    of: str
    written: Mapping[str, Any]

    def text(self, name: str) -> str:
        """What was written into a field, "" where nothing was."""
        value = self.written.get(name)
        return value.strip() if isinstance(value, str) else ""

    def texts(self, name: str) -> list[str]:
        """What was chosen of several."""
        value = self.written.get(name)
        return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


@dataclass(frozen=True)
class Done:
    """What is said afterwards (a text, or components), and where the page goes on: an address's part
    after "?", None to stay."""

    said: Any = None
    link: str | None = None


Act = Callable[[Asked], Done]


@dataclass(frozen=True)
class Page:
    """`acts`: what a button of that name does. `keeps`: stores of the page's own that outlive its
    redrawing. Its name stands in `components/navigation.TITLES`."""

    path: str
    show: Show
    acts: Mapping[str, Act] = field(default_factory=lambda: MappingProxyType({}))
    keeps: Sequence[Any] = ()
