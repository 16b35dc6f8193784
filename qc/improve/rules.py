"""The numbers of the improvement loop: shipped ones, the clinic's own over them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

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


class Rules(_Model):
    """See rules.toml, which says what each number does."""

    due_days: DueDays
    window_days: Count
    propose_after: Count
    propose_months: Count
    clean_rechecks: Count
    cause_categories: tuple[str, ...]
    own_categories: tuple[str, ...] = ()
    follow_from: dt.date | None = None
    accountability: Accountability
    stars: Stars


@cache
def shipped() -> Rules:
    """The numbers that hold where the clinic has set none."""
    return parse(Rules, read(files("qc.improve") / "rules.toml", "rules.toml", WorkspaceError))


def load_rules(folder: Path) -> Rules:
    """The numbers of a workspace folder. WorkspaceError names file, line and key of a mistake."""
    path = folder / OWN
    if not path.exists():
        return shipped()
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
