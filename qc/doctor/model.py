"""What a look at one part of the workspace came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from qc.errors import QcError
from qc.locale import Translator


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something to be done. `found` and `remedy` are msgids that `values` fill; `leftover` is what
    `mend` may take away, since nobody needs it."""

    place: str
    found: str
    remedy: str
    values: Mapping[str, object] = field(default_factory=dict)
    leftover: Path | None = None

    def says(self, t: Translator) -> tuple[str, str]:
        """What was found and what to do, in the reader's language."""
        return t(self.found, **self.values), t(self.remedy, **self.values)


@dataclass(frozen=True, slots=True)
class Look:
    """One part that was looked at: its name in JSON and for people, what there is to say of it. `done`
    is False where another trouble kept it from being looked at."""

    code: str
    title: str
    said: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    troubles: tuple[Trouble, ...] = ()
    done: bool = True

    @property
    def is_sound(self) -> bool:
        return self.done and not self.troubles

    def says(self, t: Translator) -> str:
        return t(self.said, **self.values) if self.said else ""


def trouble_of(place: object, error: QcError) -> Trouble:
    """A mistake of the house, as it explains itself."""
    return Trouble(str(place), error.message, error.remedy, error.values)
