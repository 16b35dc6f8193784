"""The shapes of a meeting: parts in the order of business, each a sentence over a table of texts."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from qc.analysis.periods import Period
from qc.attention.matter import Link
from qc.locale import N_


class PartName(StrEnum):
    """The order of business."""

    LAST = "last"
    FIGURES = "figures"
    FOCUS = "focus"
    EVENTS = "events"
    VOICES = "voices"
    PRAISE = "praise"
    NEXT = "next"
    MINUTES = "minutes"

    @property
    def label(self) -> str:
        return {
            "last": N_("Last month's problems"),
            "figures": N_("This month's figures"),
            "focus": N_("Focus problems"),
            "events": N_("Adverse events"),
            "voices": N_("Satisfaction and complaints"),
            "praise": N_("Praise"),
            "next": N_("Next month"),
            "minutes": N_("Attendance, resolutions, minutes"),
        }[self.value]


class Worked(StrEnum):
    """Whether what was done about a problem of last month worked, by this month's checks alone."""

    WELL = "well"
    PARTLY = "partly"
    NOT = "not"
    UNSEEN = "unseen"

    @property
    def label(self) -> str:
        return {
            "well": N_("well done"),
            "partly": N_("worked in part"),
            "not": N_("did not work"),
            "unseen": N_("not looked at again"),
        }[self.value]

    @property
    def shape(self) -> str:
        return {"well": "●", "partly": "◐", "not": "▲", "unseen": "—"}[self.value]


@dataclass(frozen=True)
class Row:
    """A line of a part: its cells, and where it leads. `mark` names the state that its shape says
    ("met", "missed", "" for none)."""

    cells: tuple[str, ...]
    link: Link | None = None
    mark: str = ""


@dataclass(frozen=True)
class Part:
    """`sentence` is what the chair reads aloud; `more` are quieter sentences below it."""

    name: PartName
    sentence: str
    heads: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class Resolution:
    """What the meeting resolved: `number` is that of its act. `due` is ISO text, "" without a day."""

    number: int
    text: str
    person: str
    due: str
    is_done: bool


@dataclass(frozen=True)
class Written:
    """What was typed in the meeting: the latest word of each field, and the resolutions that stand.
    `seen` is how many acts it comes from."""

    attendance: str = ""
    focus: str = ""
    minutes: str = ""
    resolutions: tuple[Resolution, ...] = ()
    seen: int = 0


@dataclass(frozen=True)
class Meeting:
    """One month's meeting."""

    month: Period
    parts: tuple[Part, ...] = ()
    written: Written = field(default_factory=Written)

    def part(self, name: PartName) -> Part:
        """The part of a name."""
        return next(part for part in self.parts if part.name is name)
