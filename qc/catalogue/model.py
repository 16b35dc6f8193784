"""The shapes of the standards: frozen models that the TOML files are parsed into."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from qc.text import normal_form
from qc.words import Basis, Direction, Kind, Level

Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]*$")]
Share = Annotated[Decimal, Field(ge=0, le=1)]
NO_TARGET = "none"
"""What TOML says for no value: it has no word of its own."""


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Model):
    """A text in both languages; Chinese is what the sheets say."""

    zh: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]

    def of(self, language: str) -> str:
        return self.en if language == "en" else self.zh


def _none_said(value: object) -> object:
    return None if value == NO_TARGET else value


class Target(Model):
    """A target and the day from which it holds, until the next one's; `value = "none"` says that from
    that day none is set."""

    valid_from: dt.date
    value: Annotated[Share | None, BeforeValidator(_none_said)]


def _one_target_a_day(targets: tuple[Target, ...]) -> tuple[Target, ...]:
    days = [target.valid_from for target in targets]
    for n, day in enumerate(days):
        if day in days[:n]:
            raise _twice(str(day), n, "valid_from")
    return targets


class Group(Model):
    """A group of indicators; their order is that of the file. The first, `core`, makes the headline."""

    code: Code
    name: Text


CORE = "core"


class Indicator(Model):
    """A named rate. `count` says what one unit of the denominator is: an item, or a whole sample
    (a chart, a person) that passes as a whole. Without `targets` nobody has set one yet: its rate is
    shown and not judged. `aliases` are what sheets call it; `review` is the day by which its owner
    looks at it again."""

    code: Code
    name: Text
    counting_unit: Text
    count: Literal["items", "samples"]
    basis: Basis
    direction: Direction = Direction.HIGHER
    targets: Annotated[tuple[Target, ...], AfterValidator(_one_target_a_day)] = ()
    group: Code = CORE
    parent: Code | None = None
    weight: Annotated[Decimal, Field(gt=0)] = Decimal(1)
    aliases: tuple[str, ...] = ()
    source: str
    owner: Text
    review: dt.date

    def target_on(self, day: dt.date) -> Decimal | None:
        """The target in force on a day; before the first one, the first. None where none is set, or
        none was on that day."""
        dated = sorted(self.targets, key=lambda target: target.valid_from)
        in_force = [target for target in dated if target.valid_from <= day]
        return (in_force or dated[:1])[-1].value if dated else None

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that the indicator is called."""
        return (self.name.zh, self.name.en, *self.aliases)


class Item(Model):
    """One line of a checklist. `critical` is 一票否决: the whole check fails with it. `low`, `high`
    and `limit` are its own bounds where the checklist's rule has others (see Rule); `par` is how many
    of a thing must be in stock. `to_confirm`: its source breaks off, the clinic says what it holds."""

    code: Code
    text: Text
    level: Level
    points: Annotated[Decimal, Field(gt=0, decimal_places=2)] = Decimal(1)
    critical: bool = False
    aliases: tuple[str, ...] = ()
    standard: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    limit: Decimal | None = None
    par: Annotated[int, Field(gt=0)] | None = None
    to_confirm: bool = False

    def named(self) -> tuple[tuple[str, str], ...]:
        """Everything that the item is called, each with the key that says so."""
        own = (("code", self.code), ("text", self.text.zh), ("text", self.text.en))
        return (*own, *(("aliases", alias) for alias in self.aliases))


