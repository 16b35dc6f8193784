"""The numbers of the improvement loop: shipped ones, the clinic's own over them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from qc.catalogue.model import Cadence, Every
from qc.errors import WorkspaceError
from qc.tomlfile import parse, read

OWN = "improvement.toml"

Count = Annotated[int, Field(ge=1)]
Days = Annotated[int, Field(ge=0)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DueDays(_Model):
    """Days from a check to the day by which what failed is put right, by severity."""

    critical: Days
    major: Days
    minor: Days


class Accountability(_Model):
    """Off without `since`. `events`: by the code of a ladder the items (checklist/item) or whole
    checklists whose findings may name somebody on it; `joint` the ladder of those who answer jointly."""

    since: dt.date | None = None
    amounts: bool
    joint: str
    events: dict[str, tuple[str, ...]]


class Stars(_Model):
    """`indicators`: those whose checks are about persons; fewer than `minimum_checks` are no figure."""

    indicators: tuple[str, ...]
    minimum_checks: Count


class OwnCadence(Cadence):
    """The clinic's cadence of a checklist from `valid_from` on, or of something without a checklist
    (a meeting, a drill), which then needs a name and a day from which it holds."""

    valid_from: dt.date | None = None
    name: str = ""


class Absence(_Model):
    """Days on which somebody is away, both included."""

    person: str
    first: dt.date
    last: dt.date


class Calendar(_Model):
    """By the code of a checklist or of an own cadence; see rules.toml."""

    core: tuple[str, ...]
    on: dict[str, dt.date] = {}
    off: dict[str, dt.date] = {}
    cadences: dict[str, OwnCadence] = {}
    units: dict[str, tuple[str, ...]] = {}
    persons: dict[str, str] = {}
    deputies: dict[str, tuple[str, ...]] = {}
    absences: tuple[Absence, ...] = ()
    rest_weekdays: tuple[Annotated[int, Field(ge=1, le=7)], ...] = ()
    closed: tuple[dt.date, ...] = ()
    make_up: tuple[dt.date, ...] = ()
    two_weeks_from: dt.date
    grace_days: dict[Every, Days]
    by_item: tuple[str, ...]
    evidence: tuple[str, ...]


class Assessment(_Model):
    """The monthly performance assessment: its month, and the clinic's formula."""

    first_day: Annotated[int, Field(ge=1, le=28)]
    checklists: tuple[str, ...]
    usual: tuple[str, ...]
    weights: dict[str, Annotated[Decimal, Field(gt=0)]] = {}
    points: Literal["rate", "attained", "all_or_nothing"]
    missing: Literal["left_out", "zero"]


class Risk(_Model):
    """What one of each adds to the chance of being drawn; an untroubled place has 1."""

    failed: Annotated[Decimal, Field(ge=0)]
    repeated: Annotated[Decimal, Field(ge=0)]
    overdue: Annotated[Decimal, Field(ge=0)]
    near_expiry: Annotated[Decimal, Field(ge=0)]
    weeks: Annotated[Decimal, Field(ge=0)]


class Draw(_Model):
    """The draw of the irregular spot checks; see rules.toml."""

    cadence: str
    checklists: tuple[str, ...]
    everywhere: tuple[str, ...]
    lookback_days: Count
    risk: Risk
    most: Count
    lot: Count
    samples: Count
    samples_after_failure: Count
    inspectors: dict[str, str] = {}


class External(_Model):
    """A report to be made outside: for a case with one of these words for its harm, within so many days;
    with `device` only where a device was part of it."""

    harm: tuple[str, ...]
    days: Count
    device: bool


class Registers(_Model):
    """The monthly reviews of registers; see rules.toml."""

    adverse_events: tuple[str, ...]
    complaints: tuple[str, ...]
    follow_ups: tuple[str, ...]
    severity: dict[Literal["I", "II", "III", "IV"], tuple[str, ...]]
    external: tuple[External, ...]
    device_words: tuple[str, ...]
    treatments: tuple[str, ...]
    priority: tuple[str, ...]
    answer_days: dict[Literal["priority", "ordinary"], Days]
    close_days: dict[Literal["priority", "ordinary"], Days]


Urgent = Literal["now", "week", "soon"]


class Attention(_Model):
    """What needs somebody now; see rules.toml."""

    week_days: Days
    soon_days: Days
    critical_days: Days
    missed_days: Days
    urgency: dict[
        Literal["critical", "missed", "held_back", "recheck", "recurred", "proposed", "judge",
                "standardise", "signal", "decision"],
        Urgent,
    ]  # fmt: skip


class Rules(_Model):
    """See rules.toml, which says what each number does."""

    due_days: DueDays
    window_days: Count
    recur_by_person: tuple[str, ...] = ()
    statistics: tuple[str, ...]
    propose_after: Count
    propose_months: Count
    clean_rechecks: Count
    cause_categories: tuple[str, ...]
    own_categories: tuple[str, ...] = ()
    follow_from: dt.date | None = None
    accountability: Accountability
    stars: Stars
    calendar: Calendar
    assessment: Assessment
    draw: Draw
    registers: Registers
    attention: Attention


@cache
def shipped() -> Rules:
    """The numbers that hold where the clinic has set none."""
    return parse(Rules, read(files("qc.improve") / "rules.toml", "rules.toml", WorkspaceError))


def load_rules(folder: Path) -> Rules:
    """The numbers of a workspace folder. WorkspaceError names file, line and key of a mistake."""
    path = folder / OWN
    try:
        stat = path.stat()
    except FileNotFoundError:
        return shipped()
    return _own(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=32)
def _own(path: Path, changed: int, size: int) -> Rules:  # noqa: ARG001 - the cache's key
    """The same numbers as long as the file was not written anew."""
    document = read(path, OWN, WorkspaceError)
    return parse(Rules, document, _over(shipped().model_dump(), document.data))


def _over(plain: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The clinic's keys over the shipped ones, table by table."""
    both = {
        key: _over(plain[key], value)
        for key, value in own.items()
        if isinstance(value, dict) and isinstance(plain.get(key), dict)
    }
    return {**plain, **own, **both}
