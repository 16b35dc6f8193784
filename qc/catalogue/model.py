"""The shapes of the standards: frozen models that the TOML files are parsed into."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from qc.words import Basis, Direction, Kind, Level

Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]*$")]
Share = Annotated[Decimal, Field(ge=0, le=1)]


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Model):
    """A text in both languages; Chinese is what the sheets say."""

    zh: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]

    def of(self, language: str) -> str:
        return self.en if language == "en" else self.zh


class Target(Model):
    """A target and the day from which it holds, until the next one's."""

    valid_from: dt.date
    value: Share


class Indicator(Model):
    """A named rate. `count` says what one unit of the denominator is: an item, or a whole sample
    (a chart, a person) that passes as a whole."""

    code: Code
    name: Text
    counting_unit: Text
    count: Literal["items", "samples"]
    basis: Basis
    direction: Direction = Direction.HIGHER
    targets: Annotated[tuple[Target, ...], Field(min_length=1)]
    parent: Code | None = None
    weight: Annotated[Decimal, Field(gt=0)] = Decimal(1)
    aliases: tuple[str, ...] = ()
    source: str
    owner: Text
    review: dt.date

    def target_on(self, day: dt.date) -> Decimal:
        """The target in force on a day; before the first one, the first."""
        in_force = [t for t in self.targets if t.valid_from <= day]
        return max(in_force, key=lambda t: t.valid_from).value if in_force else self.targets[0].value


class Item(Model):
    """One line of a checklist. `critical` is 一票否决: the whole check fails with it."""

    code: Code
    text: Text
    level: Level
    points: Annotated[Decimal, Field(gt=0, decimal_places=2)] = Decimal(1)
    critical: bool = False
    aliases: tuple[str, ...] = ()
    standard: str = ""


class Checklist(Model):
    """A versioned standard and its lines."""

    code: Code
    name: Text
    version: str
    valid_from: dt.date
    indicator: Code
    kind: Kind = Kind.CHECKLIST
    partly: Literal["fail", "half"] = "fail"
    pass_score: Share = Decimal(1)
    titles: tuple[str, ...] = ()
    source: str
    owner: Text
    review: dt.date
    items: Annotated[tuple[Item, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _codes_are_unique(self) -> Checklist:
        codes = [item.code for item in self.items]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise ValueError(f"item code {', '.join(twice)} is used twice")
        return self


class Catalogue(Model):
    """All indicators and checklists in force for a workspace, by code."""

    indicators: dict[str, Indicator]
    checklists: dict[str, Checklist]

    def children(self, code: str) -> tuple[Indicator, ...]:
        """The indicators whose parent this is, in catalogue order."""
        return tuple(i for i in self.indicators.values() if i.parent == code)