def _told_apart(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """No code, text or alias may mean two items: a line of a sheet would be a guess."""
    owner: dict[str, int] = {}
    for n, item in enumerate(items):
        for key, name in item.named():
            form = normal_form(name)
            if form and owner.setdefault(form, n) != n:
                raise _twice(name, n, key)
    return items


def _twice(value: str, place: int, key: str) -> PydanticCustomError:
    context = {"twice": value, "within": (place, key)}
    return PydanticCustomError("twice", "{twice} stands twice", context)


class Rule(Model):
    """By what a kind of sheet judges its lines; what a kind does not need stays at its default.

    `near_days`: a drug that expires within so many days is near expiry. `limit`: the longest time
    allowed (timing: minutes; registers: days from report to handling). `report_within`: hours from
    an event to its report. `pass_mark`: the score from which a person passes, of 100. `satisfied`:
    the answers that count as satisfied, best first; `scale`: all answers that may be given, best
    first. `low`, `high`: bounds of a measured value, both allowed, in `unit`.
    """

    near_days: Annotated[int, Field(ge=0)] = 90
    limit: Decimal | None = None
    report_within: Decimal | None = None
    pass_mark: Decimal = Decimal(60)
    satisfied: tuple[str, ...] = ()
    scale: tuple[str, ...] = ()
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""


Every = Literal["day", "week", "two_weeks", "month", "two_months", "quarter", "half_year", "year"]


class Cadence(Model):
    """How often a check is owed: `times` in every period, by each unit or once by the whole site;
    `irregular` ones are drawn at random within the period."""

    every: Every
    times: Annotated[int, Field(gt=0)] = 1
    irregular: bool = False
    each: Literal["unit", "site"] = "site"


class Checklist(Model):
    """A versioned standard and its lines. `titles` are the words in a sheet's title that tell this
    checklist; `partly` is what 部分符合 counts; `pass_score` is the score rate from which a whole
    check passes, if no critical item failed; `cadence` is how often it is owed, None where nobody has
    said. `to_confirm`: the clinic confirms it before use. Items may be left out where sheets bring
    their own."""

    code: Code
    name: Text
    version: str
    valid_from: dt.date
    indicator: Code
    kind: Kind = Kind.CHECKLIST
    partly: Literal["fail", "half"] = "fail"
    pass_score: Share = Decimal(1)
    titles: tuple[str, ...] = ()
    rule: Rule = Rule()
    cadence: Cadence | None = None
    to_confirm: bool = False
    source: str
    owner: Text
    review: dt.date
    items: Annotated[
        tuple[Item, ...], AfterValidator(_told_apart), Field(validate_default=True)
    ] = ()

    @field_validator("items")
    @classmethod
    def _has_lines(cls, items: tuple[Item, ...], info: ValidationInfo) -> tuple[Item, ...]:
        if info.data.get("kind") is Kind.CHECKLIST and not items:
            raise PydanticCustomError("too_short", "a checklist of this kind needs items")
        return items

    @cached_property
    def by_name(self) -> Mapping[str, Item]:
        """Its items by the normal form of code, text and alias; made once."""
        names = {normal_form(name): item for item in self.items for _, name in item.named()}
        names.pop("", None)  # a text of signs alone names nothing
        return names

    @cached_property
    def title_forms(self) -> tuple[str, ...]:
        """The words of titles by which it is known, in the form in which they are compared."""
        return tuple(map(normal_form, (self.name.zh, self.name.en, *self.titles)))


class Catalogue(Model):
    """All indicators and checklists in force for a workspace, by code. `versions` holds every version
    of a checklist that has several, oldest first; `checklists` the newest in force."""

    indicators: dict[str, Indicator]
    checklists: dict[str, Checklist]
    versions: dict[str, tuple[Checklist, ...]] = {}
    groups: dict[str, Group] = {}

    @cached_property
    def by_name(self) -> Mapping[str, frozenset[str]]:
        """The codes of the checklists that have, in any version, an item of this name, in its normal
        form: last year's sheets are still known."""
        found: dict[str, set[str]] = {}
        for code in self.checklists:
            for version in self.versions_of(code):
                for name in version.by_name:
                    found.setdefault(name, set()).add(code)
        return {name: frozenset(codes) for name, codes in found.items()}

    def versions_of(self, code: str) -> tuple[Checklist, ...]:
        """Every version of a checklist, oldest first. KeyError for a code that is not there."""
        return self.versions.get(code) or (self.checklists[code],)

    def version_on(self, code: str, day: dt.date) -> Checklist:
        """The version in force on a day; before the first one, the first. KeyError as above."""
        versions = self.versions_of(code)
        return next((v for v in reversed(versions) if v.valid_from <= day), versions[0])

    @cached_property
    def in_groups(self) -> tuple[Indicator, ...]:
        """All indicators in the order of their groups, within a group as in the catalogue."""
        place = {code: n for n, code in enumerate(self.groups)}
        return tuple(sorted(self.indicators.values(), key=lambda i: place.get(i.group, len(place))))

    def generic(self, kind: Kind) -> Checklist | None:
        """The standard that any sheet of a kind follows when it has none of its own."""
        return self.checklists.get(f"any-{kind}")

    def children(self, code: str) -> tuple[Indicator, ...]:
        """The indicators whose parent this is, in catalogue order."""
        return tuple(i for i in self.indicators.values() if i.parent == code)
