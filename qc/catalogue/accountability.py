"""The ladders of accountability as data: what is proposed when something has happened so many times.

They propose, a person decides. Amounts of money are those of the source, kept for the record: an
employer's fines have had no legal basis in China since 2008.
"""

from __future__ import annotations

from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from qc.catalogue.model import Code, Model, Text
from qc.errors import CatalogueError
from qc.locale import N_
from qc.tomlfile import parse, read

FILE = "accountability.toml"


class Action(StrEnum):
    """What is proposed, from the mildest to the hardest."""

    CORRECTION = "correction"
    DISCUSSION = "discussion"
    UNIT_NOTICE = "unit_notice"
    CLINIC_NOTICE = "clinic_notice"
    SERIOUS_WARNING = "serious_warning"
    SUSPENSION = "suspension"
    STUDY = "study"
    DISMISSAL_ADVISED = "dismissal_advised"

    @property
    def label(self) -> str:
        return {
            "correction": N_("corrected by the supervisor"),
            "discussion": N_("discussed in the department"),
            "unit_notice": N_("notice in the department's meeting"),
            "clinic_notice": N_("notice to the whole clinic"),
            "serious_warning": N_("serious warning to the whole clinic"),
            "suspension": N_("receives no customers for a time"),
            "study": N_("receives no customers until it has been learnt"),
            "dismissal_advised": N_("dismissal advised"),
        }[self.value]


class Step(Model):
    """From the `count`-th time on, until the next step: the action; `amount` to `amount_to` in yuan
    where the source names money."""

    count: Annotated[int, Field(gt=0)]
    action: Action
    amount: Annotated[int, Field(gt=0)] | None = None
    amount_to: Annotated[int, Field(gt=0)] | None = None


def _upwards(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps from the first to the last; no two begin with the same count."""
    counts = [step.count for step in steps]
    for n, count in enumerate(counts):
        if count in counts[:n]:
            context = {"twice": str(count), "within": (n, "count")}
            raise PydanticCustomError("twice", "{twice} stands twice", context)
    return tuple(sorted(steps, key=lambda step: step.count))


class Ladder(Model):
    """What one sort of event leads to. `window`: counted within a calendar month, or ever since.
    `joint`: who answers with the person. Nothing of an adverse-event report ever counts here."""

    code: Code
    role: Text
    event: Text
    window: Literal["month", "ever"]
    steps: Annotated[tuple[Step, ...], Field(min_length=1), AfterValidator(_upwards)]
    joint: Text | None = None
    source: str

    def step_at(self, count: int) -> Step | None:
        """The step that so many events have reached; None before the first."""
        reached = [step for step in self.steps if step.count <= count]
        return reached[-1] if reached else None


class _Ladders(Model):
    ladders: tuple[Ladder, ...] = ()


def load_ladders(extra: Path | None = None) -> dict[str, Ladder]:
    """The shipped ladders by code; one of a workspace's `standards/accountability.toml` takes the
    place of the shipped one of its code. CatalogueError for what does not hold."""
    places: list[tuple[Traversable, str]] = [
        (files("qc.catalogue") / "standards" / FILE, f"qc/catalogue/standards/{FILE}")
    ]
    if extra is not None and (extra / FILE).is_file():
        places.append((extra / FILE, f"{extra.name}/{FILE}"))
    found: dict[str, Ladder] = {}
    for source, name in places:
        ladders = parse(_Ladders, read(source, name, CatalogueError)).ladders
        found |= {ladder.code: ladder for ladder in ladders}
    return found
